//! Who is named, and how that reaches who asks.

use secretsmith_reference::policy::{Effect, Principal, Reach, Request};
use serde_json::{Value, json};

use crate::{ALICE, SECRET, keys, policy, principal};

const ROOT: &str = "arn:aws:iam::111122223333:root";
const ROLE: &str = "arn:aws:iam::111122223333:role/apps/web";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/web/i-1234";

fn reach(elements: Value, arn: &str) -> Option<Reach> {
    let (principal, keys) = (principal(arn), keys(&[]));
    let action = "secretsmanager:GetSecretValue";
    let request = Request { principal: &principal, action, resource: SECRET, keys: &keys };
    policy(elements).reach(Effect::Allow, &request)
}

#[test]
fn arns_of_those_who_can_ask() {
    for arn in [
        ROOT,
        ALICE,
        ROLE,
        SESSION,
        "arn:aws:sts::111122223333:federated-user/bob",
        "arn:aws-us-gov:iam::111122223333:user/a/b",
    ] {
        assert_eq!(principal(arn).arn(), arn);
        assert_eq!(principal(arn).account(), "111122223333");
    }
    for arn in [
        "alice",
        "arn:aws:iam::1111:user/alice",
        "arn:aws:iam:eu-west-1:111122223333:user/alice",
        "arn:aws:iam::111122223333:user/",
        "arn:aws:iam::111122223333:user",
        "arn:aws:iam::111122223333:group/admins",
        "arn:aws:sts::111122223333:assumed-role/web",
        "arn:aws:sts::111122223333:assumed-role/web/a/b",
        "arn:aws:iam::111122223333:role/*",
    ] {
        assert_eq!(Principal::parse(arn), None, "{arn}");
    }
}

#[test]
fn condition_keys_of_those_who_ask() {
    assert_eq!(principal(SESSION).key_arn(), "arn:aws:iam::111122223333:role/web");
    assert_eq!(principal(ALICE).key_arn(), ALICE);
    assert_eq!(principal(ALICE).user_name(), Some("alice"));
    assert_eq!(principal(ROLE).user_name(), None);
    let types = [ROOT, ALICE, SESSION].map(|arn| principal(arn).key_type());
    assert_eq!(types, ["Account", "User", "AssumedRole"]);
}

#[test]
fn names_reach_whom_they_name() {
    let named = |name: &str, arn: &str| reach(json!({"Principal": {"AWS": name}}), arn);
    assert_eq!(named(ALICE, ALICE), Some(Reach::Itself));
    assert_eq!(named(ALICE, "arn:aws:iam::111122223333:user/bob"), None);
    assert_eq!(named("111122223333", ALICE), Some(Reach::Account));
    assert_eq!(named(ROOT, ALICE), Some(Reach::Account));
    assert_eq!(named(ROOT, ROOT), Some(Reach::Itself));
    assert_eq!(named("444455556666", ALICE), None);
    assert_eq!(named(ROLE, SESSION), Some(Reach::Role), "a session does not show the path of its role");
    assert_eq!(named(ROLE, ROLE), Some(Reach::Role));
    assert_eq!(named(SESSION, SESSION), Some(Reach::Itself));
    assert_eq!(named(SESSION, ROLE), None);
    assert_eq!(named("*", SESSION), Some(Reach::Itself));
    assert_eq!(reach(json!({"Principal": {"Service": "lambda.amazonaws.com"}}), ALICE), None);
}

#[test]
fn the_nearest_name_counts() {
    assert_eq!(reach(json!({"Principal": {"AWS": [ROOT, ALICE]}}), ALICE), Some(Reach::Itself));
}

#[test]
fn everyone_but() {
    let but = |name: &str, arn: &str| reach(json!({"Principal": null, "NotPrincipal": {"AWS": name}}), arn);
    assert_eq!(but(ALICE, ALICE), None);
    assert_eq!(but(ALICE, ROLE), Some(Reach::Itself));
    assert_eq!(but(ROLE, SESSION), None);
    assert_eq!(but(ROOT, ALICE), Some(Reach::Itself), "an account does not stand for its users");
    assert_eq!(but(ROOT, ROOT), None);
}

#[test]
fn what_is_done_to_what() {
    let is_reached = |elements: Value| reach(elements, ALICE).is_some();
    assert!(is_reached(json!({"Action": ["secretsmanager:Put*", "secretsmanager:Get*"]})));
    assert!(!is_reached(json!({"Action": "secretsmanager:Put*"})));
    assert!(is_reached(json!({"Action": null, "NotAction": "secretsmanager:Put*"})));
    assert!(!is_reached(json!({"Action": null, "NotAction": "secretsmanager:Get*"})));
    assert!(is_reached(json!({"Resource": SECRET})));
    assert!(!is_reached(json!({"Resource": null, "NotResource": SECRET})));
    assert!(is_reached(json!({"Resource": null, "NotResource": "arn:aws:secretsmanager:us-east-1:*"})));
}
