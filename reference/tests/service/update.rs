//! PutSecretValue and UpdateSecret: §3.13, §3.21, §2.4, §2.9.

use serde_json::json;

use crate::{INVALID_NAME, MARKED, MISSING_TOKEN, NOT_FOUND, TWO_VALUES, World, assert_refused};

const TWO: &str = "arn:aws:kms:eu-west-1:111122223333:alias/two";

#[test]
fn put_checks_come_in_order() {
    let world = World::new();
    let put = |id: &str, token: Option<&str>, text: Option<&str>, bytes: Option<&str>| {
        let input = json!({"SecretId": id, "ClientRequestToken": token, "SecretString": text, "SecretBinary": bytes});
        world.put_secret_value(input)
    };
    assert_refused(put("a b", None, None, None), INVALID_NAME);
    assert_refused(put("db", None, None, None), MISSING_TOKEN);
    assert_refused(
        put("db", Some("v2"), None, None),
        "InvalidRequestException: You must provide either SecretString or SecretBinary.",
    );
    assert_refused(put("db", Some("v2"), Some("two"), Some("b25l")), TWO_VALUES);
    assert_refused(put("db", Some("v2"), Some("two"), None), NOT_FOUND);
    let arn = world.secret("db");
    assert_refused(
        put("db", Some("v1"), Some("two"), None),
        &format!(
            "ResourceExistsException: You can't use ClientRequestToken v1 because that value is already in use for a version of secret {arn}."
        ),
    );
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(put("db", Some("v1"), Some("two"), None), MARKED);
}

#[test]
fn update_checks_come_in_order() {
    let world = World::new();
    let update = |id: &str, token: Option<&str>, text: Option<&str>, bytes: Option<&str>, key: Option<&str>| {
        let mut input = json!({"SecretId": id, "ClientRequestToken": token, "KmsKeyId": key});
        input["SecretString"] = json!(text);
        input["SecretBinary"] = json!(bytes);
        world.update_secret(input)
    };
    assert_refused(update("a b", None, None, None, None), INVALID_NAME);
    assert_refused(update("db", None, None, None, None), MISSING_TOKEN);
    assert_refused(update("db", Some("v2"), Some("two"), Some("b25l"), None), TWO_VALUES);
    assert_refused(update("db", Some("v2"), None, None, None), NOT_FOUND);
    let arn = world.secret("db");
    assert_refused(
        update("db", Some("v1"), Some("two"), None, Some("nonsense")),
        &format!(
            "ResourceExistsException: You can't use ClientRequestToken v1 because that value is already in use for a version of secret {arn}."
        ),
    );
    assert_refused(
        update("db", Some("v2"), Some("two"), None, Some("nonsense")),
        "InvalidParameterException: The operation failed because of an invalid KMS key: Invalid keyId",
    );
    assert_refused(
        update("db", Some("v2"), None, None, Some("arn:aws:kms:us-east-1:111122223333:alias/x")),
        "InvalidParameterException: The operation failed because of an invalid KMS key: Invalid arn us-east-1",
    );
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(update("db", Some("v1"), Some("two"), None, None), MARKED);
}

#[test]
fn a_retried_put_answers_the_labels_of_now() {
    let world = World::new();
    let arn = world.secret("db");
    world.put("db", "v2", &[]);
    let retry = json!({"SecretId": "db", "SecretString": "one", "ClientRequestToken": "v1", "VersionStages": ["mine"]});
    assert_eq!(
        world.put_secret_value(retry),
        Ok(json!({"ARN": arn, "Name": "db", "VersionId": "v1", "VersionStages": ["AWSPREVIOUS"]}))
    );
}

#[test]
fn a_retried_update_answers_the_token() {
    let world = World::new();
    let arn = world.secret("db");
    let retry = json!({"SecretId": "db", "SecretString": "one", "ClientRequestToken": "v1", "Description": "late"});
    assert_eq!(world.update_secret(retry), Ok(json!({"ARN": arn, "Name": "db", "VersionId": "v1"})));
    assert_eq!(world.describe("db").get("Description"), None);
}

#[test]
fn a_refused_call_changes_nothing() {
    let world = World::new();
    world.secret("db");
    let before = world.describe("db");
    world.wait(1);
    let labels: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    let put = json!({"SecretId": "db", "SecretString": "two", "ClientRequestToken": "v2", "VersionStages": labels});
    assert_refused(
        world.put_secret_value(put),
        "LimitExceededException: A secret can have at most 20 staging labels attached across all its versions.",
    );
    assert_eq!(world.describe("db"), before);
}

#[test]
fn the_first_put_makes_the_current_version() {
    let world = World::new();
    world.create_secret(json!({"Name": "db", "ClientRequestToken": "v0"})).expect("the secret is new");
    let put = world.put_secret_value(json!({"SecretId": "db", "SecretBinary": "b25l", "ClientRequestToken": "v0"}));
    assert_eq!(put.expect("the version is new")["VersionStages"], json!(["AWSCURRENT"]));
}

#[test]
fn metadata_is_kept_replaced_or_cleared() {
    let world = World::new();
    let create = json!({"Name": "db", "ClientRequestToken": "v1", "SecretString": "one", "Description": "first"});
    world.create_secret(create).expect("the secret is new");
    let update = |members: serde_json::Value| {
        let mut input = json!({"SecretId": "db", "ClientRequestToken": "v2"});
        input.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        world.update_secret(input).expect("a change")
    };
    assert_eq!(update(json!({"SecretString": "two"}))["VersionId"], "v2");
    assert_eq!(world.describe("db")["Description"], "first");
    assert_eq!(update(json!({"Description": "second", "Type": "PaddleApiKey"})).get("VersionId"), None);
    assert_eq!(world.describe("db")["Description"], "second");
    assert_eq!(world.describe("db")["Type"], "PaddleApiKey");
    update(json!({"Description": ""}));
    assert_eq!(world.describe("db").get("Description"), None);
}

#[test]
fn another_key_is_added_to_versions_in_use() {
    let world = World::new();
    world.secret("db");
    world.put("db", "v2", &["mine"]);
    world.update_secret(json!({"SecretId": "db", "KmsKeyId": TWO, "ClientRequestToken": "x"})).expect("a change");
    world.put("db", "v3", &[]);
    assert_eq!(world.describe("db")["KmsKeyId"], TWO);
    assert_eq!(keys(&world), json!([["DefaultEncryptionKey", TWO], ["DefaultEncryptionKey"], [TWO]]));

    world.update_secret(json!({"SecretId": "db", "KmsKeyId": "", "ClientRequestToken": "x"})).expect("a change");
    assert_eq!(world.describe("db").get("KmsKeyId"), None);
    let expected = json!([["DefaultEncryptionKey", TWO], ["DefaultEncryptionKey"], [TWO, "DefaultEncryptionKey"]]);
    assert_eq!(keys(&world), expected);
}

fn keys(world: &World) -> serde_json::Value {
    let output = world.list_secret_version_ids(json!({"SecretId": "db"})).expect("the secret is there");
    let versions = output["Versions"].as_array().expect("a list");
    versions.iter().map(|version| version["KmsKeyIds"].clone()).collect()
}
