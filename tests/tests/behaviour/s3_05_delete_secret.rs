//! §3.5: DeleteSecret.

use secretsmith::operation::delete_secret::DeleteSecretOutput;
use secretsmith_reference::Clock;
use secretsmith_tests::{Refusal, on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_parameter, not_found};
use crate::support::{DB, create, days_after, describe, names_of, stages, value};

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
            assert_eq!(deleted.deletion_date(), Some(days_after(world.clock.now(), days)));
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
        assert_eq!(describe(&world.client, DB).await.deleted_date(), Some(end));
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
        assert!(describe(&world.client, DB).await.deleted_date().is_some());
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
            assert_eq!(deleted.deletion_date(), Some(world.clock.now()));
        }
        let arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:missing-a1b2c3";
        let force = world.client.delete_secret().secret_id(arn).force_delete_without_recovery(true);
        let deleted = force.send().await.expect("forced deletion always succeeds");
        assert_eq!((deleted.name(), deleted.deletion_date()), (Some(arn), Some(world.clock.now())));
        assert!(deleted.arn().is_some());
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
