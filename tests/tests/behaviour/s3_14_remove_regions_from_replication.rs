//! §3.14: RemoveRegionsFromReplication.

use secretsmith::Client;
use secretsmith_tests::{Refusal, on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_parameter, marked_for_deletion, not_found, on_a_replica};
use crate::support::{DB, create, describe, replicate, schedule_deletion};

async fn refused(client: &Client, id: &str, region: &str) -> Refusal {
    refusal(client.remove_regions_from_replication().secret_id(id).remove_replica_regions(region).send().await)
}

#[test]
fn the_replica_is_gone_and_the_others_stay() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let gone = replicate(&world, DB, "us-east-1").await;
        let other = replicate(&world, DB, "eu-central-1").await;
        let call = || world.client.remove_regions_from_replication().secret_id(DB);
        let answer = call().remove_replica_regions("us-east-1").send().await.expect("there is a replica");
        assert_eq!(answer.arn, Some(arn));
        let regions = |status: Vec<secretsmith::types::ReplicationStatusType>| {
            status.into_iter().filter_map(|entry| entry.region).collect::<Vec<_>>()
        };
        assert_eq!(answer.replication_status.map(regions), Some(vec!["eu-central-1".to_owned()]));
        assert_eq!(refusal(gone.describe_secret().secret_id(DB).send().await), not_found());
        assert!(other.describe_secret().secret_id(DB).send().await.is_ok());

        let answer = call().remove_replica_regions("eu-central-1").send().await.expect("there is a replica");
        assert_eq!(answer.replication_status.map(regions), Some(vec![]));
        let primary = describe(&world.client, DB).await;
        assert_eq!((primary.replication_status, primary.primary_region), (None, None));
    });
}

#[test]
fn what_it_refuses() {
    on_each_transport(async |world| {
        assert_eq!(refused(&world.client, "Inv Name", "us-east-1").await, invalid_name());
        assert_eq!(refused(&world.client, DB, "us-east-1").await, not_found());
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        let invalid = invalid_parameter("Invalid replica region.");
        assert_eq!(refused(&world.client, DB, "us-east-2").await, invalid);
        assert_eq!(refused(&replica, DB, "us-east-1").await, on_a_replica());
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        assert_eq!(refused(&world.client, "deleted", "us-east-1").await, marked_for_deletion());
    });
}
