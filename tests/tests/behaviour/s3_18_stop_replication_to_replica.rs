//! §3.18: StopReplicationToReplica.

use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_parameter, not_found};
use crate::rotating::{events, rotatable, rotate};
use crate::support::{DAY, DB, create, describe, put, replicate, stages};

#[test]
fn a_promoted_replica_stands_alone() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        let arn = describe(&replica, DB).await.arn.expect("every secret has an ARN");
        let answer = replica.stop_replication_to_replica().secret_id(&arn).send().await.expect("it is a replica");
        assert_eq!(answer.arn.as_deref(), Some(&*arn));
        for client in [&world.client, &replica] {
            let secret = describe(client, DB).await;
            assert_eq!((secret.primary_region, secret.replication_status), (None, None));
        }
        assert_eq!(describe(&replica, DB).await.arn, Some(arn));
        put(&replica, DB, 2).await;
        put(&world.client, DB, 3).await;
        assert_eq!(stages(&replica, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "3 AWSCURRENT"]);
    });
}

#[test]
fn only_replicas_can_be_promoted() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        let ours = invalid_parameter("You can stop replication only to a secret that is a replica.");
        let stop = |id: &str| world.client.stop_replication_to_replica().secret_id(id).send();
        assert_eq!(refusal(stop(DB).await), ours);
        assert_eq!(refusal(stop("Inv Name").await), invalid_name());
        assert_eq!(refusal(stop("unknown").await), not_found());
        let elsewhere = replica.stop_replication_to_replica().secret_id(arn).send().await;
        assert_eq!(refusal(elsewhere), not_found(), "the ARN is that of the primary");
    });
}

#[test]
fn rotation_is_off_at_first() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        rotate(&world.client, 2).await;
        world.run_due().await;
        let primary = describe(&world.client, DB).await;
        assert!(primary.rotation_enabled == Some(true) && primary.next_rotation_date.is_some());
        replica.stop_replication_to_replica().secret_id(DB).send().await.expect("it is a replica");

        let alone = describe(&replica, DB).await;
        assert_eq!((alone.rotation_enabled, alone.rotation_lambda_arn, alone.rotation_rules), (None, None, None));
        assert_eq!((alone.last_rotated_date, alone.next_rotation_date), (None, None));
        let after = describe(&world.client, DB).await;
        assert_eq!((after.rotation_enabled, after.rotation_rules), (Some(true), primary.rotation_rules));
        assert_eq!(after.next_rotation_date, primary.next_rotation_date);
        world.clock.advance(30 * DAY);
        assert_eq!(events(&world).await.len(), 2, "only the primary is rotated");
        assert_eq!(stages(&replica, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT AWSPENDING"]);
    });
}
