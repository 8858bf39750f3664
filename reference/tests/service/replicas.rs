//! What can be done with a replica: §5, §2.12, §3.18, §3.5; and what many do at the same time.

use std::thread;

use secretsmith::server::Caller;
use secretsmith_reference::rules::rotation::run::Step;
use secretsmith_reference::{Invocation, Replication};
use serde_json::{Value, json};

use crate::{Answer, INVALID_NAME, NOT_FOUND, World, assert_refused};

const READ_ONLY: &str = "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.";
const POLICY: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;

/// `db` in eu-west-1 and its replica in us-east-1.
fn replicated(replication: Replication) -> (World, World) {
    let world = World::replicating(replication);
    create(&world, "us-east-1");
    world.run_due();
    let replica = world.at("us-east-1");
    (world, replica)
}

fn create(world: &World, region: &str) {
    let replicas = json!([{"Region": region}]);
    let input = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": "v1", "AddReplicaRegions": replicas});
    world.create_secret(input).expect("the secret is new");
}

fn replicate(world: &World, region: &str, force: bool) -> Value {
    let replicas = json!([{"Region": region}]);
    let input = json!({"SecretId": "db", "AddReplicaRegions": replicas, "ForceOverwriteReplicaSecret": force});
    world.replicate_secret_to_regions(input).expect("it is accepted")
}

fn stop(world: &World) -> Answer {
    world.stop_replication_to_replica(json!({"SecretId": "db"}))
}

fn status(world: &World) -> Vec<String> {
    let described = world.describe("db");
    let entries = described["ReplicationStatus"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    entries.iter().map(|entry| format!("{} {}", text(&entry["Region"]), text(&entry["Status"]))).collect()
}

#[test]
fn reading_is_allowed_5() {
    let (_, replica) = replicated(Replication::AtOnce);
    let id = json!({"SecretId": "db"});
    assert!(replica.get_secret_value(id.clone()).is_ok());
    assert!(replica.describe_secret(id.clone()).is_ok());
    assert!(replica.list_secret_version_ids(id.clone()).is_ok());
    assert!(replica.get_resource_policy(id.clone()).is_ok());
    let batch = replica.batch_get_secret_value(json!({"SecretIdList": ["db"]})).expect("a batch");
    assert_eq!((batch["SecretValues"].as_array().map(Vec::len), &batch["Errors"]), (Some(1), &json!([])));
    let list = replica.list_secrets(json!({})).expect("a list");
    assert_eq!(list["SecretList"].as_array().map(Vec::len), Some(1));
    assert!(stop(&replica).is_ok());
}

#[test]
fn changes_are_refused_2_12() {
    let (_, replica) = replicated(Replication::AtOnce);
    let before = replica.describe("db");
    let with = |members: Value| {
        let mut input = json!({"SecretId": "db"});
        input.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        input
    };
    let (one, v9) = (json!({"SecretString": "one", "ClientRequestToken": "v1"}), json!({"ClientRequestToken": "v9"}));
    assert_refused(replica.delete_secret(with(json!({}))), READ_ONLY);
    assert_refused(replica.delete_secret(with(json!({"ForceDeleteWithoutRecovery": true}))), READ_ONLY);
    assert_refused(replica.update_secret(with(v9)), READ_ONLY);
    assert_refused(
        replica.update_secret(with(json!({"ClientRequestToken": "v9", "KmsKeyId": "alias/app"}))),
        READ_ONLY,
    );
    assert_refused(replica.put_secret_value(with(one)), READ_ONLY);
    let stage = json!({"VersionStage": "mine", "MoveToVersionId": "v1"});
    assert_refused(replica.update_secret_version_stage(with(stage)), READ_ONLY);
    assert_refused(replica.tag_resource(with(json!({"Tags": [{"Key": "a", "Value": "b"}]}))), READ_ONLY);
    assert_refused(replica.untag_resource(with(json!({"TagKeys": ["a"]}))), READ_ONLY);
    assert_refused(replica.restore_secret(with(json!({}))), READ_ONLY);
    assert_refused(replica.put_resource_policy(with(json!({"ResourcePolicy": POLICY}))), READ_ONLY);
    assert_refused(replica.delete_resource_policy(with(json!({}))), READ_ONLY);
    assert_refused(replica.rotate_secret(with(json!({"ClientRequestToken": "v9"}))), READ_ONLY);
    assert_refused(replica.cancel_rotate_secret(with(json!({}))), READ_ONLY);
    let regions = json!({"AddReplicaRegions": [{"Region": "us-east-2"}]});
    assert_refused(replica.replicate_secret_to_regions(with(regions)), READ_ONLY);
    let regions = json!({"RemoveReplicaRegions": ["us-east-1"]});
    assert_refused(replica.remove_regions_from_replication(with(regions)), READ_ONLY);
    assert_refused(
        replica.create_secret(json!({"Name": "db", "ClientRequestToken": "v9"})),
        "ResourceExistsException: The operation failed because the secret db already exists.",
    );
    assert_eq!(replica.describe("db"), before);
}

#[test]
fn policies_follow_the_primary_5() {
    let (world, replica) = replicated(Replication::AtOnce);
    let policy = |world: &World| {
        let output = world.get_resource_policy(json!({"SecretId": "db"})).expect("the secret is there");
        output.get("ResourcePolicy").cloned()
    };
    world.put_resource_policy(json!({"SecretId": "db", "ResourcePolicy": POLICY})).expect("it is a policy");
    assert_eq!((policy(&replica), policy(&world)), (Some(json!(POLICY)), Some(json!(POLICY))));
    world.delete_resource_policy(json!({"SecretId": "db"})).expect("the secret is there");
    assert_eq!(policy(&replica), None);
}

#[test]
fn rotation_is_a_matter_of_the_primary_5() {
    const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";
    let (world, replica) = replicated(Replication::AtOnce);
    let here = world.caller(Caller::anonymous());
    world.service.register_rotation_function(FUNCTION, move |invocation: Invocation| {
        if invocation.step == Step::Create {
            here.put("db", &invocation.client_request_token, &["AWSPENDING"]);
        }
        if invocation.step == Step::Finish {
            let stage = json!({
                "SecretId": "db",
                "VersionStage": "AWSCURRENT",
                "MoveToVersionId": invocation.client_request_token,
                "RemoveFromVersionId": "v1",
            });
            here.update_secret_version_stage(stage).expect("the version is there");
        }
        async { Ok(()) }
    });
    let rotate = json!({
        "SecretId": "db",
        "ClientRequestToken": "v2",
        "RotationLambdaARN": FUNCTION,
        "RotationRules": {"AutomaticallyAfterDays": 30},
    });
    world.rotate_secret(rotate).expect("the function is there");
    assert_eq!(replica.describe("db")["VersionIdsToStages"]["v2"], json!(["AWSPENDING"]));
    world.run_due();
    assert_eq!(world.describe("db")["RotationEnabled"], true);
    let read = replica.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    assert_eq!(read["VersionId"], "v2", "replicas get the result");
    let is_on = |world: &World| {
        let described = world.describe("db");
        let members = described.as_object().expect("an object");
        members.keys().any(|name| name.contains("Rotat"))
    };
    assert!(!is_on(&replica));
    stop(&replica).expect("it is a replica");
    assert!(is_on(&world) && !is_on(&replica), "rotation is off where replication was stopped");
}

#[test]
fn a_promoted_replica_stands_alone_3_18() {
    let (world, replica) = replicated(Replication::AtOnce);
    let arn = replica.describe("db")["ARN"].clone();
    world.wait(1);
    let stopped = replica.stop_replication_to_replica(json!({"SecretId": arn}));
    assert_eq!(stopped, Ok(json!({"ARN": arn})));
    let described = replica.describe("db");
    assert_eq!((&described["ARN"], described.get("PrimaryRegion")), (&arn, None));
    assert_eq!(described["LastChangedDate"], 1_790_000_001);
    assert_eq!(world.describe("db").get("ReplicationStatus"), None);
    assert_eq!(world.describe("db").get("PrimaryRegion"), None);

    replica.put("db", "v2", &[]);
    world.put("db", "v3", &[]);
    let value =
        |world: &World| world.get_secret_value(json!({"SecretId": "db"})).expect("a value")["VersionId"].clone();
    assert_eq!((value(&replica), value(&world)), (json!("v2"), json!("v3")));
    for world in [&replica, &world] {
        assert!(world.delete_secret(json!({"SecretId": "db"})).is_ok());
    }
}

#[test]
fn only_replicas_can_be_promoted_3_18() {
    let (world, replica) = replicated(Replication::AtOnce);
    let text = "InvalidParameterException: You can stop replication only to a secret that is a replica.";
    assert_refused(stop(&world), text);
    stop(&replica).expect("it is a replica");
    assert_refused(stop(&replica), text);
    assert_refused(replica.stop_replication_to_replica(json!({"SecretId": "a b"})), INVALID_NAME);
    assert_refused(replica.stop_replication_to_replica(json!({"SecretId": "unknown"})), NOT_FOUND);
    let arn = world.describe("db")["ARN"].clone();
    assert_refused(replica.stop_replication_to_replica(json!({"SecretId": arn})), NOT_FOUND);
}

#[test]
fn a_disaster_and_the_way_back() {
    let (world, replica) = replicated(Replication::AtOnce);
    stop(&replica).expect("it is a replica");
    replica.put("db", "v2", &[]);
    replicate(&replica, "eu-west-1", false);
    assert_eq!(status(&replica), ["eu-west-1 Failed"]);
    replicate(&replica, "eu-west-1", true);
    assert_eq!(status(&replica), ["eu-west-1 InSync"]);
    assert_eq!(world.describe("db")["PrimaryRegion"], "us-east-1");
    assert_refused(world.delete_secret(json!({"SecretId": "db"})), READ_ONLY);
    stop(&world).expect("it is a replica");
    assert_eq!(status(&replica), [""; 0]);
    replicate(&world, "us-east-1", true);
    assert_eq!(replica.describe("db")["PrimaryRegion"], "eu-west-1");
}

#[test]
fn promoting_while_changes_are_on_their_way() {
    let (world, replica) = replicated(Replication::WhenDue);
    world.put("db", "v2", &[]);
    stop(&replica).expect("it is a replica");
    assert_eq!(status(&world), ["us-east-1 InProgress"]);
    world.run_due();
    assert_eq!(status(&world), [""; 0]);
    let version = replica.get_secret_value(json!({"SecretId": "db"})).expect("a value")["VersionId"].clone();
    assert_eq!(version, "v1", "what stands alone follows nobody");
}

#[test]
fn promoting_what_is_about_to_be_removed() {
    let (world, replica) = replicated(Replication::WhenDue);
    world
        .remove_regions_from_replication(json!({"SecretId": "db", "RemoveReplicaRegions": ["us-east-1"]}))
        .expect("there is a replica");
    stop(&replica).expect("it is still a replica");
    world.run_due();
    assert_eq!(replica.describe("db").get("PrimaryRegion"), None);

    // Whoever replicates again before that finds the name taken, until he is allowed to overwrite.
    replicate(&world, "us-east-1", false);
    world.run_due();
    assert_eq!(status(&world), ["us-east-1 Failed"]);
    replicate(&world, "us-east-1", true);
    world.run_due();
    assert_eq!(status(&world), ["us-east-1 InSync"]);
}

#[test]
fn a_primary_that_is_made_anew_does_not_know_the_old_replica() {
    let (world, replica) = replicated(Replication::WhenDue);
    let before = replica.describe("db")["ARN"].clone();
    world
        .remove_regions_from_replication(json!({"SecretId": "db", "RemoveReplicaRegions": ["us-east-1"]}))
        .expect("there is a replica");
    world.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true})).expect("no replica is left");
    create(&world, "us-east-1");
    world.run_due();
    assert_eq!(status(&world), ["us-east-1 InSync"]);
    assert_ne!(replica.describe("db")["ARN"], before);
}

#[test]
fn many_at_once_agree_in_the_end() {
    let world = World::new();
    let regions = ["eu-west-1", "us-east-1", "ap-south-1"];
    for (at, region) in regions.iter().enumerate() {
        let here = world.at(region);
        for other in regions.iter().filter(|other| *other != region) {
            let input = json!({"Name": format!("s{at}"), "SecretString": "one", "ClientRequestToken": "v1"});
            let _ = here.create_secret(input);
            let replicas = json!([{"Region": other}]);
            let input = json!({"SecretId": format!("s{at}"), "AddReplicaRegions": replicas});
            here.replicate_secret_to_regions(input).expect("it is accepted");
        }
    }
    thread::scope(|scope| {
        for (at, region) in regions.iter().enumerate() {
            for writer in 0..2 {
                let here = world.at(region);
                let there = world.at(regions[(at + 1) % 3]);
                scope.spawn(move || {
                    for number in 0..20 {
                        here.put(&format!("s{at}"), &format!("w{writer}-{number}"), &[]);
                        there.get_secret_value(json!({"SecretId": format!("s{at}")})).expect("there is a replica");
                    }
                });
            }
        }
    });
    for (at, region) in regions.iter().enumerate() {
        let name = format!("s{at}");
        let primary = world.at(region).describe(&name);
        for entry in primary["ReplicationStatus"].as_array().expect("a list") {
            assert_eq!(entry["Status"], "InSync");
            let replica = world.at(entry["Region"].as_str().expect("a Region")).describe(&name);
            assert_eq!(replica["VersionIdsToStages"], primary["VersionIdsToStages"]);
        }
    }
}

#[test]
fn replicating_and_promoting_at_once_leaves_no_half_replica() {
    let world = World::new();
    world.secret("db");
    thread::scope(|scope| {
        for _ in 0..2 {
            let (primary, replica) = (world.at("eu-west-1"), world.at("us-east-1"));
            scope.spawn(move || {
                for _ in 0..30 {
                    replicate(&primary, "us-east-1", true);
                    let _ = stop(&replica);
                    let input = json!({"SecretId": "db", "RemoveReplicaRegions": ["us-east-1"]});
                    let _ = primary.remove_regions_from_replication(input);
                }
            });
        }
    });
    replicate(&world, "us-east-1", true);
    assert_eq!(status(&world), ["us-east-1 InSync"]);
    let replica = world.caller(Caller::anonymous().with_region("us-east-1"));
    assert_eq!(replica.describe("db")["PrimaryRegion"], "eu-west-1");
}
