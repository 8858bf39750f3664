//! §2.10: secrets scheduled for deletion.

use secretsmith::types::FilterNameStringType;
use secretsmith_tests::{on_each_transport, refusal};

use crate::calls::each_operation;
use crate::refusals::{marked_for_deletion, name_scheduled_for_deletion, not_found};
use crate::support::{
    DAY, DB, SECOND, all_stages, create, days_after, describe, filter, names_of, put, schedule_deletion, stages, value,
};

#[test]
fn a_secret_to_be_deleted_can_be_looked_at_and_restored_and_nothing_else() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        for (operation, refusal) in each_operation(&world.client, DB).await {
            let allowed = ["DescribeSecret", "ListSecretVersionIds", "RestoreSecret"].contains(&operation);
            // It comes last, when the secret is restored.
            let allowed = allowed || operation == "DeleteSecret";
            assert_eq!(refusal, (!allowed).then(marked_for_deletion), "{operation}");
        }
    });
}

#[test]
fn that_it_is_no_replica_is_not_told_then() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        let stop = world.client.stop_replication_to_replica().secret_id(DB).send().await;
        assert_eq!(refusal(stop), marked_for_deletion());
    });
}

#[test]
fn a_second_deletion_is_refused_unless_it_is_forced() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        let before = describe(&world.client, DB).await;
        let delete = || world.client.delete_secret().secret_id(DB);
        assert_eq!(refusal(delete().send().await), marked_for_deletion());
        assert_eq!(refusal(delete().recovery_window_in_days(30).send().await), marked_for_deletion());
        assert_eq!(describe(&world.client, DB).await, before);

        delete().force_delete_without_recovery(true).send().await.expect("forced deletion is allowed");
        assert_eq!(refusal(world.client.describe_secret().secret_id(DB).send().await), not_found());
    });
}

#[test]
fn its_name_is_not_free() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        // Also for the very call that made it.
        for token in [1, 2].map(crate::support::version) {
            let create = world.client.create_secret().name(DB).secret_string("one").client_request_token(token);
            assert_eq!(refusal(create.send().await), name_scheduled_for_deletion());
        }
    });
}

#[test]
fn its_versions_can_be_listed() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put(&world.client, DB, 3).await;
        schedule_deletion(&world.client, DB).await;
        assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT"]);
        assert_eq!(all_stages(&world.client, DB).await, ["1", "2 AWSPREVIOUS", "3 AWSCURRENT"]);
    });
}

#[test]
fn it_is_listed_only_on_request() {
    on_each_transport(async |world| {
        create(&world.client, "kept").await;
        world.clock.advance(SECOND);
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        assert_eq!(names_of(&world.client, []).await, ["kept"]);
        assert!(names_of(&world.client, [filter(FilterNameStringType::Name, &["deleted"])]).await.is_empty());
        let all = world.client.list_secrets().include_planned_deletion(true).send().await.expect("the list comes");
        let deletion_dates: Vec<_> =
            all.secret_list().iter().map(|it| (it.name(), it.deleted_date.is_some())).collect();
        assert_eq!(deletion_dates, [(Some("kept"), false), (Some("deleted"), true)]);
    });
}

#[test]
fn restoring_brings_everything_back() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        let before = describe(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        world.clock.advance(DAY);
        world.client.restore_secret().secret_id(DB).send().await.expect("it is to be deleted");
        let mut after = describe(&world.client, DB).await;
        after.last_changed_date = before.last_changed_date;
        assert_eq!(after, before);
        assert_eq!(value(&world.client, DB).await, "value 2");
        assert_eq!(names_of(&world.client, []).await, [DB]);
        world.clock.advance(30 * DAY);
        assert_eq!(value(&world.client, DB).await, "value 2");
    });
}

#[test]
fn when_the_window_has_ended_the_name_is_free() {
    on_each_transport(async |world| {
        let first = create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        let deleted = describe(&world.client, DB).await.deleted_date;
        assert_eq!(deleted, Some(days_after(secretsmith_reference::Clock::now(&world.clock), 7)));
        world.clock.advance(8 * DAY);
        assert_eq!(refusal(world.client.restore_secret().secret_id(DB).send().await), not_found());
        let all = world.client.list_secrets().include_planned_deletion(true).send().await.expect("the list comes");
        assert_eq!(all.secret_list(), []);
        assert_ne!(create(&world.client, DB).await, first);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT"]);
    });
}
