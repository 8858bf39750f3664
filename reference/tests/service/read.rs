//! GetSecretValue: §3.9.

use serde_json::{Value, json};

use crate::{Answer, INVALID_NAME, MARKED, NOT_FOUND, World, assert_refused};

fn get(world: &World, members: Value) -> Answer {
    let mut input = json!({"SecretId": "db"});
    for (name, value) in members.as_object().expect("an object") {
        input[name] = value.clone();
    }
    world.get_secret_value(input)
}

/// `v1` [AWSPREVIOUS], `v2` [AWSCURRENT], and `v0`, deprecated.
fn world() -> World {
    let world = World::new();
    world
        .create_secret(json!({"Name": "db", "SecretString": "zero", "ClientRequestToken": "v0"}))
        .expect("the secret is new");
    world.put("db", "v1", &[]);
    world.put("db", "v2", &[]);
    world
}

#[test]
fn by_label_by_id_and_by_both() {
    let world = world();
    let value = |members| get(&world, members).expect("the version is there")["SecretString"].clone();
    assert_eq!(value(json!({})), "v2");
    assert_eq!(value(json!({"VersionStage": "AWSPREVIOUS"})), "v1");
    assert_eq!(value(json!({"VersionId": "v1"})), "v1");
    assert_eq!(value(json!({"VersionId": "v2", "VersionStage": "AWSCURRENT"})), "v2");
}

#[test]
fn a_deprecated_version_is_read_by_id() {
    let output = get(&world(), json!({"VersionId": "v0"})).expect("the version is there");
    assert_eq!(output["SecretString"], "zero");
    assert_eq!(output.get("VersionStages"), None);
}

#[test]
fn what_is_not_there_is_told_by_name() {
    let world = world();
    for label in ["AWSPENDING", "mine"] {
        let text =
            "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: ";
        assert_refused(get(&world, json!({"VersionStage": label})), &format!("{text}{label}"));
    }
    assert_refused(
        get(&world, json!({"VersionId": "v9", "VersionStage": "AWSCURRENT"})),
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: v9",
    );
    assert_refused(
        get(&world, json!({"VersionId": "v1", "VersionStage": "AWSCURRENT"})),
        "InvalidRequestException: You provided a VersionStage that is not associated to the provided VersionId.",
    );
}

#[test]
fn checks_come_in_order() {
    let world = world();
    assert_refused(get(&world, json!({"SecretId": "a b"})), INVALID_NAME);
    assert_refused(get(&world, json!({"SecretId": "unknown"})), NOT_FOUND);
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(get(&world, json!({"VersionStage": "unknown"})), MARKED);
}
