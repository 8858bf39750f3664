//! §2.9: how KMS keys are shown and refused.

use secretsmith::Client;
use secretsmith_tests::{Refusal, on_each_transport, refusal};

use crate::refusals::{invalid_key_id, invalid_parameter};
use crate::support::{DB, create, describe, listed, put, put_with, sorted, versions};

const KEY_ID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

const KEY_ARN: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

#[test]
fn the_default_key_is_not_shown() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        assert_eq!(key(&world.client, DB).await, None);
        assert_eq!(keys_of_versions(&world.client, DB).await, [["DefaultEncryptionKey"]]);
    });
}

#[test]
fn a_key_is_shown_as_it_was_given() {
    on_each_transport(async |world| {
        let alias_arn = "arn:aws:kms:eu-west-1:111122223333:alias/app";
        for (number, given) in [KEY_ID, KEY_ARN, "alias/app", alias_arn].into_iter().enumerate() {
            let name = format!("secret{number}");
            let create = world.client.create_secret().name(&name).secret_string("one").kms_key_id(given);
            create.send().await.expect("a good key");
            assert_eq!(key(&world.client, &name).await.as_deref(), Some(given));
            assert_eq!(keys_of_versions(&world.client, &name).await, [[given]]);
        }
    });
}

#[test]
fn the_alias_of_the_default_key_is_the_default_key() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).secret_string("one").kms_key_id("alias/aws/secretsmanager");
        create.send().await.expect("a good key");
        assert_eq!(key(&world.client, DB).await, None);
        assert_eq!(keys_of_versions(&world.client, DB).await, [["DefaultEncryptionKey"]]);
    });
}

#[test]
fn another_key_is_for_new_versions_and_those_in_use() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["MINE"]).await;
        put(&world.client, DB, 3).await;
        put_with(&world.client, DB, 4, &["AWSPENDING"]).await;
        update_key(&world.client, KEY_ARN).await;
        put_with(&world.client, DB, 5, &["LATER"]).await;
        assert_eq!(key(&world.client, DB).await.as_deref(), Some(KEY_ARN));

        let keys = keys_of_versions(&world.client, DB).await;
        let both = ["DefaultEncryptionKey", KEY_ARN];
        assert_eq!(keys, [&both[..], &both[..1], &both[..], &both[..], &both[1..]]);
    });
}

#[test]
fn an_empty_key_is_a_return_to_the_default_key() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).secret_string("one").kms_key_id(KEY_ID);
        create.send().await.expect("a good key");
        update_key(&world.client, "").await;
        assert_eq!(key(&world.client, DB).await, None);
        put(&world.client, DB, 2).await;
        let keys = keys_of_versions(&world.client, DB).await;
        assert_eq!(keys, [&[KEY_ID, "DefaultEncryptionKey"][..], &["DefaultEncryptionKey"][..]]);
    });
}

#[test]
fn what_is_no_key_is_refused() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        for given in ["app", "secretsmanager", "aws/secretsmanager", "1234abcd", "key with blanks"] {
            assert_refused(&world.client, given, &invalid_key_id()).await;
        }
    });
}

#[test]
fn the_key_of_another_region_is_refused() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let expected = "The operation failed because of an invalid KMS key: Invalid arn us-east-1";
        let given = KEY_ARN.replace("eu-west-1", "us-east-1");
        assert_refused(&world.client, &given, &invalid_parameter(expected)).await;
    });
}

#[test]
fn the_aws_managed_key_of_another_service_is_refused() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let expected = Refusal::new("AccessDeniedException", "Access to KMS is not allowed");
        assert_refused(&world.client, "alias/aws/s3", &expected).await;
    });
}

/// Asserts that CreateSecret and UpdateSecret refuse a key, and that nothing comes of it.
async fn assert_refused(client: &Client, given: &str, expected: &Refusal) {
    let create = client.create_secret().name("refused").secret_string("one").kms_key_id(given);
    assert_eq!(&refusal(create.send().await), expected, "{given}");
    let gone = refusal(client.describe_secret().secret_id("refused").send().await);
    assert_eq!(gone.code, "ResourceNotFoundException");
    let update = client.update_secret().secret_id(DB).kms_key_id(given);
    assert_eq!(&refusal(update.send().await), expected, "{given}");
    assert_eq!(key(client, DB).await, None);
}

async fn update_key(client: &Client, key: &str) {
    client.update_secret().secret_id(DB).kms_key_id(key).send().await.expect("a good key");
}

async fn key(client: &Client, name: &str) -> Option<String> {
    let key = describe(client, name).await.kms_key_id;
    assert_eq!(listed(client, name).await.kms_key_id, key);
    key
}

/// The keys of each version, in alphabetical order.
async fn keys_of_versions(client: &Client, id: &str) -> Vec<Vec<String>> {
    let versions = versions(client, id, true).await;
    versions.into_iter().map(|version| sorted(version.kms_key_ids.expect("every version has a key"))).collect()
}
