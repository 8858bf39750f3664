//! UpdateSecretVersionStage: §3.22.

use serde_json::json;

use crate::{Answer, INVALID_NAME, MARKED, NOT_FOUND, World, assert_refused};

const WRONG_SOURCE: &str = "InvalidParameterException: When you move staging label mine, if you specify RemoveFromVersionId, it must be set to the version that currently has the staging label mine.";

/// `v1` [AWSPREVIOUS], `v2` [AWSCURRENT], `v3` [mine].
fn world() -> World {
    let world = World::new();
    world.secret("db");
    world.put("db", "v2", &[]);
    world.put("db", "v3", &["mine"]);
    world
}

fn stage(world: &World, label: &str, from: Option<&str>, to: Option<&str>) -> Answer {
    world.update_secret_version_stage(
        json!({"SecretId": "db", "VersionStage": label, "RemoveFromVersionId": from, "MoveToVersionId": to}),
    )
}

#[track_caller]
fn assert_labels(world: &World, expected: serde_json::Value) {
    assert_eq!(world.describe("db")["VersionIdsToStages"], expected);
}

#[test]
fn the_secret_has_to_be_there() {
    let world = world();
    let stage = |id: &str| world.update_secret_version_stage(json!({"SecretId": id, "VersionStage": "mine"}));
    assert_refused(stage("a b"), INVALID_NAME);
    assert_refused(stage("unknown"), NOT_FOUND);
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(stage("db"), MARKED);
}

#[test]
fn the_versions_have_to_fit() {
    let world = world();
    assert_refused(
        stage(&world, "mine", None, None),
        "InvalidParameterException: You must provide either MoveToVersionId or RemoveFromVersionId.",
    );
    assert_refused(
        stage(&world, "mine", None, Some("v9")),
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: v9",
    );
    assert_refused(
        stage(&world, "mine", None, Some("v1")),
        "InvalidParameterException: The parameter RemoveFromVersionId can't be empty. Staging label mine is currently attached to version v3, so you must explicitly reference that version in RemoveFromVersionId.",
    );
    assert_refused(stage(&world, "mine", Some("v2"), Some("v1")), WRONG_SOURCE);
    assert_refused(stage(&world, "mine", Some("v2"), None), WRONG_SOURCE);
    assert_refused(stage(&world, "new", Some("v2"), Some("v1")), &WRONG_SOURCE.replace("mine", "new"));
    assert_refused(
        stage(&world, "AWSCURRENT", Some("v1"), None),
        "InvalidParameterException: You can only move staging label AWSCURRENT to a different secret version. It can\u{2019}t be completely removed.",
    );
    assert_labels(&world, json!({"v1": ["AWSPREVIOUS"], "v2": ["AWSCURRENT"], "v3": ["mine"]}));
}

#[test]
fn labels_are_moved_added_and_removed() {
    let world = world();
    stage(&world, "mine", Some("v3"), Some("v1")).expect("a change");
    assert_labels(&world, json!({"v1": ["AWSPREVIOUS", "mine"], "v2": ["AWSCURRENT"]}));
    stage(&world, "new", None, Some("v3")).expect("a deprecated version comes back");
    stage(&world, "mine", Some("v1"), None).expect("a change");
    assert_labels(&world, json!({"v1": ["AWSPREVIOUS"], "v2": ["AWSCURRENT"], "v3": ["new"]}));
    stage(&world, "AWSCURRENT", Some("v2"), Some("v1")).expect("a roll-back");
    assert_labels(&world, json!({"v1": ["AWSCURRENT"], "v2": ["AWSPREVIOUS"], "v3": ["new"]}));
}

#[test]
fn a_label_that_is_there_already_stays_without_a_change() {
    let world = world();
    let before = world.describe("db");
    world.wait(1);
    stage(&world, "mine", None, Some("v3")).expect("nothing to do");
    stage(&world, "mine", Some("v1"), Some("v3")).expect("nothing to do");
    assert_eq!(world.describe("db"), before);
}

#[test]
fn there_are_at_most_twenty_labels() {
    let world = world();
    for number in 0..17 {
        stage(&world, &number.to_string(), None, Some("v1")).expect("there is room");
    }
    assert_refused(
        stage(&world, "one more", None, Some("v1")),
        "LimitExceededException: A secret can have at most 20 staging labels attached across all its versions.",
    );
}
