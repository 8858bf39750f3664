//! §2.9

use std::sync::Arc;

use secretsmith_reference::Refusal;
use secretsmith_reference::rules::arn::Place;
use secretsmith_reference::rules::keys::{KeyState, Keys};
use secretsmith_reference::rules::kms::KmsKey;

use crate::assert_refused;

fn parse(text: &str) -> Result<KmsKey, Refusal> {
    KmsKey::parse(text, &Place::new("us-east-1", "123456789012"))
}

#[test]
fn the_default_key_is_not_shown() {
    for text in ["", "alias/aws/secretsmanager", "arn:aws:kms:us-east-1:123456789012:alias/aws/secretsmanager"] {
        let key = parse(text).expect("a key");
        assert_eq!((key.shown(), key.listed()), (None, "DefaultEncryptionKey"), "{text}");
    }
}

#[test]
fn other_keys_are_echoed_as_given() {
    for text in [
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "mrk-1234abcd12ab34cd56ef1234567890ab",
        "alias/app/db_key-1",
        "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:us-east-1:444455556666:alias/app",
    ] {
        let key = parse(text).expect("a key");
        assert_eq!((key.shown(), key.listed()), (Some(text), text));
    }
}

#[test]
fn nonsense_is_an_invalid_key_id() {
    for text in ["app", "alias/", "alias/a b", "1234abcd", "arn:aws:s3:us-east-1:1:key/1", "arn:aws:kms:us-east-1:1:x"]
    {
        assert_refused(
            parse(text),
            "InvalidParameterException: The operation failed because of an invalid KMS key: Invalid keyId",
        );
    }
}

#[test]
fn keys_of_another_region_are_refused_with_its_name() {
    assert_refused(
        parse("arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
        "InvalidParameterException: The operation failed because of an invalid KMS key: Invalid arn eu-west-1",
    );
}

#[test]
fn keys_of_other_services_are_denied() {
    for text in ["alias/aws/s3", "arn:aws:kms:us-east-1:123456789012:alias/aws/s3"] {
        assert_refused(parse(text), "AccessDeniedException: Access to KMS is not allowed");
    }
}

const ID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

fn keys() -> Keys {
    Keys::new(Arc::new(Place::new("us-east-1", "123456789012")))
}

#[test]
fn a_key_has_one_state_by_all_its_names() {
    let arn = format!("arn:aws:kms:us-east-1:123456789012:key/{ID}");
    let alias = "arn:aws:kms:us-east-1:123456789012:alias/app";
    for (name, aliased) in [(ID, "alias/app"), (&*arn, alias)] {
        let mut keys = keys();
        keys.set(name, KeyState::Forbidden);
        keys.set_alias(aliased, name);
        for text in [ID, &arn, "alias/app", alias] {
            let key = keys.choose(text).expect("it exists");
            assert_refused(keys.check_encrypts(&key), "AccessDeniedException: Access to KMS is not allowed");
        }
        let other = keys.choose("arn:aws:kms:us-east-1:444455556666:alias/app").expect("it exists");
        assert_eq!(keys.check_encrypts(&other), Ok(()), "another account has keys of its own");
    }
}

#[test]
fn an_alias_can_lead_elsewhere() {
    let mut keys = keys();
    keys.set("alias/app", KeyState::Disabled);
    let key = keys.choose("alias/app").expect("it exists");
    assert!(keys.check_encrypts(&key).is_err());
    keys.set_alias("alias/app", ID);
    assert_eq!(keys.check_encrypts(&key), Ok(()));
}

#[test]
fn the_default_key_can_always_be_used() {
    let mut keys = keys();
    keys.set_others(KeyState::Missing);
    keys.set("alias/aws/secretsmanager", KeyState::Disabled);
    assert_eq!(keys.check_encrypts(&KmsKey::Default), Ok(()));
    assert_eq!(keys.check_decrypts(&[KmsKey::Default]), Ok(()));
    assert_eq!(keys.choose(""), Ok(KmsKey::Default));
}

#[test]
fn a_key_that_is_gone_cannot_decrypt() {
    let mut keys = keys();
    let key = keys.choose(ID).expect("it exists");
    keys.set(ID, KeyState::Missing);
    let text =
        format!("DecryptionFailure: The secret value can't be decrypted with the KMS key {ID} in its present state.");
    assert_refused(keys.check_decrypts(std::slice::from_ref(&key)), &text);
    let text = format!(
        "InvalidParameterException: The operation failed because of an invalid KMS key: Key 'arn:aws:kms:us-east-1:123456789012:key/{ID}' does not exist"
    );
    assert_refused(keys.choose(ID), &text);
}
