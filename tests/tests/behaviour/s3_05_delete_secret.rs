//! §3.5: DeleteSecret.

use secretsmith::operation::delete_secret::DeleteSecretOutput;
use secretsmith_reference::Clock;
use secretsmith_tests::{Refusal, on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_parameter, no_label, no_version, not_found};
use crate::s7_policies::{public, put_policy};
use crate::support::{
    DAY, DB, all_stages, create, days_after, describe, names_of, put, schedule_deletion, stages, tag, value, version,
};

fn window_out_of_range() -> Refusal {
    invalid_parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
}

#[test]
fn a_window_has_7_to_30_days() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        for days in [6, 31, 0, -1, i64::MAX] {
            let delete = world.client.delete_secret().secret_id(DB).recovery_window_in_days(days);
            assert_eq!(refusal(delete.send().await), window_out_of_range(), "{days}");
        }
        for days in [7, 30] {
            let delete = world.client.delete_secret().secret_id(DB).recovery_window_in_days(days);
            let deleted = delete.send().await.expect("the window is allowed");
            assert_eq!(deleted.deletion_date, Some(days_after(world.clock.now(), days)));
            world.client.restore_secret().secret_id(DB).send().await.expect("it is to be deleted");
        }
    });
}

#[test]
fn the_window_is_30_days_unless_given() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let deleted = world.client.delete_secret().secret_id(DB).send().await.expect("the secret is there");
        let end = days_after(world.clock.now(), 30);
        let expected = DeleteSecretOutput::default().with_arn(arn).with_name(DB).with_deletion_date(end);
        assert_eq!(deleted, expected);
        assert_eq!(describe(&world.client, DB).await.deleted_date, Some(end));
    });
}

#[test]
fn a_window_and_force_exclude_each_other() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let delete = |days, force| {
            let call = world.client.delete_secret().secret_id(DB).recovery_window_in_days(days);
            call.force_delete_without_recovery(force).send()
        };
        let expected = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.";
        assert_eq!(refusal(delete(7, true).await), invalid_parameter(expected));
        assert_eq!(refusal(delete(0, true).await), window_out_of_range());
        assert_eq!(value(&world.client, DB).await, "one");
        delete(7, false).await.expect("no force is no conflict");
        assert!(describe(&world.client, DB).await.deleted_date.is_some());
    });
}

#[test]
fn the_window_is_checked_before_the_secret_is_looked_for() {
    on_each_transport(async |world| {
        let delete = |id: &str, days| world.client.delete_secret().secret_id(id).recovery_window_in_days(days).send();
        assert_eq!(refusal(delete("Inv Name", 5).await), invalid_name());
        assert_eq!(refusal(delete("unknown", 5).await), window_out_of_range());
        assert_eq!(refusal(delete("unknown", 7).await), not_found());
    });
}

#[test]
fn forced_deletion_is_for_good_and_the_name_is_free() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let force = world.client.delete_secret().secret_id(&arn).force_delete_without_recovery(true);
        let deleted = force.send().await.expect("the secret is there");
        let expected = DeleteSecretOutput::default().with_arn(&arn).with_name(DB);
        assert_eq!(deleted, expected.with_deletion_date(world.clock.now()));

        for id in [DB, &arn] {
            assert_eq!(refusal(world.client.describe_secret().secret_id(id).send().await), not_found());
            assert_eq!(refusal(world.client.restore_secret().secret_id(id).send().await), not_found());
        }
        assert!(names_of(&world.client, []).await.is_empty());
        create(&world.client, DB).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT"]);
    });
}

#[test]
fn forced_deletion_of_a_missing_secret_looks_like_any_other() {
    on_each_transport(async |world| {
        for _ in 0..2 {
            let force = world.client.delete_secret().secret_id("missing").force_delete_without_recovery(true);
            let deleted = force.send().await.expect("forced deletion always succeeds");
            assert_eq!(deleted.name(), Some("missing"));
            let start = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:missing-";
            assert!(deleted.arn().is_some_and(|arn| arn.starts_with(start) && arn.len() == start.len() + 6));
            assert_eq!(deleted.deletion_date, Some(world.clock.now()));
        }
        let arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:missing-a1b2c3";
        let force = world.client.delete_secret().secret_id(arn).force_delete_without_recovery(true);
        let deleted = force.send().await.expect("forced deletion always succeeds");
        assert_eq!((deleted.name(), deleted.deletion_date), (Some(arn), Some(world.clock.now())));
        assert_eq!(deleted.arn(), Some(arn));
        let partial = arn.strip_suffix("-a1b2c3").expect("a full ARN");
        let force = world.client.delete_secret().secret_id(partial).force_delete_without_recovery(true);
        let deleted = force.send().await.expect("forced deletion always succeeds");
        assert_eq!((deleted.name(), deleted.deletion_date), (Some(partial), Some(world.clock.now())));
        let suffix = deleted.arn().and_then(|arn| arn.strip_prefix(partial)?.strip_prefix('-')).expect("a suffix");
        assert!(suffix.len() == 6 && suffix.chars().all(|char| char.is_ascii_alphanumeric()), "{suffix}");
        let force = world.client.delete_secret().secret_id("Inv Name").force_delete_without_recovery(true);
        assert_eq!(refusal(force.send().await), invalid_name());
    });
}

#[test]
fn deletion_without_force_of_a_missing_secret_is_refused() {
    on_each_transport(async |world| {
        let delete = world.client.delete_secret().secret_id("missing").force_delete_without_recovery(false);
        assert_eq!(refusal(delete.send().await), not_found());
    });
}

#[test]
fn forced_deletion_of_a_deleted_secret_looks_like_any_other() {
    on_each_transport(async |world| {
        let force = async |id: &str| {
            let call = world.client.delete_secret().secret_id(id).force_delete_without_recovery(true);
            let deleted = call.send().await.expect("forced deletion always succeeds");
            assert_eq!((deleted.name(), deleted.deletion_date), (Some(id), Some(world.clock.now())));
            deleted.arn.expect("an ARN")
        };
        let arn = create(&world.client, DB).await;
        force(DB).await;
        assert!(force(DB).await.starts_with(&arn[..arn.len() - 6]));
        assert_eq!(force(&arn).await, arn);

        create(&world.client, "scheduled").await;
        schedule_deletion(&world.client, "scheduled").await;
        world.clock.advance(8 * DAY);
        force("scheduled").await;
        let all = world.client.list_secrets().include_planned_deletion(true).send().await.expect("the list comes");
        assert_eq!(all.secret_list, Some(vec![]));
    });
}

#[test]
fn nothing_of_a_secret_that_was_deleted_by_force_comes_back() {
    on_each_transport(async |world| {
        let create_again = world.client.create_secret().name(DB).description("d").tags(tag("k", "v"));
        let call = create_again.secret_string("one").client_request_token(version(1));
        call.send().await.expect("the name is free");
        put(&world.client, DB, 2).await;
        put_policy(&world.client, &public()).await;
        let force = world.client.delete_secret().secret_id(DB).force_delete_without_recovery(true);
        force.send().await.expect("the secret is there");

        let call = world.client.create_secret().name(DB).secret_string("new").client_request_token(version(9));
        call.send().await.expect("the name is free");
        assert_eq!(all_stages(&world.client, DB).await, ["9 AWSCURRENT"]);
        let get = || world.client.get_secret_value().secret_id(DB);
        assert_eq!(refusal(get().version_id(version(2)).send().await), no_version(&version(2)));
        assert_eq!(refusal(get().version_stage("AWSPREVIOUS").send().await), no_label("AWSPREVIOUS"));
        let secret = describe(&world.client, DB).await;
        assert_eq!((secret.description, secret.tags), (None, None));
        let policy = world.client.get_resource_policy().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!(policy.resource_policy, None);
    });
}
