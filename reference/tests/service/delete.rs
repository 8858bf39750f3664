//! DeleteSecret and RestoreSecret: §3.5, §3.16, §2.10.

use serde_json::{Value, json};

use crate::{INVALID_NAME, MARKED, NOT_FOUND, World, assert_refused};

const DAY: i64 = 86_400;

#[test]
fn checks_come_in_order() {
    let world = World::new();
    let delete = |id: &str, window: Value, force: Value| {
        let input = json!({"SecretId": id, "RecoveryWindowInDays": window, "ForceDeleteWithoutRecovery": force});
        world.delete_secret(input)
    };
    let range = "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
    assert_refused(delete("a b", json!(6), json!(true)), INVALID_NAME);
    for days in [-1, 0, 6, 31] {
        assert_refused(delete("db", json!(days), json!(true)), range);
    }
    assert_refused(
        delete("db", json!(7), json!(true)),
        "InvalidParameterException: You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
    assert_refused(delete("db", json!(7), json!(false)), NOT_FOUND);
    world.secret("db");
    assert!(delete("db", json!(30), json!(false)).is_ok());
    assert_refused(delete("db", json!(7), json!(null)), MARKED);
}

#[test]
fn the_default_window_is_thirty_days() {
    let world = World::new();
    let arn = world.secret("db");
    let deleted = world.delete_secret(json!({"SecretId": "db"}));
    assert_eq!(deleted, Ok(json!({"ARN": arn, "Name": "db", "DeletionDate": 1_790_000_000 + 30 * DAY})));
}

#[test]
fn a_scheduled_secret_refuses_most_operations() {
    let world = World::new();
    world.secret("db");
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    let id = json!({"SecretId": "db"});
    assert_refused(world.get_secret_value(id.clone()), MARKED);
    assert_refused(world.tag_resource(json!({"SecretId": "db", "Tags": []})), MARKED);
    assert_refused(world.untag_resource(json!({"SecretId": "db", "TagKeys": []})), MARKED);
    assert!(world.describe_secret(id.clone()).is_ok());
    assert!(world.list_secret_version_ids(id.clone()).is_ok());
    assert!(world.restore_secret(id.clone()).is_ok());
    assert!(world.get_secret_value(id).is_ok());
}

#[test]
fn force_deletes_at_once_and_frees_the_name() {
    let world = World::new();
    let arn = world.secret("db");
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    let force = json!({"SecretId": arn, "ForceDeleteWithoutRecovery": true});
    let deleted = world.delete_secret(force);
    assert_eq!(deleted, Ok(json!({"ARN": arn, "Name": "db", "DeletionDate": 1_790_000_000})));
    assert_refused(world.describe_secret(json!({"SecretId": "db"})), NOT_FOUND);
    assert_refused(world.restore_secret(json!({"SecretId": "db"})), NOT_FOUND);
    let again = world.secret("db");
    assert_ne!(again, arn, "a new secret has a new suffix");
    assert_refused(world.describe_secret(json!({"SecretId": arn})), NOT_FOUND);
}

#[test]
fn force_succeeds_on_what_is_not_there() {
    let world = World::new();
    let deleted = world.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true}));
    let deleted = deleted.expect("it looks like any other answer");
    assert_eq!((&deleted["Name"], &deleted["DeletionDate"]), (&json!("db"), &json!(1_790_000_000)));
    let arn = deleted["ARN"].as_str().expect("an ARN");
    assert!(arn.starts_with("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-"), "{arn}");
    let by_arn = world.delete_secret(json!({"SecretId": arn, "ForceDeleteWithoutRecovery": true}));
    assert_eq!(by_arn, Ok(json!({"ARN": arn, "Name": arn, "DeletionDate": 1_790_000_000})));
    let partial = &arn[..arn.len() - "-xxxxxx".len()];
    let by_arn = world.delete_secret(json!({"SecretId": partial, "ForceDeleteWithoutRecovery": true}));
    let by_arn = by_arn.expect("it looks like any other answer");
    assert_eq!(by_arn["Name"], partial);
    let suffix = by_arn["ARN"].as_str().and_then(|arn| arn.strip_prefix(partial)).expect("an ARN");
    assert_eq!((suffix.len(), &suffix[..1]), (7, "-"));
}

#[test]
fn a_secret_is_gone_when_its_window_ends() {
    let world = World::new();
    let arn = world.secret("db");
    world.secret("other");
    world.delete_secret(json!({"SecretId": "db", "RecoveryWindowInDays": 7})).expect("the secret is there");
    let all = || {
        let output = world.list_secrets(json!({"IncludePlannedDeletion": true})).expect("a list");
        output["SecretList"].as_array().expect("a list").len()
    };
    world.wait(7 * 86_400 - 1);
    assert_eq!(all(), 2);
    assert!(world.describe_secret(json!({"SecretId": "db"})).is_ok());
    world.wait(1);
    assert_eq!(all(), 1);
    assert_refused(world.describe_secret(json!({"SecretId": "db"})), NOT_FOUND);
    assert_refused(world.restore_secret(json!({"SecretId": "db"})), NOT_FOUND);
    assert_ne!(world.secret("db"), arn);
    assert_eq!(all(), 2);
}

#[test]
fn restoring_what_is_not_deleted_succeeds() {
    let world = World::new();
    let arn = world.secret("db");
    assert_eq!(world.restore_secret(json!({"SecretId": "db"})), Ok(json!({"ARN": arn, "Name": "db"})));
    assert_refused(world.restore_secret(json!({"SecretId": "unknown"})), NOT_FOUND);
    assert_refused(world.restore_secret(json!({"SecretId": "a b"})), INVALID_NAME);
}
