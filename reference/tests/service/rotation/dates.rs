//! §4.5: schedules that fire by the clock.

use serde_json::{Value, json};

use super::{epoch, register, rotating};
use crate::World;

/// The event of a rotation that succeeded, for a version with a random id.
fn is_rotation(events: &[String]) -> bool {
    matches!(events, [started, succeeded] if started.starts_with("RotationStarted ") && succeeded.starts_with("RotationSucceeded "))
}

fn next(world: &World) -> Value {
    world.describe("db")["NextRotationDate"].clone()
}

fn set(world: &World, time: &str) {
    world.clock.set(time.parse().expect("a good date"));
}

#[test]
fn a_rotation_happens_when_its_window_opens_4_5() {
    let (world, calls) = rotating();
    world.plan(json!({"AutomaticallyAfterDays": 30}));
    calls.take();
    set(&world, "2026-10-20T23:59:59Z");
    assert_eq!(world.events(), [""; 0]);
    set(&world, "2026-10-21T00:00:00Z");
    assert_eq!(next(&world), epoch("2026-10-21T23:59:59Z"));
    assert!(is_rotation(&world.events()));
    assert_eq!(calls.take().len(), 4);
    let described = world.describe("db");
    assert_eq!(described["LastRotatedDate"], epoch("2026-10-21T00:00:00Z"));
    assert_eq!(described["NextRotationDate"], epoch("2026-11-20T23:59:59Z"));
    assert_eq!(world.events(), [""; 0]);
}

#[test]
fn the_version_of_a_scheduled_rotation_has_a_uuid_4_5() {
    let (world, calls) = rotating();
    world.plan(json!({"AutomaticallyAfterDays": 1}));
    calls.take();
    world.wait_days(1);
    world.events();
    let version = calls.take()[0].client_request_token.clone();
    assert_eq!(version.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    assert_eq!(world.labels()[&version], json!(["AWSPENDING", "AWSCURRENT"]));
}

#[test]
fn a_late_driver_rotates_once_4_5() {
    let (world, calls) = rotating();
    world.plan(json!({"ScheduleExpression": "cron(0 8 * * ? *)"}));
    calls.take();
    world.wait_days(100);
    assert!(is_rotation(&world.events()));
    assert_eq!(calls.take().len(), 4);
    assert_eq!(next(&world), epoch("2026-12-31T23:59:59Z"));
}

#[test]
fn every_window_has_its_rotation_4_5() {
    let (world, _) = rotating();
    world.plan(json!({"ScheduleExpression": "rate(6 hours)", "Duration": "2h"}));
    for (opens, last_second) in [
        ("2026-09-21T18:00:00Z", "2026-09-22T01:59:59Z"),
        ("2026-09-22T00:00:00Z", "2026-09-22T07:59:59Z"),
        ("2026-09-22T06:00:00Z", "2026-09-22T13:59:59Z"),
    ] {
        set(&world, opens);
        assert!(is_rotation(&world.events()), "{opens}");
        assert_eq!(next(&world), epoch(last_second));
    }
}

#[test]
fn days_are_calculated_after_each_rotation_3_6() {
    let (world, _) = rotating();
    let given = json!({"ScheduleExpression": "cron(0 0 ? * 2 *)"});
    world.plan(given.clone());
    assert_eq!(world.describe("db")["RotationRules"], given);
    set(&world, "2026-09-28T06:42:22Z");
    assert!(is_rotation(&world.events()));
    let described = world.describe("db");
    let rules = json!({"ScheduleExpression": "cron(0 0 ? * 2 *)", "AutomaticallyAfterDays": 7});
    assert_eq!(described["RotationRules"], rules);
    assert_eq!(described["NextRotationDate"], epoch("2026-10-05T23:59:59Z"));
    world.plan(given.clone());
    assert_eq!(world.describe("db")["RotationRules"], given, "new rules are calculated anew");
}

#[test]
fn a_change_by_hand_counts_as_a_rotation_with_days_4_5() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.events();
    let rotated = world.describe("db")["LastRotatedDate"].clone();
    world.wait_days(10);
    world.put("db", "hand", &["mine"]);
    assert_eq!(next(&world), epoch("2026-10-21T23:59:59Z"), "only a new current version does");
    world.put("db", "hand2", &[]);
    let described = world.describe("db");
    assert_eq!(described["NextRotationDate"], epoch("2026-10-31T23:59:59Z"));
    assert_eq!(described["LastRotatedDate"], rotated);
    world.wait_days(1);
    let update = json!({"SecretId": "db", "ClientRequestToken": "hand3", "SecretString": "x"});
    world.update_secret(update).expect("a change");
    assert_eq!(next(&world), epoch("2026-11-01T23:59:59Z"));
}

#[test]
fn a_change_by_hand_does_not_move_an_expression_4_5() {
    let (world, _) = rotating();
    world.plan(json!({"ScheduleExpression": "rate(30 days)"}));
    world.wait_days(10);
    world.put("db", "hand", &[]);
    assert_eq!(next(&world), epoch("2026-10-21T23:59:59Z"));
}

#[test]
fn a_call_without_rules_leaves_the_plan_as_it_is_3_17() {
    let (world, _) = rotating();
    register(&world, |_, _| Err("not now".to_owned()));
    world.plan(json!({"AutomaticallyAfterDays": 30}));
    world.wait_days(5);
    world.rotate_secret(json!({"SecretId": "db", "ClientRequestToken": "v2"})).expect("it is configured");
    assert_eq!(next(&world), epoch("2026-10-21T23:59:59Z"));
}

#[test]
fn a_scheduled_rotation_that_is_given_up_waits_for_the_next_window_4_1() {
    let (world, _) = rotating();
    world.plan(json!({"AutomaticallyAfterDays": 1}));
    register(&world, |_, _| Err("not now".to_owned()));
    world.wait_days(1);
    for _ in 0..5 {
        assert_eq!(world.events().len(), 2);
        world.wait(480);
    }
    assert_eq!(next(&world), epoch("2026-09-23T23:59:59Z"));
    assert_eq!(world.events(), [""; 0]);
    world.wait_days(1);
    assert_eq!(world.events().len(), 2);
}

#[test]
fn accounts_and_regions_rotate_each_for_itself() {
    let (world, _) = rotating();
    let there = world.at("us-east-1");
    there.secret("db");
    let function = "arn:aws:lambda:us-east-1:111122223333:function:rotate";
    there.service.register_rotation_function(function, |_| std::future::ready(Ok(())));
    let mut input = there.rotation("v2");
    input["RotationLambdaARN"] = json!(function);
    there.rotate_secret(input).expect("rotation is accepted");
    world.rotate("v2");
    assert_eq!(world.run_rotations().len(), 4);
    assert_eq!(world.describe("db")["LastRotatedDate"], epoch(crate::START));
    assert_eq!(there.describe("db").get("LastRotatedDate"), None);
}
