//! Secrets that another service owns: §2.12, §3.6, §6.1.

use secretsmith::server::Context;
use serde_json::{Value, json};

use crate::{World, assert_refused};

const NAME: &str = "rds!db-0123";
const OWNED: &str =
    "InvalidRequestException: You can't perform this operation on the secret because the service rds manages it.";

fn owned(world: &World) {
    let input = json!({"Name": NAME, "SecretString": "one", "ClientRequestToken": "v1"});
    let input = serde_json::from_value(input).expect("a good input");
    let context = Context::new("CreateSecret").with_caller(world.caller.clone());
    world.service.create_owned_secret("rds", input, &context).expect("the secret is new");
}

#[test]
fn others_cannot_change_it_2_12() {
    let world = World::new();
    owned(&world);
    let before = world.describe(NAME);
    let with = |members: Value| {
        let mut input = json!({"SecretId": NAME});
        input.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        input
    };
    let put = json!({"SecretString": "two", "ClientRequestToken": "v2"});
    assert_refused(world.put_secret_value(with(put.clone())), OWNED);
    assert_refused(world.update_secret(with(put)), OWNED);
    assert_refused(world.update_secret(with(json!({"Description": "x", "ClientRequestToken": "v2"}))), OWNED);
    let stage = json!({"VersionStage": "mine", "MoveToVersionId": "v1"});
    assert_refused(world.update_secret_version_stage(with(stage)), OWNED);
    assert_refused(world.tag_resource(with(json!({"Tags": [{"Key": "a", "Value": "b"}]}))), OWNED);
    assert_refused(world.untag_resource(with(json!({"TagKeys": ["a"]}))), OWNED);
    assert_refused(world.delete_secret(with(json!({}))), OWNED);
    assert_refused(world.delete_secret(with(json!({"ForceDeleteWithoutRecovery": true}))), OWNED);
    assert_eq!(world.describe(NAME), before);
}

#[test]
fn it_can_be_read_and_replicated() {
    let world = World::new();
    owned(&world);
    assert!(world.get_secret_value(json!({"SecretId": NAME})).is_ok());
    assert!(world.list_secret_version_ids(json!({"SecretId": NAME})).is_ok());
    let input = json!({"SecretId": NAME, "AddReplicaRegions": [{"Region": "us-east-1"}]});
    world.replicate_secret_to_regions(input).expect("it is accepted");
    let replica = world.at("us-east-1");
    assert_eq!(replica.describe(NAME)["OwningService"], "rds");
    let update = json!({"SecretId": NAME, "Description": "x", "ClientRequestToken": "v2"});
    assert_refused(
        replica.update_secret(update),
        "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    );
}

#[test]
fn a_replica_does_not_take_its_place() {
    let world = World::new();
    owned(&world.at("us-east-1"));
    let input = json!({
        "Name": NAME,
        "ClientRequestToken": "v1",
        "AddReplicaRegions": [{"Region": "us-east-1"}],
        "ForceOverwriteReplicaSecret": true,
    });
    world.create_secret(input).expect("names with ! can be used by all (§2.1)");
    assert_eq!(world.describe(NAME)["ReplicationStatus"][0]["Status"], "Failed");
    assert_eq!(world.describe(NAME).get("OwningService"), None);
}

#[test]
fn the_owner_is_shown_and_found_6_1() {
    let world = World::new();
    owned(&world);
    world.secret("rds!plain");
    assert_eq!(world.describe(NAME)["OwningService"], "rds");
    let found = |value: &str| {
        let filters = json!([{"Key": "owning-service", "Values": [value]}]);
        let output = world.list_secrets(json!({"Filters": filters})).expect("a list");
        let names = output["SecretList"].as_array().expect("a list").iter();
        names.map(|secret| secret["Name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("rd"), [NAME]);
    assert_eq!(found("RDS"), [""; 0]);
    assert_eq!(found("!rds"), ["rds!plain"]);
    let entry = world.list_secrets(json!({})).expect("a list")["SecretList"][0].clone();
    assert_eq!(entry["OwningService"], "rds");
}
