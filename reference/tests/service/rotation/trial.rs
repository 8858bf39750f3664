//! §4.6: `RotateImmediately=false`.

use std::sync::{Arc, Mutex};

use secretsmith_reference::{EventKind, Step};
use serde_json::{Value, json};

use super::{FUNCTION, epoch, failing, given_up, register, rotating};
use crate::World;

fn test(world: &World) {
    let mut input = world.rotation("v2");
    input["RotateImmediately"] = json!(false);
    world.rotate_secret(input).expect("rotation is accepted");
}

#[test]
fn only_the_test_runs_on_a_copy_that_is_removed_4_6() {
    let (world, _) = rotating();
    let seen = Arc::new(Mutex::new(Value::Null));
    let see = Arc::clone(&seen);
    let calls = register(&world, move |world, invocation| {
        let pending = json!({"SecretId": invocation.secret_id, "VersionStage": "AWSPENDING"});
        *see.lock().expect("no panic") = world.get_secret_value(pending)?;
        Ok(())
    });
    test(&world);
    assert_eq!(world.labels(), json!({"v1": ["AWSCURRENT"], "v2": ["AWSPENDING"]}));
    assert_eq!(world.events(), ["TestRotationStarted v2", "TestRotationSucceeded v2"]);
    assert_eq!(calls.steps(), ["testSecret"]);
    let seen = seen.lock().expect("no panic");
    assert_eq!((&seen["VersionId"], &seen["SecretString"]), (&json!("v2"), &json!("one")));

    assert_eq!(world.labels(), json!({"v1": ["AWSCURRENT"]}));
    let versions = world.list_secret_version_ids(json!({"SecretId": "db", "IncludeDeprecated": true}));
    assert_eq!(versions.expect("a list")["Versions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_configuration_is_stored_and_nothing_is_rotated_4_6() {
    let (world, _) = rotating();
    test(&world);
    world.events();
    let described = world.describe("db");
    assert_eq!(described["RotationEnabled"], true);
    assert_eq!(described["RotationLambdaARN"], FUNCTION);
    assert_eq!(described["RotationRules"], json!({"AutomaticallyAfterDays": 30}));
    assert_eq!(described.get("LastRotatedDate"), None);
    assert_eq!(described["NextRotationDate"], epoch("2026-10-21T23:59:59Z"), "§4.5: from the configuration");
}

#[test]
fn a_test_that_fails_is_not_repeated_and_leaves_nothing_4_6() {
    let (world, _) = rotating();
    let calls = register(&world, failing(Step::Test));
    test(&world);
    let events = world.run_rotations();
    assert_eq!(events[1].kind, EventKind::TestRotationFailed);
    let text = format!("Error when executing lambda {FUNCTION} during testSecret step");
    assert_eq!(events[1].message.as_deref(), Some(&*text));
    assert_eq!(world.labels(), json!({"v1": ["AWSCURRENT"]}));
    calls.take();
    world.wait_days(1);
    assert_eq!(world.events(), [""; 0]);
    assert_eq!(calls.steps(), [""; 0]);
}

#[test]
fn a_cancelled_test_leaves_nothing_3_2() {
    let (world, calls) = rotating();
    test(&world);
    let answer = world.cancel_rotate_secret(json!({"SecretId": "db"})).expect("a change");
    assert_eq!(answer.get("VersionId"), None);
    assert_eq!(world.labels(), json!({"v1": ["AWSCURRENT"]}));
    assert_eq!(world.events(), [""; 0]);
    assert_eq!(calls.steps(), [""; 0]);
}

#[test]
fn a_version_made_by_hand_ends_a_test_t16() {
    let (world, calls) = rotating();
    test(&world);
    world.put("db", "hand", &[]);
    assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "hand": ["AWSCURRENT"]}));
    assert_eq!(world.events(), ["RotationAbandoned v2"]);
    assert_eq!(calls.steps(), [""; 0]);
}

#[test]
fn a_test_does_not_take_the_version_of_a_rotation() {
    let world = given_up();
    let input = json!({"SecretId": "db", "ClientRequestToken": "v2", "RotateImmediately": false});
    crate::assert_refused(world.rotate_secret(input), super::INCOMPLETE);
}

#[test]
fn a_secret_without_a_value_can_be_tested() {
    let (world, calls) = rotating();
    world.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true})).expect("the secret is there");
    world.create_secret(json!({"Name": "db", "ClientRequestToken": "v0"})).expect("the secret is new");
    register(&world, |_, _| Ok(()));
    test(&world);
    assert_eq!(world.events(), ["TestRotationStarted v2", "TestRotationSucceeded v2"]);
    assert_eq!(world.describe("db").get("VersionIdsToStages"), None);
    drop(calls);
}
