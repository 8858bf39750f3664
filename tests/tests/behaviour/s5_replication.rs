//! §5: replicas in other Regions, §2.12: they can only be read.

use secretsmith::Client;
use secretsmith::server::Caller;
use secretsmith::types::{ReplicaRegionType, ReplicationStatusType, StatusType};
use secretsmith_reference::rules::keys::KeyState;
use secretsmith_tests::{ACCOUNT, REGION, Refusal, on_each_transport, refusal};

use crate::calls::each_operation;
use crate::refusals::{invalid_parameter, name_taken, on_a_replica};
use crate::rotating::{events, rotatable, rotate};
use crate::s7_policies::{public, put_policy};
use crate::support::{
    DAY, DB, create, describe, instant, listed, move_current, names_of, put, put_with, replicate, stages, tag, value,
    versions,
};

const OTHER: &str = "us-east-1";

/// What the primary tells of its replicas: Region, status and message.
async fn status(primary: &Client) -> Vec<String> {
    describe(primary, DB).await.replication_status.unwrap_or_default().iter().map(shown).collect()
}

fn shown(entry: &ReplicationStatusType) -> String {
    let (region, status) = (entry.region().unwrap_or_default(), entry.status.as_ref().map_or("", StatusType::as_str));
    format!("{region} {status} {}", entry.status_message().unwrap_or_default())
}

async fn policy(client: &Client) -> Option<String> {
    client.get_resource_policy().secret_id(DB).send().await.expect("the secret is there").resource_policy
}

const IN_SYNC: &str = "us-east-1 InSync Replication succeeded";

#[test]
fn a_replica_is_the_same_secret_in_another_region() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["MINE"]).await;
        let update = world.client.update_secret().secret_id(DB).description("what it is");
        update.send().await.expect("the secret is there");
        world.client.tag_resource().secret_id(DB).tags(tag("k", "v")).send().await.expect("the secret is there");
        put_policy(&world.client, &public()).await;
        let before = describe(&world.client, DB).await;
        assert_eq!((before.primary_region, before.replication_status), (None, None), "a plain secret");

        let replica = replicate(&world, DB, OTHER).await;
        assert_eq!(status(&world.client).await, [IN_SYNC]);
        let primary = describe(&world.client, DB).await;
        let copy = describe(&replica, DB).await;
        assert_eq!(copy.arn, Some(arn.replace(REGION, OTHER)));
        assert_eq!((primary.primary_region(), copy.primary_region()), (Some(REGION), Some(REGION)));
        assert_eq!(listed(&replica, DB).await.primary_region(), Some(REGION));
        assert_eq!(copy.replication_status, None);
        assert_eq!((copy.description, copy.tags), (primary.description, primary.tags));
        assert_eq!(copy.version_ids_to_stages, primary.version_ids_to_stages);
        assert_eq!(policy(&replica).await, Some(public()));
        let entry = primary.replication_status.expect("it has a replica").remove(0);
        assert_eq!(entry.kms_key_id.as_deref(), Some("alias/aws/secretsmanager"));
    });
}

#[test]
fn a_replica_follows_its_primary() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, OTHER).await;
        put(&world.client, DB, 2).await;
        assert_eq!(stages(&replica, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
        assert_eq!(value(&replica, DB).await, "value 2");
        world.client.tag_resource().secret_id(DB).tags(tag("k", "v")).send().await.expect("the secret is there");
        assert_eq!(describe(&replica, DB).await.tags, Some(vec![tag("k", "v")]));
        world.client.untag_resource().secret_id(DB).tag_keys("k").send().await.expect("the secret is there");
        assert_eq!(describe(&replica, DB).await.tags, Some(vec![]));
        put_policy(&world.client, &public()).await;
        assert_eq!(policy(&replica).await, Some(public()));
        let delete = world.client.delete_resource_policy().secret_id(DB);
        delete.send().await.expect("the secret is there");
        assert_eq!(policy(&replica).await, None);
        let update = world.client.update_secret().secret_id(DB).description("what it is");
        update.send().await.expect("the secret is there");
        assert_eq!(describe(&replica, DB).await.description(), Some("what it is"));
        move_current(&world.client, DB, 2, 1).await;
        assert_eq!(stages(&replica, DB).await, ["1 AWSCURRENT", "2 AWSPREVIOUS"]);
        assert_eq!(status(&world.client).await, [IN_SYNC]);
    });
}

#[test]
fn a_name_that_is_taken_fails_until_it_may_be_overwritten() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let there = world.client_in(ACCOUNT, OTHER);
        create(&there, DB).await;
        put(&there, DB, 2).await;
        let replica = || ReplicaRegionType::builder().region(OTHER).build();
        let call = || world.client.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica());
        let answer = call().send().await.expect("it is no error of the call");
        let started = answer.replication_status.unwrap_or_default();
        assert_eq!(started.iter().map(shown).collect::<Vec<_>>(), ["us-east-1 InProgress "]);
        let taken = "us-east-1 Failed Replication failed: Secret name app/db already exists in region us-east-1.";
        assert_eq!(status(&world.client).await, [taken]);
        assert_eq!(value(&there, DB).await, "value 2");

        call().force_overwrite_replica_secret(true).send().await.expect("the Region is another one");
        assert_eq!(status(&world.client).await, [IN_SYNC]);
        assert_eq!(value(&there, DB).await, "one");
    });
}

#[test]
fn a_secret_can_be_created_with_replicas() {
    on_each_transport(async |world| {
        let replica = ReplicaRegionType::builder().region(OTHER).build();
        let create = world.client.create_secret().name(DB).secret_string("one").add_replica_regions(replica);
        let started = create.send().await.expect("the name is free").replication_status.unwrap_or_default();
        assert_eq!(started.iter().map(shown).collect::<Vec<_>>(), ["us-east-1 InProgress "]);
        assert_eq!(status(&world.client).await, [IN_SYNC]);
        assert_eq!(value(&world.client_in(ACCOUNT, OTHER), DB).await, "one");
    });
}

#[test]
fn a_secret_that_is_created_with_replicas_may_overwrite_others() {
    on_each_transport(async |world| {
        let there = world.client_in(ACCOUNT, OTHER);
        let taken = "us-east-1 Failed Replication failed: Secret name app/db already exists in region us-east-1.";
        for (force, expected, held) in [(Some(true), IN_SYNC, "one"), (Some(false), taken, "old"), (None, taken, "old")]
        {
            there.create_secret().name(DB).secret_string("old").send().await.expect("the name is free");
            let replica = ReplicaRegionType::builder().region(OTHER).build();
            let create = world.client.create_secret().name(DB).secret_string("one").add_replica_regions(replica);
            create.set_force_overwrite_replica_secret(force).send().await.expect("it is no error of the call");
            assert_eq!(status(&world.client).await, [expected], "{force:?}");
            assert_eq!(value(&there, DB).await, held, "{force:?}");

            let remove = world.client.remove_regions_from_replication().secret_id(DB);
            remove.remove_replica_regions(OTHER).send().await.expect("there is an entry");
            for client in [&world.client, &there] {
                let delete = client.delete_secret().secret_id(DB).force_delete_without_recovery(true);
                delete.send().await.expect("no replica is left");
            }
        }
    });
}

#[test]
fn the_replica_of_another_primary_cannot_be_overwritten() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        replicate(&world, DB, OTHER).await;
        let second = world.client_in(ACCOUNT, "us-west-2");
        create(&second, DB).await;
        let reason = "us-east-1 Failed Replication failed: Secret name app/db is currently replicated to us-east-1 \
                      with a different arn";
        for force in [false, true] {
            let replica = ReplicaRegionType::builder().region(OTHER).build();
            let call = second.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica);
            call.force_overwrite_replica_secret(force).send().await.expect("it is no error of the call");
            assert_eq!(status(&second).await, [reason]);
        }
        assert_eq!(status(&world.client).await, [IN_SYNC]);
    });
}

#[test]
fn a_key_that_is_missing_there_is_no_error_of_the_call() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let there = Caller::anonymous().with_account(ACCOUNT).with_region(OTHER);
        world.service.keys(&there, |keys| keys.set_others(KeyState::Missing));
        let replica = ReplicaRegionType::builder().region(OTHER).kms_key_id("alias/app").build();
        let call = world.client.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica);
        call.send().await.expect("it is no error of the call");
        let status = status(&world.client).await;
        assert!(status[0].starts_with("us-east-1 Failed Replication failed: "), "{status:?}");
    });
}

#[test]
fn what_reads_a_replica_is_allowed_and_what_changes_it_is_not() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, OTHER).await;
        for (operation, refused) in each_operation(&replica, DB).await {
            let is_reading = ["DescribeSecret", "GetSecretValue", "ListSecretVersionIds"].contains(&operation);
            assert_eq!(refused, (!is_reading).then(on_a_replica), "{operation}");
        }
        assert_eq!(names_of(&replica, []).await, [DB]);
        assert_eq!(versions(&replica, DB, false).await.len(), 1);
        let batch = replica.batch_get_secret_value().secret_id_list(DB).send().await.expect("the replica is there");
        assert_eq!(batch.secret_values.map(|values| values.len()), Some(1));
        assert!(replica.get_resource_policy().secret_id(DB).send().await.is_ok());

        let policy =
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;
        let put = replica.put_resource_policy().secret_id(DB).resource_policy(policy);
        assert_eq!(refusal(put.send().await), on_a_replica());
        assert_eq!(refusal(replica.delete_resource_policy().secret_id(DB).send().await), on_a_replica());
        let force = replica.delete_secret().secret_id(DB).force_delete_without_recovery(true);
        assert_eq!(refusal(force.send().await), on_a_replica());
        let key = replica.update_secret().secret_id(DB).kms_key_id("alias/app");
        assert_eq!(refusal(key.send().await), on_a_replica());
        assert_eq!(refusal(replica.create_secret().name(DB).secret_string("x").send().await), name_taken(DB));
    });
}

#[test]
fn the_primary_goes_after_its_replicas() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let replica = replicate(&world, DB, OTHER).await;
        replicate(&world, DB, "eu-central-1").await;
        let still = |regions: &str| -> Refusal {
            invalid_parameter(&format!("You can't delete secret {arn} that still has replica regions [{regions}]."))
        };
        let delete = || world.client.delete_secret().secret_id(DB);
        assert_eq!(refusal(delete().send().await), still("us-east-1, eu-central-1"));
        replica.stop_replication_to_replica().secret_id(DB).send().await.expect("it is a replica");
        assert_eq!(refusal(delete().force_delete_without_recovery(true).send().await), still("eu-central-1"));
        let remove = world.client.remove_regions_from_replication().secret_id(DB);
        remove.remove_replica_regions("eu-central-1").send().await.expect("there is a replica");
        delete().send().await.expect("no replica is left");
    });
}

#[test]
fn each_region_knows_when_it_was_read() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, OTHER).await;
        value(&world.client, DB).await;
        world.clock.advance(DAY);
        value(&replica, DB).await;
        let primary = describe(&world.client, DB).await;
        let (here, there) = (Some(instant("2026-03-14T00:00:00Z")), Some(instant("2026-03-15T00:00:00Z")));
        assert_eq!((primary.last_accessed_date, describe(&replica, DB).await.last_accessed_date), (here, there));
        let entry = primary.replication_status.expect("it has a replica").remove(0);
        assert_eq!(entry.last_accessed_date, there);
    });
}

#[test]
fn rotation_is_a_matter_of_the_primary() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        let replica = replicate(&world, DB, OTHER).await;
        rotate(&world.client, 2).await;
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationSucceeded 2"]);
        assert_eq!(value(&replica, DB).await, "rotated");
        let copy = describe(&replica, DB).await;
        assert_eq!((copy.rotation_enabled, copy.rotation_rules, copy.last_rotated_date), (None, None, None));
    });
}
