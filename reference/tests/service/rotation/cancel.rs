//! §3.2: CancelRotateSecret.

use secretsmith_reference::Step;
use serde_json::json;

use super::{FUNCTION, INCOMPLETE, failing, register, rotating};
use crate::{Answer, INVALID_NAME, MARKED, NOT_FOUND, World, assert_refused};

fn cancel(world: &World) -> Answer {
    world.cancel_rotate_secret(json!({"SecretId": "db"}))
}

#[test]
fn checks_in_their_order_3_2() {
    let world = World::new();
    assert_refused(world.cancel_rotate_secret(json!({"SecretId": "a b"})), INVALID_NAME);
    assert_refused(cancel(&world), NOT_FOUND);
    world.secret("db");
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(cancel(&world), MARKED);
    world.restore_secret(json!({"SecretId": "db"})).expect("the secret is there");
    let replicas = json!({"SecretId": "db", "AddReplicaRegions": [{"Region": "us-east-1"}]});
    world.replicate_secret_to_regions(replicas).expect("it is accepted");
    assert_refused(
        cancel(&world.at("us-east-1")),
        "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    );
}

#[test]
fn what_was_never_configured_reads_false_3_2() {
    let world = World::new();
    let arn = world.secret("db");
    assert_eq!(cancel(&world), Ok(json!({"ARN": arn, "Name": "db"})));
    let described = world.describe("db");
    assert_eq!(described["RotationEnabled"], false);
    assert_eq!((described.get("RotationLambdaARN"), described.get("RotationRules")), (None, None));
}

#[test]
fn the_configuration_stays_and_the_dates_go_3_2() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.events();
    assert!(world.describe("db").get("LastRotatedDate").is_some());
    world.wait(1);
    let arn = world.describe("db")["ARN"].clone();
    assert_eq!(cancel(&world), Ok(json!({"ARN": arn, "Name": "db"})), "no rotation is in progress");
    let described = world.describe("db");
    assert_eq!(described["RotationEnabled"], false);
    assert_eq!(described["RotationLambdaARN"], FUNCTION);
    assert_eq!(described["RotationRules"], json!({"AutomaticallyAfterDays": 30}));
    assert_eq!((described.get("NextRotationDate"), described.get("LastRotatedDate")), (None, None));
    assert_eq!(described["LastChangedDate"], 1_790_000_001);
    let entry = world.list_secrets(json!({})).expect("a list")["SecretList"][0].clone();
    assert_eq!((&entry["RotationEnabled"], entry.get("NextRotationDate")), (&json!(false), None));
    world.wait_days(60);
    assert_eq!(world.events(), [""; 0], "the schedule is off");
}

#[test]
fn twice_is_as_once_3_2() {
    let (world, _) = rotating();
    world.rotate("v2");
    cancel(&world).expect("a change");
    let described = world.describe("db");
    world.wait(1);
    cancel(&world).expect("no change");
    assert_eq!(world.describe("db"), described);
}

#[test]
fn a_rotation_in_progress_stops_and_its_version_stays_3_2() {
    let (world, calls) = rotating();
    world.rotate("v2");
    let arn = world.describe("db")["ARN"].clone();
    assert_eq!(cancel(&world), Ok(json!({"ARN": arn, "Name": "db", "VersionId": "v2"})));
    assert_eq!(world.events(), [""; 0]);
    assert_eq!(calls.steps(), [""; 0]);
    assert_eq!(world.labels(), json!({"v1": ["AWSCURRENT"], "v2": ["AWSPENDING"]}));
    assert_refused(world.rotate_secret(world.rotation("v3")), INCOMPLETE);
}

#[test]
fn a_rotation_that_waits_to_be_tried_again_stops_3_2() {
    let (world, _) = rotating();
    let calls = register(&world, failing(Step::Set));
    world.rotate("v2");
    world.events();
    assert_eq!(cancel(&world).expect("a change")["VersionId"], "v2");
    calls.take();
    world.wait_days(1);
    assert_eq!(world.events(), [""; 0]);
    assert_eq!(calls.steps(), [""; 0]);
}

#[test]
fn a_step_that_is_being_done_is_the_last_3_2() {
    let (world, _) = rotating();
    let calls = register(&world, |world, invocation| {
        super::contract(world, invocation)?;
        cancel(world).map(drop)
    });
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2"]);
    assert_eq!(calls.steps(), ["createSecret"]);
    assert_eq!(world.labels(), json!({"v1": ["AWSCURRENT"], "v2": ["AWSPENDING"]}));
    assert_eq!(world.describe("db")["RotationEnabled"], false);
}

#[test]
fn rotation_can_be_turned_on_again_3_2() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.events();
    let before = world.describe("db");
    cancel(&world).expect("a change");
    let again = json!({"SecretId": "db", "ClientRequestToken": "v3", "RotateImmediately": false});
    world.rotate_secret(again).expect("it is configured");
    assert_eq!(world.events(), ["TestRotationStarted v3", "TestRotationSucceeded v3"]);
    let after = world.describe("db");
    for member in ["RotationEnabled", "RotationLambdaARN", "RotationRules", "LastRotatedDate", "NextRotationDate"] {
        assert_eq!(after[member], before[member], "{member}");
    }
}
