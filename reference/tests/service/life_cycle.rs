//! The sample exchanges of §11.

use serde_json::json;

use crate::{World, assert_refused};

#[test]
fn creating_and_trying_again() {
    let world = World::new();
    let create = json!({"Name": "app/db", "SecretString": "one", "ClientRequestToken": "v1"});
    let created = world.create_secret(create.clone()).expect("the secret is new");
    let arn = created["ARN"].as_str().expect("an ARN").to_owned();
    assert!(arn.starts_with("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-"), "{arn}");
    assert_eq!(created, json!({"ARN": arn, "Name": "app/db", "VersionId": "v1"}));

    world.wait(1);
    assert_eq!(world.create_secret(create), Ok(created));
    assert_refused(
        world.create_secret(json!({"Name": "app/db", "SecretString": "one", "ClientRequestToken": "v9"})),
        "ResourceExistsException: The operation failed because the secret app/db already exists.",
    );
    assert_refused(
        world.create_secret(json!({"Name": "app/db", "SecretString": "two", "ClientRequestToken": "v1"})),
        &format!(
            "ResourceExistsException: You can't use ClientRequestToken v1 because that value is already in use for a version of secret {arn}."
        ),
    );
}

#[test]
fn describing_and_reading() {
    let world = World::new();
    let arn = world.secret("app/db");
    world.wait(1);
    let described = json!({
        "ARN": arn,
        "Name": "app/db",
        "CreatedDate": 1_790_000_000,
        "LastChangedDate": 1_790_000_000,
        "VersionIdsToStages": {"v1": ["AWSCURRENT"]},
    });
    assert_eq!(world.describe("app/db"), described);

    let value = world.get_secret_value(json!({"SecretId": "app/db"}));
    assert_eq!(
        value,
        Ok(json!({
            "ARN": arn,
            "Name": "app/db",
            "VersionId": "v1",
            "SecretString": "one",
            "VersionStages": ["AWSCURRENT"],
            "CreatedDate": 1_790_000_000,
        }))
    );
    assert_eq!(world.describe("app/db")["LastAccessedDate"], 1_789_948_800);
    assert_eq!(world.describe("app/db")["LastChangedDate"], 1_790_000_000, "reading is no change");
}

#[test]
fn changing_and_listing_versions() {
    let world = World::new();
    let arn = world.secret("app/db");
    world.get_secret_value(json!({"SecretId": "app/db"})).expect("there is a value");
    world.wait(10);
    let put = world.put_secret_value(json!({"SecretId": "app/db", "SecretString": "two", "ClientRequestToken": "v2"}));
    assert_eq!(put, Ok(json!({"ARN": arn, "Name": "app/db", "VersionId": "v2", "VersionStages": ["AWSCURRENT"]})));
    let update = world.update_secret(json!({"SecretId": "app/db", "Description": "x", "ClientRequestToken": "v3"}));
    assert_eq!(update, Ok(json!({"ARN": arn, "Name": "app/db"})));

    world.wait(10);
    world.put("app/db", "v4", &[]);
    let versions = world.list_secret_version_ids(json!({"SecretId": "app/db", "IncludeDeprecated": true}));
    assert_eq!(
        versions,
        Ok(json!({
            "ARN": arn,
            "Name": "app/db",
            "Versions": [
                {
                    "VersionId": "v1",
                    "CreatedDate": 1_790_000_000,
                    "LastAccessedDate": 1_789_948_800,
                    "KmsKeyIds": ["DefaultEncryptionKey"],
                },
                {
                    "VersionId": "v2",
                    "VersionStages": ["AWSPREVIOUS"],
                    "CreatedDate": 1_790_000_010,
                    "KmsKeyIds": ["DefaultEncryptionKey"],
                },
                {
                    "VersionId": "v4",
                    "VersionStages": ["AWSCURRENT"],
                    "CreatedDate": 1_790_000_020,
                    "KmsKeyIds": ["DefaultEncryptionKey"],
                },
            ],
        }))
    );
}

#[test]
fn rolling_back() {
    let world = World::new();
    let arn = world.secret("app/db");
    world.put("app/db", "v2", &[]);
    world.put("app/db", "v4", &[]);
    let mut back = json!({"SecretId": "app/db", "VersionStage": "AWSCURRENT", "MoveToVersionId": "v2"});
    assert_refused(
        world.update_secret_version_stage(back.clone()),
        "InvalidParameterException: The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version v4, so you must explicitly reference that version in RemoveFromVersionId.",
    );
    back["RemoveFromVersionId"] = json!("v4");
    assert_eq!(world.update_secret_version_stage(back), Ok(json!({"ARN": arn, "Name": "app/db"})));
    assert_eq!(world.describe("app/db")["VersionIdsToStages"], json!({"v2": ["AWSCURRENT"], "v4": ["AWSPREVIOUS"]}));
}

#[test]
fn deleting_and_restoring() {
    let world = World::new();
    let arn = world.secret("app/db");
    let deleted = world.delete_secret(json!({"SecretId": "app/db", "RecoveryWindowInDays": 7}));
    let end = 1_790_000_000 + 7 * 86_400;
    assert_eq!(deleted, Ok(json!({"ARN": arn, "Name": "app/db", "DeletionDate": end})));
    assert_refused(world.get_secret_value(json!({"SecretId": "app/db"})), crate::MARKED);
    assert_refused(
        world.create_secret(json!({"Name": "app/db", "ClientRequestToken": "v9"})),
        "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
    assert_eq!(world.describe("app/db")["DeletedDate"], end);
    assert_eq!(world.restore_secret(json!({"SecretId": "app/db"})), Ok(json!({"ARN": arn, "Name": "app/db"})));
    assert_eq!(world.describe("app/db").get("DeletedDate"), None);
}
