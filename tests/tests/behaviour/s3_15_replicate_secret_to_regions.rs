//! §3.15: ReplicateSecretToRegions.

use secretsmith::Client;
use secretsmith::types::{ReplicaRegionType, StatusType};
use secretsmith_tests::{Refusal, on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_parameter, marked_for_deletion, not_found, on_a_replica};
use crate::support::{DB, SECOND, create, describe, replicate, schedule_deletion};

fn region(name: &str) -> ReplicaRegionType {
    ReplicaRegionType::builder().region(name).build()
}

async fn refused(client: &Client, id: &str, name: &str) -> Refusal {
    refusal(client.replicate_secret_to_regions().secret_id(id).add_replica_regions(region(name)).send().await)
}

#[test]
fn it_answers_for_all_regions() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        replicate(&world, DB, "us-east-1").await;
        let call = world.client.replicate_secret_to_regions().secret_id(DB).add_replica_regions(region("us-east-2"));
        let answer = call.send().await.expect("the Region is another one");
        assert_eq!(answer.arn, Some(arn));
        let status = answer.replication_status.expect("there are replicas");
        let shown: Vec<_> =
            status.iter().map(|entry| (entry.region().unwrap_or_default(), entry.status.clone())).collect();
        let (done, running) = (Some(StatusType::InSync), Some(StatusType::InProgress));
        assert_eq!(shown, [("us-east-1", done), ("us-east-2", running)]);
        assert_eq!(status[1].status_message(), None);
    });
}

#[test]
fn a_region_that_has_a_replica_is_left_alone() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        replicate(&world, DB, "us-east-1").await;
        let before = describe(&world.client, DB).await;
        world.clock.advance(SECOND);
        replicate(&world, DB, "us-east-1").await;
        assert_eq!(describe(&world.client, DB).await, before);
    });
}

#[test]
fn what_it_refuses() {
    on_each_transport(async |world| {
        assert_eq!(refused(&world.client, "Inv Name", "nowhere-1").await, invalid_name());
        let invalid = invalid_parameter("Invalid replica region.");
        for name in ["eu-west-1", "eu-west-9", "cn-north-1", "us-gov-west-1"] {
            assert_eq!(refused(&world.client, DB, name).await, invalid, "{name}");
        }
        assert_eq!(refused(&world.client, DB, "us-east-1").await, not_found());
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        assert_eq!(refused(&replica, DB, "us-east-2").await, on_a_replica());
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        assert_eq!(refused(&world.client, "deleted", "us-east-1").await, marked_for_deletion());
    });
}
