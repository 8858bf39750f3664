//! ListSecretVersionIds: §3.10; the clean-up of §2.11.

use serde_json::{Value, json};

use crate::{INVALID_NAME, NOT_FOUND, World, assert_refused};

fn list(world: &World, members: Value) -> Value {
    let mut input = json!({"SecretId": "db"});
    input.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
    world.list_secret_version_ids(input).expect("a list")
}

fn ids(output: &Value) -> Vec<&str> {
    let versions = output["Versions"].as_array().expect("a list");
    versions.iter().map(|version| version["VersionId"].as_str().expect("an id")).collect()
}

#[test]
fn oldest_first_and_deprecated_only_when_asked_for() {
    let world = World::new();
    world.secret("db");
    for version in ["v2", "v3", "v4"] {
        world.put("db", version, &[]);
    }
    assert_eq!(ids(&list(&world, json!({}))), ["v3", "v4"]);
    assert_eq!(ids(&list(&world, json!({"IncludeDeprecated": true}))), ["v1", "v2", "v3", "v4"]);
}

#[test]
fn pages_follow_each_other() {
    let world = World::new();
    world.secret("db");
    for version in ["v2", "v3", "v4", "v5"] {
        world.put("db", version, &[version]);
    }
    let first = list(&world, json!({"MaxResults": 2}));
    assert_eq!(ids(&first), ["v1", "v2"]);
    let second = list(&world, json!({"MaxResults": 2, "NextToken": first["NextToken"]}));
    assert_eq!(ids(&second), ["v3", "v4"]);
    let third = list(&world, json!({"MaxResults": 2, "NextToken": second["NextToken"]}));
    assert_eq!(ids(&third), ["v5"]);
    assert_eq!(third.get("NextToken"), None);
    assert_eq!(list(&world, json!({"MaxResults": 5})).get("NextToken"), None, "a full page may be the last one");
}

#[test]
fn a_token_is_of_one_listing() {
    let world = World::new();
    world.secret("db");
    world.secret("other");
    world.put("db", "v2", &["mine"]);
    let token = list(&world, json!({"MaxResults": 1}))["NextToken"].clone();
    let invalid = "InvalidNextTokenException: The NextToken value is invalid.";
    for input in [
        json!({"SecretId": "other", "NextToken": token}),
        json!({"SecretId": "db", "NextToken": token, "IncludeDeprecated": true}),
        json!({"SecretId": "db", "NextToken": "nonsense"}),
    ] {
        assert_refused(world.list_secret_version_ids(input), invalid);
    }
    assert_refused(world.list_secrets(json!({"NextToken": token})), invalid);
}

#[test]
fn the_secret_has_to_be_there() {
    let world = World::new();
    assert_refused(world.list_secret_version_ids(json!({"SecretId": "a b"})), INVALID_NAME);
    assert_refused(world.list_secret_version_ids(json!({"SecretId": "db"})), NOT_FOUND);
}

#[test]
fn a_hundred_versions_in_a_day_are_the_limit() {
    let world = World::new();
    world.secret("db");
    for number in 2..=100 {
        world.put("db", &format!("v{number}"), &[]);
    }
    let one_more = json!({"SecretId": "db", "SecretString": "x", "ClientRequestToken": "v101"});
    assert_refused(
        world.put_secret_value(one_more.clone()),
        "LimitExceededException: A secret can have at most 100 versions.",
    );
    world.wait_days(1);
    assert!(world.put_secret_value(one_more).is_ok());
    let all = list(&world, json!({"IncludeDeprecated": true}));
    assert_eq!((ids(&all).len(), ids(&all)[0]), (100, "v2"));
}
