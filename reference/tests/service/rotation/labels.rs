//! §4.3: labels and values during a rotation; T15, T16.

use secretsmith_reference::Step;
use serde_json::json;

use super::{INCOMPLETE, NOT_PENDING, failing, register, rotating};
use crate::{World, assert_refused};

const NO_VERSION: &str =
    "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: v2";

#[test]
fn the_placeholder_is_described_but_neither_read_nor_listed_4_3() {
    let (world, _) = rotating();
    world.rotate("v2");
    let described = world.describe("db");
    assert_eq!(described["RotationEnabled"], true);
    assert_eq!(described["VersionIdsToStages"], json!({"v1": ["AWSCURRENT"], "v2": ["AWSPENDING"]}));
    let get = |members: serde_json::Value| {
        let mut input = json!({"SecretId": "db"});
        input.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        world.get_secret_value(input)
    };
    assert_refused(get(json!({"VersionStage": "AWSPENDING"})), NOT_PENDING);
    assert_refused(get(json!({"VersionId": "v2"})), NO_VERSION);
    assert_refused(get(json!({"VersionId": "v2", "VersionStage": "AWSPENDING"})), NOT_PENDING);
    assert_refused(
        get(json!({"VersionId": "v2", "VersionStage": "AWSCURRENT"})),
        "InvalidRequestException: You provided a VersionStage that is not associated to the provided VersionId.",
    );
    assert_eq!(get(json!({})).expect("there is a value")["VersionId"], "v1");
    for with_deprecated in [false, true] {
        let input = json!({"SecretId": "db", "IncludeDeprecated": with_deprecated});
        let versions = world.list_secret_version_ids(input).expect("a list");
        assert_eq!(versions["Versions"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn a_put_fills_the_placeholder_3_13() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.wait(5);
    let put = json!({
        "SecretId": "db",
        "ClientRequestToken": "v2",
        "SecretString": "two",
        "VersionStages": ["AWSPENDING"],
    });
    let answer = world.put_secret_value(put.clone()).expect("the version waits for it");
    assert_eq!((&answer["VersionId"], &answer["VersionStages"]), (&json!("v2"), &json!(["AWSPENDING"])));
    let value = world.get_secret_value(json!({"SecretId": "db", "VersionStage": "AWSPENDING"})).expect("a value");
    assert_eq!((&value["SecretString"], &value["CreatedDate"]), (&json!("two"), &json!(1_790_000_005)));
    let versions = world.list_secret_version_ids(json!({"SecretId": "db"})).expect("a list");
    assert_eq!(versions["Versions"][1]["KmsKeyIds"], json!(["DefaultEncryptionKey"]));
    assert!(world.put_secret_value(put.clone()).is_ok(), "a retry");
    let other = json!({"SecretId": "db", "ClientRequestToken": "v2", "SecretString": "three"});
    let refusal = world.put_secret_value(other).expect_err("the version has its value");
    assert!(refusal.starts_with("ResourceExistsException: You can't use ClientRequestToken v2"), "{refusal}");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"], "filling it is no change by hand");
}

#[test]
fn a_put_without_stages_makes_the_placeholder_current_3_13() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.put("db", "v2", &[]);
    assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "v2": ["AWSPENDING", "AWSCURRENT"]}));
}

#[test]
fn the_move_leaves_pending_where_it_is_4_3() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.events();
    assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "v2": ["AWSPENDING", "AWSCURRENT"]}));
    world.rotate("v3");
    assert_eq!(world.labels()["v3"], json!(["AWSPENDING"]), "that blocks no rotation");
    assert_eq!(world.labels()["v2"], json!(["AWSCURRENT"]));
}

#[test]
fn a_function_may_remove_pending_itself_4_3() {
    let (world, _) = rotating();
    register(&world, |world, invocation| {
        super::contract(world, invocation)?;
        if invocation.step == Step::Finish {
            let stage = json!({"SecretId": "db", "VersionStage": "AWSPENDING", "RemoveFromVersionId": "v2"});
            world.update_secret_version_stage(stage)?;
        }
        Ok(())
    });
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "v2": ["AWSCURRENT"]}));
}

#[test]
fn a_secret_without_a_value_can_be_rotated_4_7() {
    let (world, _) = rotating();
    world.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true})).expect("the secret is there");
    world.create_secret(json!({"Name": "db", "ClientRequestToken": "v0"})).expect("the secret is new");
    world.rotate("v2");
    assert_eq!(world.labels(), json!({"v2": ["AWSPENDING"]}));
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    assert_eq!(world.labels(), json!({"v2": ["AWSPENDING", "AWSCURRENT"]}), "the first put is not current (T6)");
}

#[test]
fn a_version_made_by_hand_abandons_the_rotation_t16() {
    type Change = fn(&World);
    let changes: [Change; 3] = [
        |world| world.put("db", "hand", &[]),
        |world| {
            let input = json!({"SecretId": "db", "ClientRequestToken": "hand", "SecretString": "x"});
            world.update_secret(input).expect("a change");
        },
        |world| world.put("db", "hand", &["mine"]),
    ];
    for change in changes {
        let (world, calls) = rotating();
        world.rotate("v2");
        change(&world);
        assert_eq!(world.labels().get("v2"), None, "AWSPENDING is taken from its version");
        assert_eq!(world.events(), ["RotationAbandoned v2"]);
        assert_eq!(calls.steps(), [""; 0]);
        world.rotate("v3");
        assert_eq!(world.events(), ["RotationStarted v3", "RotationSucceeded v3"]);
    }
}

#[test]
fn a_rotation_is_abandoned_between_its_steps_t16() {
    let (world, _) = rotating();
    let calls = register(&world, |world, invocation| {
        super::contract(world, invocation)?;
        if invocation.step == Step::Create {
            world.put("db", "hand", &[]);
        }
        Ok(())
    });
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2"]);
    assert_eq!(calls.steps(), ["createSecret"]);
    assert_eq!(world.events(), ["RotationAbandoned v2"]);
    assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "hand": ["AWSCURRENT"]}));
}

#[test]
fn a_new_current_version_clears_the_block_4_3() {
    let (world, _) = rotating();
    register(&world, failing(Step::Test));
    world.rotate("v2");
    for _ in 0..5 {
        world.events();
        world.wait_days(1);
    }
    assert_refused(world.rotate_secret(world.rotation("v3")), INCOMPLETE);
    world.put("db", "hand", &[]);
    assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "hand": ["AWSCURRENT"]}));
    world.rotate("v3");
}

#[test]
fn a_rotation_whose_label_is_taken_away_is_abandoned_4_3() {
    let (world, calls) = rotating();
    world.rotate("v2");
    let remove = json!({"SecretId": "db", "VersionStage": "AWSPENDING", "RemoveFromVersionId": "v2"});
    world.update_secret_version_stage(remove.clone()).expect("the label is there");
    assert_eq!(world.events(), ["RotationAbandoned v2"]);
    assert_eq!(calls.steps(), [""; 0]);
    world.rotate("v3");
    let remove = json!({"SecretId": "db", "VersionStage": "AWSPENDING", "RemoveFromVersionId": "v3"});
    world.update_secret_version_stage(remove).expect("the label is there");
    world.rotate("v4");
    assert_eq!(world.events(), ["RotationAbandoned v3", "RotationStarted v4", "RotationSucceeded v4"]);
}

#[test]
fn labels_do_not_move_to_a_version_without_a_value() {
    let (world, _) = rotating();
    world.rotate("v2");
    let stage = json!({
        "SecretId": "db",
        "VersionStage": "AWSCURRENT",
        "RemoveFromVersionId": "v1",
        "MoveToVersionId": "v2",
    });
    assert_refused(world.update_secret_version_stage(stage), NO_VERSION);
    let stage = json!({"SecretId": "db", "VersionStage": "AWSPENDING", "MoveToVersionId": "v2"});
    world.update_secret_version_stage(stage).expect("the label is there already");
}

#[test]
fn another_key_does_not_concern_a_version_without_a_value_2_9() {
    let (world, _) = rotating();
    world.rotate("v2");
    let key = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let update = json!({"SecretId": "db", "ClientRequestToken": "x", "KmsKeyId": key});
    world.update_secret(update).expect("a change");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"], "no version was made");
    let versions = world.list_secret_version_ids(json!({"SecretId": "db"})).expect("a list");
    assert_eq!(versions["Versions"][1]["KmsKeyIds"], json!([key]));
}
