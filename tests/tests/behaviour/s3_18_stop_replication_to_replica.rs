//! §3.18: StopReplicationToReplica.

use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_parameter, not_found};
use crate::support::{DB, create, describe, put, replicate, stages};

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
