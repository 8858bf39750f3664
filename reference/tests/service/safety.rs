//! What must not happen: secrets in texts, errors of the wrong kind, lost changes.

use std::thread;

use secretsmith::SecretsManager;
use secretsmith::operation::create_secret::CreateSecretError;
use secretsmith::operation::put_secret_value::PutSecretValueError;
use secretsmith::server::{Caller, Context};
use secretsmith_reference::rules::account::Account;
use secretsmith_reference::rules::arn::{Place, Suffix};
use secretsmith_reference::{Refusal, operation};
use serde_json::json;

use crate::{World, now};

#[test]
fn nothing_shows_a_value() {
    let mut account = Account::new(Place::new("eu-west-1", "111122223333"));
    let suffix = Suffix::parse("Xk3b9Q").expect("a suffix");
    let time = crate::START.parse().expect("a good date");
    let input = json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": "v1"});
    let input = serde_json::from_value(input).expect("a good input");
    operation::create_secret(&mut account, input, suffix, time).expect("the secret is new");
    let other = json!({"Name": "db", "SecretString": "swordfish", "ClientRequestToken": "v1"});
    let other = serde_json::from_value(other).expect("a good input");
    let refusal: Refusal = operation::create_secret(&mut account, other, suffix, time).expect_err("the token is used");
    let texts = format!("{account:?} {refusal:?} {refusal}");
    assert!(texts.contains("db") && !texts.contains("hunter2") && !texts.contains("swordfish"), "{texts}");
}

#[test]
fn declared_errors_are_modeled_and_others_are_not() {
    let world = World::new();
    let context = Context::new("CreateSecret");
    let create = |input| {
        let input = serde_json::from_value(input).expect("a good input");
        now(world.service.create_secret(input, &context)).expect_err("the input is bad")
    };
    let error = create(json!({"Name": "db"}));
    assert!(matches!(error, CreateSecretError::InvalidRequestException(_)), "{error:?}");
    let error = create(json!({"Name": "a b"}));
    assert!(matches!(error, CreateSecretError::Unmodeled(_)), "{error:?}");
    let error = create(json!({"Name": "db", "KmsKeyId": "alias/aws/s3", "ClientRequestToken": "v1"}));
    assert!(matches!(error, CreateSecretError::Unmodeled(_)), "{error:?}");

    let input = json!({"SecretId": "db", "SecretString": "one", "ClientRequestToken": "v1"});
    let input = serde_json::from_value(input).expect("a good input");
    let error = now(world.service.put_secret_value(input, &context)).expect_err("there is no such secret");
    assert!(matches!(error, PutSecretValueError::ResourceNotFoundException(_)), "{error:?}");
}

#[test]
fn no_change_is_lost() {
    let world = World::new();
    world.secret("db");
    thread::scope(|scope| {
        for writer in 0..4 {
            let world = world.caller(Caller::anonymous());
            scope.spawn(move || {
                for number in 0..20 {
                    world.put("db", &format!("w{writer}-{number}"), &[]);
                    world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
                    world.secret(&format!("s{writer}-{number}"));
                    world.list_secrets(json!({"SortBy": "last-changed-date"})).expect("a list");
                }
            });
        }
    });
    let versions = world.list_secret_version_ids(json!({"SecretId": "db", "IncludeDeprecated": true}));
    assert_eq!(versions.expect("a list")["Versions"].as_array().map(Vec::len), Some(81));
    let labels = world.describe("db")["VersionIdsToStages"].clone();
    assert_eq!(labels.as_object().map(|labels| labels.len()), Some(2), "{labels}");
    let secrets = world.list_secrets(json!({})).expect("a list");
    assert_eq!(secrets["SecretList"].as_array().map(Vec::len), Some(81));
}
