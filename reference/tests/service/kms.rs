//! KMS keys that cannot be used: §2.9, §3.9, §3.13, §3.21.

use secretsmith::server::Caller;
use secretsmith_reference::rules::keys::{KeyState, Keys};
use serde_json::{Value, json};

use crate::{World, assert_refused};

const ID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";
const DENIED: &str = "AccessDeniedException: Access to KMS is not allowed";

fn keys(world: &World, arrange: impl FnOnce(&mut Keys)) {
    world.service.keys(&Caller::anonymous(), arrange);
}

fn create(world: &World, key: &str) -> crate::Answer {
    world.create_secret(json!({"Name": "db", "SecretString": "one", "ClientRequestToken": "v1", "KmsKeyId": key}))
}

fn put(world: &World, token: &str) -> crate::Answer {
    world.put_secret_value(json!({"SecretId": "db", "SecretString": token, "ClientRequestToken": token}))
}

fn update(world: &World, key: &str) -> crate::Answer {
    world.update_secret(json!({"SecretId": "db", "KmsKeyId": key, "ClientRequestToken": "x"}))
}

fn cannot(verb: &str, key: &str) -> String {
    let code = if verb == "encrypted" { "EncryptionFailure" } else { "DecryptionFailure" };
    format!("{code}: The secret value can't be {verb} with the KMS key {key} in its present state.")
}

#[test]
fn keys_that_cannot_be_used_refuse_writing_and_reading_2_9() {
    for state in [KeyState::Disabled, KeyState::PendingDeletion] {
        let world = World::new();
        create(&world, "alias/app").expect("the key is enabled");
        keys(&world, |keys| {
            keys.set_alias("alias/app", ID);
            keys.set(ID, state);
        });
        assert_refused(put(&world, "v2"), &cannot("encrypted", "alias/app"));
        assert_refused(world.get_secret_value(json!({"SecretId": "db"})), &cannot("decrypted", "alias/app"));
        assert!(put(&world, "v1").is_err(), "another value");
        let retry = json!({"SecretId": "db", "SecretString": "one", "ClientRequestToken": "v1"});
        assert!(world.put_secret_value(retry).is_ok(), "a retry writes nothing");
        assert!(update(&world, "").is_ok(), "another key can be taken");
        assert!(put(&world, "v2").is_ok());
        assert_refused(
            world.create_secret(json!({"Name": "x", "ClientRequestToken": "v1", "KmsKeyId": ID})),
            &cannot("encrypted", ID),
        );
        assert_refused(update(&world, ID), &cannot("encrypted", ID));
        keys(&world, |keys| keys.set(ID, KeyState::Enabled));
        assert!(update(&world, ID).is_ok());
    }
}

#[test]
fn keys_without_permission_are_denied_2_9() {
    let world = World::new();
    create(&world, ID).expect("the key may be used");
    let arn = format!("arn:aws:kms:eu-west-1:111122223333:key/{ID}");
    keys(&world, |keys| keys.set(&arn, KeyState::Forbidden));
    assert_refused(put(&world, "v2"), DENIED);
    assert_refused(world.get_secret_value(json!({"SecretId": "db"})), DENIED);
    assert_refused(update(&world, &arn), DENIED);
    assert_refused(world.create_secret(json!({"Name": "x", "ClientRequestToken": "v1", "KmsKeyId": arn})), DENIED);
}

#[test]
fn unknown_keys_are_invalid_2_9() {
    let world = World::new();
    let invalid =
        |text: &str| format!("InvalidParameterException: The operation failed because of an invalid KMS key: {text}");
    keys(&world, |keys| {
        keys.set_others(KeyState::Missing);
        keys.set("alias/pair", KeyState::Asymmetric);
        keys.set("arn:aws:kms:eu-west-1:444455556666:alias/shared", KeyState::Enabled);
    });
    let prefix = "arn:aws:kms:eu-west-1:111122223333";
    assert_refused(create(&world, ID), &invalid(&format!("Key '{prefix}:key/{ID}' does not exist")));
    assert_refused(create(&world, "alias/x"), &invalid(&format!("Alias {prefix}:alias/x is not found.")));
    let foreign = format!("arn:aws:kms:eu-west-1:444455556666:key/{ID}");
    assert_refused(create(&world, &foreign), &invalid(&format!("Key '{foreign}' does not exist")));
    assert_refused(create(&world, "alias/pair"), &invalid("An asymmetric key cannot generate a data key."));
    assert!(create(&world, "arn:aws:kms:eu-west-1:444455556666:alias/shared").is_ok());
    assert_refused(update(&world, "alias/x"), &invalid(&format!("Alias {prefix}:alias/x is not found.")));
    assert!(update(&world, "alias/aws/secretsmanager").is_ok(), "the default key is always there");
}

#[test]
fn a_version_is_read_with_any_of_its_keys_2_9() {
    let world = World::new();
    create(&world, "alias/one").expect("the key is enabled");
    update(&world, "alias/two").expect("the key is enabled");
    let read = || world.get_secret_value(json!({"SecretId": "db"}));
    keys(&world, |keys| keys.set("alias/two", KeyState::Disabled));
    assert!(read().is_ok(), "the old key is kept as well");
    keys(&world, |keys| keys.set("alias/one", KeyState::Forbidden));
    assert_refused(read(), &cannot("decrypted", "alias/two"));
    keys(&world, |keys| keys.set("alias/two", KeyState::Enabled));
    assert!(read().is_ok());
}

#[test]
fn what_cannot_be_decrypted_is_not_encrypted_anew_2_9() {
    let world = World::new();
    create(&world, "alias/one").expect("the key is enabled");
    keys(&world, |keys| keys.set("alias/one", KeyState::Disabled));
    update(&world, "alias/two").expect("the key is enabled");
    let versions = world.list_secret_version_ids(json!({"SecretId": "db"})).expect("the secret is there");
    assert_eq!(versions["Versions"][0]["KmsKeyIds"], json!(["alias/one"]));
    put(&world, "v2").expect("new versions have the new key");
    let versions = world.list_secret_version_ids(json!({"SecretId": "db"})).expect("the secret is there");
    assert_eq!(versions["Versions"][1]["KmsKeyIds"], json!(["alias/two"]));
}

#[test]
fn a_batch_tells_what_it_could_not_decrypt_3_1() {
    let world = World::new();
    create(&world, "alias/app").expect("the key is enabled");
    let arn = world.describe("db")["ARN"].clone();
    world.secret("other");
    let batch = |input: Value| world.batch_get_secret_value(input).expect("a batch");
    let error =
        |id: &Value, code: &str, message: &str| json!([{"SecretId": id, "ErrorCode": code, "Message": message}]);
    keys(&world, |keys| keys.set("alias/app", KeyState::Disabled));
    let text = "The secret value can't be decrypted with the KMS key alias/app in its present state.";
    let output = batch(json!({"SecretIdList": ["db", "other"]}));
    assert_eq!(output["SecretValues"][0]["Name"], "other");
    assert_eq!(output["Errors"], error(&json!("db"), "DecryptionFailure", text));
    let filters = json!([{"Key": "name", "Values": ["db", "other"]}]);
    let output = batch(json!({"Filters": filters}));
    assert_eq!(output["SecretValues"][0]["Name"], "other");
    assert_eq!(output["Errors"], error(&arn, "DecryptionFailure", text));
    keys(&world, |keys| keys.set("alias/app", KeyState::Forbidden));
    let output = batch(json!({"SecretIdList": ["db"]}));
    assert_eq!(output["Errors"], error(&json!("db"), "AccessDeniedException", "Access to KMS is not allowed"));
}

#[test]
fn keys_are_those_of_a_region_of_an_account() {
    let world = World::new();
    keys(&world, |keys| keys.set_others(KeyState::Disabled));
    assert_refused(create(&world, "alias/app"), &cannot("encrypted", "alias/app"));
    assert!(create(&world.at("us-east-1"), "alias/app").is_ok());
    assert!(create(&world.caller(Caller::anonymous().with_account("444455556666")), "alias/app").is_ok());
    world.secret("default");
}
