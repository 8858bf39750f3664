//! §2.9

use secretsmith_reference::Refusal;
use secretsmith_reference::rules::arn::Place;
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
