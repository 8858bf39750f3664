//! §4.5: windows, `NextRotationDate`, and schedules that fire by the clock.

use secretsmith::types::RotationRulesType;
use secretsmith_tests::on_each_transport;

use crate::rotating::{contract, days, events, next, plan, register, rotatable, rotate, rotation, schedule, set_clock};
use crate::support::{DAY, DB, describe, instant, listed, put, put_with, version};

#[test]
fn days_after_the_date_of_the_last_rotation() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        for (number, rotated, last_second) in
            [(2, "2024-02-22T07:16:15Z", "2024-03-23T23:59:59Z"), (3, "2026-01-22T06:42:22Z", "2026-02-21T23:59:59Z")]
        {
            set_clock(&world, rotated);
            rotation(&world.client, number).send().await.expect("the function is there");
            world.run_due().await;
            let secret = describe(&world.client, DB).await;
            assert_eq!(secret.last_rotated_date, Some(instant(rotated)));
            assert_eq!(secret.next_rotation_date, Some(instant(last_second)));
        }
    });
}

#[test]
fn a_weekly_cron_whose_day_is_used() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        set_clock(&world, "2023-10-16T09:30:00Z");
        let weekly = schedule("cron(0 0 ? * 2 *)");
        let call = rotation(&world.client, 2).rotation_rules(weekly.clone());
        call.send().await.expect("the function is there");
        assert_eq!(describe(&world.client, DB).await.rotation_rules, Some(weekly), "§3.6: days come with a rotation");
        world.run_due().await;
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.next_rotation_date, Some(instant("2023-10-23T23:59:59Z")));
        let rules = secret.rotation_rules.expect("rotation is configured");
        assert_eq!(rules.schedule_expression(), Some("cron(0 0 ? * 2 *)"));
        assert_eq!(rules.automatically_after_days, Some(7));
        assert_eq!(listed(&world.client, DB).await.rotation_rules, Some(rules));
    });
}

#[test]
fn windows_within_a_day_are_a_day_apart() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        plan(&world, schedule("rate(6 hours)")).await;
        set_clock(&world, "2026-03-14T18:00:00Z");
        assert_eq!(events(&world).await.len(), 2);
        let rules = describe(&world.client, DB).await.rotation_rules.expect("rotation is configured");
        assert_eq!(rules.automatically_after_days, Some(1));
        assert_eq!(listed(&world.client, DB).await.rotation_rules, Some(rules));
    });
}

#[test]
fn a_duration_ends_the_window() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        let rules = RotationRulesType::builder().schedule_expression("cron(0 16 1,15 * ? *)").duration("2h").build();
        plan(&world, rules.clone()).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-03-15T17:59:59Z")));
        assert_eq!(describe(&world.client, DB).await.rotation_rules, Some(rules));
    });
}

#[test]
fn hours_count_from_midnight_and_take_an_hour() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        set_clock(&world, "2026-03-14T07:30:00Z");
        plan(&world, schedule("rate(6 hours)")).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-03-14T12:59:59Z")));
        plan(&world, schedule("cron(0 4/12 * * ? *)")).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-03-14T16:59:59Z")));
    });
}

#[test]
fn a_rotation_happens_when_its_window_opens() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        plan(&world, days(30)).await;
        calls.take();
        set_clock(&world, "2026-04-12T23:59:59Z");
        assert!(events(&world).await.is_empty());
        set_clock(&world, "2026-04-13T00:00:00Z");
        assert_eq!(next(&world.client).await, Some(instant("2026-04-13T23:59:59Z")));
        assert_eq!(events(&world).await.len(), 2);
        assert_eq!(calls.take().len(), 4);
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.last_rotated_date, Some(instant("2026-04-13T00:00:00Z")));
        assert_eq!(secret.next_rotation_date, Some(instant("2026-05-13T23:59:59Z")));
        assert!(events(&world).await.is_empty(), "once");
    });
}

#[test]
fn a_change_by_hand_counts_when_there_are_days() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotation(&world.client, 2).send().await.expect("the function is there");
        world.run_due().await;
        let rotated = describe(&world.client, DB).await.last_rotated_date;
        world.clock.advance(10 * DAY);
        put_with(&world.client, DB, 3, &["MINE"]).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-04-13T23:59:59Z")), "nothing is current that was not");
        put(&world.client, DB, 4).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-04-23T23:59:59Z")));
        assert_eq!(describe(&world.client, DB).await.last_rotated_date, rotated);
    });
}

#[test]
fn an_update_counts_as_a_put_does() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        world.run_due().await;
        let update = || world.client.update_secret().secret_id(DB);
        world.clock.advance(10 * DAY);
        update().description("no value").send().await.expect("the secret is there");
        assert_eq!(next(&world.client).await, Some(instant("2026-04-13T23:59:59Z")), "the value is the same");
        update().secret_string("x").send().await.expect("the secret is there");
        assert_eq!(next(&world.client).await, Some(instant("2026-04-23T23:59:59Z")));
    });
}

#[test]
fn a_change_by_hand_does_not_move_an_expression() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        plan(&world, schedule("rate(30 days)")).await;
        world.clock.advance(10 * DAY);
        put(&world.client, DB, 2).await;
        world.client.update_secret().secret_id(DB).secret_string("x").send().await.expect("the secret is there");
        assert_eq!(next(&world.client).await, Some(instant("2026-04-13T23:59:59Z")));
    });
}

#[test]
fn a_value_for_the_version_of_a_rotation_that_was_given_up_counts_too() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        register(&world, async |_, _| Err("no database".to_owned()));
        rotate(&world.client, 2).await;
        for _ in 0..5 {
            world.run_due().await;
            world.clock.advance(2 * DAY);
        }
        assert_eq!(next(&world.client).await, Some(instant("2026-04-13T23:59:59Z")));
        put(&world.client, DB, 2).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-04-23T23:59:59Z")));
    });
}

#[test]
fn days_count_from_the_last_rotation_also_when_they_are_configured_later() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        set_clock(&world, "2026-01-01T08:00:00Z");
        rotate(&world.client, 2).await;
        world.run_due().await;
        set_clock(&world, "2026-01-11T08:00:00Z");
        plan(&world, days(60)).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-03-02T23:59:59Z")));
        plan(&world, days(10)).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-01-11T23:59:59Z")), "the day is today");

        plan(&world, days(60)).await;
        world.client.cancel_rotate_secret().secret_id(DB).send().await.expect("the secret is there");
        let again = world.client.rotate_secret().secret_id(DB).client_request_token(version(98));
        again.rotate_immediately(false).send().await.expect("a function is stored");
        world.run_due().await;
        assert_eq!(next(&world.client).await, Some(instant("2026-03-02T23:59:59Z")));

        put(&world.client, DB, 3).await;
        set_clock(&world, "2026-01-21T08:00:00Z");
        plan(&world, days(30)).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-02-10T23:59:59Z")), "a change by hand counts");
    });
}

#[test]
fn days_that_are_over_end_today() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        set_clock(&world, "2026-01-01T08:00:00Z");
        rotate(&world.client, 2).await;
        world.run_due().await;
        set_clock(&world, "2026-01-11T08:00:00Z");
        // A test that fails does not put the rotation off.
        register(&world, async |_, _| Err("no database".to_owned()));
        plan(&world, days(5)).await;
        assert_eq!(next(&world.client).await, Some(instant("2026-01-11T23:59:59Z")));
        register(&world, contract);
        assert_eq!(events(&world).await.len(), 2);
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.last_rotated_date, Some(instant("2026-01-11T08:00:00Z")));
        assert_eq!(secret.next_rotation_date, Some(instant("2026-01-16T23:59:59Z")));
    });
}
