//! §2.7: what moves which date.

use serde_json::{Value, json};

use crate::World;

const MIDNIGHT: i64 = 1_789_948_800;
const DAY: i64 = 86_400;

#[test]
fn a_day_of_access_is_noted_on_secret_and_version() {
    let world = World::new();
    world.secret("db");
    world.put("db", "v2", &[]);
    assert_eq!(world.describe("db").get("LastAccessedDate"), None);

    world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    world.wait(60);
    world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    assert_eq!(world.describe("db")["LastAccessedDate"], MIDNIGHT);
    assert_eq!(accessed(&world), [Value::Null, json!(MIDNIGHT)]);

    world.wait_days(1);
    world.get_secret_value(json!({"SecretId": "db", "VersionId": "v1"})).expect("there is a value");
    assert_eq!(world.describe("db")["LastAccessedDate"], MIDNIGHT + DAY);
    assert_eq!(accessed(&world), [json!(MIDNIGHT + DAY), json!(MIDNIGHT)]);
}

/// The dates of last access of v1 and v2.
fn accessed(world: &World) -> [Value; 2] {
    let output = world.list_secret_version_ids(json!({"SecretId": "db"})).expect("the secret is there");
    [0, 1].map(|version| output["Versions"][version]["LastAccessedDate"].clone())
}

#[test]
fn listing_is_no_access() {
    let world = World::new();
    world.secret("db");
    world.list_secrets(json!({})).expect("a list");
    world.list_secret_version_ids(json!({"SecretId": "db"})).expect("a list");
    assert_eq!(world.describe("db").get("LastAccessedDate"), None);
    world.batch_get_secret_value(json!({"SecretIdList": ["db"]})).expect("a batch");
    assert_eq!(world.describe("db")["LastAccessedDate"], MIDNIGHT);
}

#[test]
fn every_change_moves_the_date_of_change() {
    let world = World::new();
    world.secret("db");
    type Change = fn(&World);
    let changes: [(&str, Change); 7] = [
        ("put", |world| world.put("db", "v2", &[])),
        ("equal value", |world| {
            let input = json!({"SecretId": "db", "SecretString": "v2", "ClientRequestToken": "v3"});
            world.update_secret(input).expect("a change");
        }),
        ("update of nothing", |world| {
            world.update_secret(json!({"SecretId": "db", "ClientRequestToken": "v4"})).expect("a change");
        }),
        ("stage", |world| {
            let input = json!({"SecretId": "db", "VersionStage": "mine", "MoveToVersionId": "v3"});
            world.update_secret_version_stage(input).expect("a change");
        }),
        ("tags", |world| {
            world.tag_resource(json!({"SecretId": "db", "Tags": [{"Key": "a"}]})).expect("a change");
            world.untag_resource(json!({"SecretId": "db", "TagKeys": ["a"]})).expect("a change");
        }),
        ("deletion", |world| drop(world.delete_secret(json!({"SecretId": "db"})).expect("a change"))),
        ("restoring", |world| drop(world.restore_secret(json!({"SecretId": "db"})).expect("a change"))),
    ];
    for (number, (name, change)) in changes.into_iter().enumerate() {
        world.wait(1);
        change(&world);
        assert_eq!(world.describe("db")["LastChangedDate"], 1_790_000_001 + number, "{name}");
    }
    assert_eq!(world.describe("db")["CreatedDate"], 1_790_000_000);
}

#[test]
fn retries_and_reads_are_no_changes() {
    let world = World::new();
    world.secret("db");
    world.wait(1);
    let retry = json!({"SecretId": "db", "SecretString": "one", "ClientRequestToken": "v1"});
    world.put_secret_value(retry.clone()).expect("a retry");
    world.update_secret(retry).expect("a retry");
    world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    world.restore_secret(json!({"SecretId": "db"})).expect("nothing to restore");
    assert_eq!(world.describe("db")["LastChangedDate"], 1_790_000_000);
}
