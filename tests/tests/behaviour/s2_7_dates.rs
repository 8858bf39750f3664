//! §2.7: dates.

use std::time::Duration;

use secretsmith::Client;
use secretsmith::primitives::DateTime;
use secretsmith::types::FilterNameStringType;
use secretsmith_reference::{Clock, Step};
use secretsmith_tests::{on_each_transport, refusal};
use serde_json::json;

use crate::refusals::{no_label, not_found};
use crate::rotating::{contract, register, rotatable, rotate};
use crate::s7_policies::put_policy;
use crate::support::{
    DAY, DB, SECOND, create, create_empty, days_after, describe, filter, instant, listed, move_current, put, replicate,
    tag, version, versions,
};

const TODAY: &str = "2026-03-14T00:00:00Z";

#[test]
fn the_date_of_creation_has_milliseconds_and_stays() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let created = Some(instant("2026-03-14T15:09:26.535Z"));
        assert_eq!(describe(&world.client, DB).await.created_date, created);
        assert_eq!(listed(&world.client, DB).await.created_date, created);
        world.clock.advance(DAY);
        put(&world.client, DB, 2).await;
        assert_eq!(describe(&world.client, DB).await.created_date, created);
    });
}

#[test]
fn a_version_has_its_own_date_of_creation() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let first = world.clock.now();
        world.clock.advance(SECOND);
        put(&world.client, DB, 2).await;
        let second = world.clock.now();
        world.clock.advance(SECOND);
        move_current(&world.client, DB, 2, 1).await;

        let created = async |number| {
            let read = world.client.get_secret_value().secret_id(DB).version_id(version(number)).send().await;
            read.expect("the version is there").created_date
        };
        assert_eq!([created(1).await, created(2).await], [Some(first), Some(second)]);
        let listed: Vec<_> = versions(&world.client, DB, false).await.iter().map(|it| it.created_date).collect();
        assert_eq!(listed, [Some(first), Some(second)]);
        let batch = world.client.batch_get_secret_value().secret_id_list(DB).send().await.expect("an answer");
        assert_eq!(batch.secret_values()[0].created_date, Some(first));
    });
}

#[test]
fn every_change_moves_the_date_of_the_last_change() {
    on_each_transport(async |world| {
        let client = &world.client;
        create(client, DB).await;
        assert_eq!(changed(client).await, world.clock.now());

        let description = || client.update_secret().secret_id(DB).description("d").send();
        let value = || client.update_secret().secret_id(DB).secret_string("one").send();
        let label = || client.update_secret_version_stage().secret_id(DB).version_stage("MINE");

        world.clock.advance(SECOND);
        description().await.expect("UpdateSecret of the description");
        assert_eq!(changed(client).await, world.clock.now(), "UpdateSecret of the description");

        world.clock.advance(SECOND);
        value().await.expect("UpdateSecret with an equal value");
        assert_eq!(changed(client).await, world.clock.now(), "UpdateSecret with an equal value");

        world.clock.advance(SECOND);
        put(client, DB, 2).await;
        assert_eq!(changed(client).await, world.clock.now(), "PutSecretValue");

        world.clock.advance(SECOND);
        label().move_to_version_id(version(2)).send().await.expect("UpdateSecretVersionStage");
        assert_eq!(changed(client).await, world.clock.now(), "UpdateSecretVersionStage");

        world.clock.advance(SECOND);
        label().remove_from_version_id(version(2)).send().await.expect("removing the label");
        assert_eq!(changed(client).await, world.clock.now(), "UpdateSecretVersionStage that removes");

        world.clock.advance(SECOND);
        client.tag_resource().secret_id(DB).tags(tag("k", "v")).send().await.expect("TagResource");
        assert_eq!(changed(client).await, world.clock.now(), "TagResource");

        world.clock.advance(SECOND);
        client.untag_resource().secret_id(DB).tag_keys("k").send().await.expect("UntagResource");
        assert_eq!(changed(client).await, world.clock.now(), "UntagResource");

        world.clock.advance(SECOND);
        client.delete_secret().secret_id(DB).send().await.expect("DeleteSecret");
        assert_eq!(changed(client).await, world.clock.now(), "DeleteSecret");

        world.clock.advance(SECOND);
        client.restore_secret().secret_id(DB).send().await.expect("RestoreSecret");
        assert_eq!(changed(client).await, world.clock.now(), "RestoreSecret");
    });
}

#[test]
fn so_do_changes_of_policies_and_of_rotation() {
    on_each_transport(async |world| {
        let client = &world.client;
        rotatable(&world).await;

        world.clock.advance(SECOND);
        rotate(client, 2).await;
        assert_eq!(changed(client).await, world.clock.now(), "RotateSecret");

        world.clock.advance(SECOND);
        client.cancel_rotate_secret().secret_id(DB).send().await.expect("CancelRotateSecret");
        assert_eq!(changed(client).await, world.clock.now(), "CancelRotateSecret");

        world.clock.advance(SECOND);
        let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
            "Action": "secretsmanager:*", "Resource": "*"}});
        put_policy(client, &policy.to_string()).await;
        assert_eq!(changed(client).await, world.clock.now(), "PutResourcePolicy");

        world.clock.advance(SECOND);
        client.delete_resource_policy().secret_id(DB).send().await.expect("DeleteResourcePolicy");
        assert_eq!(changed(client).await, world.clock.now(), "DeleteResourcePolicy");
    });
}

#[test]
fn so_do_changes_of_replication() {
    on_each_transport(async |world| {
        let client = &world.client;
        create(client, DB).await;

        world.clock.advance(SECOND);
        let virginia = replicate(&world, DB, "us-east-1").await;
        assert_eq!(changed(client).await, world.clock.now(), "ReplicateSecretToRegions");

        world.clock.advance(SECOND);
        let oregon = replicate(&world, DB, "us-west-2").await;
        world.clock.advance(SECOND);
        let remove = client.remove_regions_from_replication().secret_id(DB).remove_replica_regions("us-east-1");
        remove.send().await.expect("RemoveRegionsFromReplication");
        assert_eq!(changed(client).await, world.clock.now(), "RemoveRegionsFromReplication");
        assert_eq!(refusal(virginia.describe_secret().secret_id(DB).send().await), not_found());

        world.clock.advance(SECOND);
        oregon.stop_replication_to_replica().secret_id(DB).send().await.expect("StopReplicationToReplica");
        assert_eq!(changed(&oregon).await, world.clock.now(), "StopReplicationToReplica");
        assert_eq!(changed(client).await, world.clock.now(), "StopReplicationToReplica, on the primary");
    });
}

#[test]
fn the_last_rotation_is_dated_after_the_change_that_it_made() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let clock = world.clock.clone();
        register(&world, move |client, invocation| {
            let clock = clock.clone();
            async move {
                let is_last = invocation.step == Step::Finish;
                contract(client, invocation).await?;
                if is_last {
                    clock.advance(Duration::from_millis(50));
                }
                Ok(())
            }
        });
        rotate(&world.client, 2).await;
        world.clock.advance(SECOND);
        let moved = world.clock.now();
        world.run_due().await;
        let rotated = describe(&world.client, DB).await;
        assert_eq!(rotated.last_changed_date, Some(moved));
        assert_eq!(rotated.last_rotated_date.map(|date| date.as_millis() - moved.as_millis()), Some(50));
    });
}

#[test]
fn reading_and_refused_calls_change_nothing() {
    on_each_transport(async |world| {
        let client = &world.client;
        create(client, DB).await;
        let created = world.clock.now();
        world.clock.advance(SECOND);
        client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        client.batch_get_secret_value().secret_id_list(DB).send().await.expect("an answer");
        versions(client, DB, true).await;
        let put = client.put_secret_value().secret_id(DB).secret_string("two").client_request_token(version(1));
        assert_eq!(refusal(put.send().await).code, "ResourceExistsException");
        assert_eq!(changed(client).await, created);
    });
}

#[test]
fn a_secret_never_read_has_no_date_of_access() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        describe(&world.client, DB).await;
        listed(&world.client, DB).await;
        versions(&world.client, DB, true).await;
        let read = world.client.get_secret_value().secret_id(DB).version_stage("AWSPENDING").send().await;
        assert_eq!(refusal(read), no_label("AWSPENDING"));
        assert_eq!(describe(&world.client, DB).await.last_accessed_date, None);
        assert_eq!(listed(&world.client, DB).await.last_accessed_date, None);
        assert_eq!(versions(&world.client, DB, true).await[0].last_accessed_date, None);
    });
}

#[test]
fn the_date_of_access_is_the_day_of_the_last_read() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let read = async || {
            let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
            assert_eq!(read.created_date, Some(instant("2026-03-14T15:09:26.535Z")));
            let accessed = describe(&world.client, DB).await.last_accessed_date;
            assert_eq!(listed(&world.client, DB).await.last_accessed_date, accessed);
            accessed
        };
        assert_eq!(read().await, Some(instant(TODAY)));
        world.clock.set(instant("2026-03-14T23:59:59.999Z"));
        assert_eq!(read().await, Some(instant(TODAY)));
        world.clock.set(instant("2026-03-15T00:00:00Z"));
        assert_eq!(describe(&world.client, DB).await.last_accessed_date, Some(instant(TODAY)));
        assert_eq!(read().await, Some(instant("2026-03-15T00:00:00Z")));
        world.clock.set(instant("2028-02-29T12:00:00Z"));
        assert_eq!(read().await, Some(instant("2028-02-29T00:00:00Z")));
    });
}

#[test]
fn a_version_has_its_own_date_of_access() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        let previous = world.client.get_secret_value().secret_id(DB).version_stage("AWSPREVIOUS");
        previous.send().await.expect("there is a previous version");
        world.clock.advance(DAY);
        world.client.get_secret_value().secret_id(DB).send().await.expect("there is a current version");
        world.clock.advance(DAY);
        put(&world.client, DB, 3).await;

        let accessed: Vec<Option<DateTime>> =
            versions(&world.client, DB, true).await.iter().map(|version| version.last_accessed_date).collect();
        assert_eq!(accessed, [Some(instant(TODAY)), Some(instant("2026-03-15T00:00:00Z")), None]);
        assert_eq!(describe(&world.client, DB).await.last_accessed_date, Some(instant("2026-03-15T00:00:00Z")));
    });
}

#[test]
fn a_batch_counts_as_access_to_what_it_reads() {
    on_each_transport(async |world| {
        create(&world.client, "app/listed").await;
        create(&world.client, "app/found").await;
        create(&world.client, "other").await;
        create_empty(&world.client, "app/empty").await;
        let list = world.client.batch_get_secret_value().secret_id_list("app/listed").secret_id_list("app/empty");
        list.send().await.expect("an answer");
        assert_eq!(describe(&world.client, "app/listed").await.last_accessed_date, Some(instant(TODAY)));
        assert_eq!(describe(&world.client, "app/empty").await.last_accessed_date, None);
        assert_eq!(describe(&world.client, "app/found").await.last_accessed_date, None);

        let batch = world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["app/"]));
        batch.send().await.expect("an answer");
        assert_eq!(describe(&world.client, "app/found").await.last_accessed_date, Some(instant(TODAY)));
        assert_eq!(versions(&world.client, "app/found", false).await[0].last_accessed_date, Some(instant(TODAY)));
        assert_eq!(describe(&world.client, "other").await.last_accessed_date, None);
    });
}

#[test]
fn the_date_of_deletion_is_the_end_of_the_window() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let deleted = world.client.delete_secret().secret_id(DB).recovery_window_in_days(17).send().await;
        let end = Some(days_after(world.clock.now(), 17));
        assert_eq!(deleted.expect("the secret is there").deletion_date, end);
        world.clock.advance(DAY);
        assert_eq!(describe(&world.client, DB).await.deleted_date, end);
        assert_eq!(listed(&world.client, DB).await.deleted_date, end);
    });
}

#[test]
fn dates_of_rotation_are_absent_without_rotation() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let description = describe(&world.client, DB).await;
        assert_eq!((description.last_rotated_date, description.next_rotation_date), (None, None));
    });
}

async fn changed(client: &Client) -> DateTime {
    let changed = describe(client, DB).await.last_changed_date;
    assert_eq!(listed(client, DB).await.last_changed_date, changed);
    changed.expect("the date is there from creation on")
}
