//! Who can call: identities, and lists of them.

use secretsmith::server::Caller;
use secretsmith_reference::{Identity, IdentityError, TakenFor};
use serde_json::{Value, json};

use crate::authorisation::{allow, as_key, identity, with, world};
use crate::{World, assert_refused};

#[test]
fn everyone_who_can_call_is_replaced_at_once() {
    let world = world(&[allow(json!("*"), json!("*"))]);
    assert!(world.list_secrets(json!({})).is_ok());
    world.service.replace_identities([identity("BOB", "arn:aws:iam::111122223333:root", &[])]);
    let unknown = "UnrecognizedClientException: The security token included in the request is invalid.";
    assert_refused(world.list_secrets(json!({})), unknown);
    assert!(as_key(&world, "BOB").list_secrets(json!({})).is_ok());

    let open = World::new();
    assert!(as_key(&open, "ALICE").list_secrets(json!({})).is_ok());
    open.service.replace_identities([]);
    assert_refused(as_key(&open, "ALICE").list_secrets(json!({})), unknown);
}

#[test]
fn who_has_signed_is_not_taken_for_whom_the_key_belongs_to_since() {
    let world = world(&[allow(json!("*"), json!("*"))]);
    let alice = Caller::anonymous().with_access_key_id("ALICE").with_principal("arn:aws:iam::111122223333:user/alice");
    let signed = world.caller(alice.clone());
    assert!(signed.list_secrets(json!({})).is_ok());
    let everything = allow(json!("*"), json!("*"));
    world.service.replace_identities([identity("ALICE", "arn:aws:iam::444455556666:user/bob", &[everything])]);
    let unknown = "UnrecognizedClientException: The security token included in the request is invalid.";
    assert_refused(signed.list_secrets(json!({})), unknown);
    assert_eq!(world.service.who(&alice).identity, TakenFor::Nobody);
    assert!((world.service.admission())(&alice).is_err());
    assert!(as_key(&world, "ALICE").list_secrets(json!({})).is_ok(), "a signature that nobody has verified");
}

#[test]
fn an_identity_does_not_show_its_key() {
    let alice = identity("ALICE", "arn:aws:iam::111122223333:user/alice", &[]);
    let alice = alice.with_secret_access_key("hunter2").with_session_token("a-token");
    let shown = format!("{alice:?}");
    assert!(shown.contains("ALICE") && !shown.contains("hunter2") && !shown.contains("a-token"), "{shown}");
}

#[test]
fn identities_out_of_a_document() {
    let list = json!([{
        "AccessKeyId": "ALICE",
        "PrincipalArn": "arn:aws:iam::111122223333:user/alice",
        "Policies": [allow(json!("secretsmanager:ListSecrets"), json!("*"))],
        "PermissionsBoundary": allow(json!("*"), json!("*")),
        "ConditionKeys": {"aws:SourceVpce": "vpce-1"},
    }]);
    let mut identities = Identity::read_list(&list.to_string()).expect("a good list");
    let world = with(identities.remove(0));
    assert!(world.list_secrets(json!({})).is_ok());
    assert!(world.get_random_password(json!({})).is_err());
}

#[test]
fn what_is_wrong_with_a_list_of_identities_is_told_with_its_place() {
    let error = |list: Value| Identity::read_list(&list.to_string()).expect_err("a bad list").to_string();
    let root = "arn:aws:iam::111122223333:root";
    let good = json!({"AccessKeyId": "A", "PrincipalArn": root});
    for (bad, problem) in [
        (
            json!({"AccessKeyId": "B", "PrincipalArn": "alice"}),
            "the principal has not the ARN of a user, a role, a session or a root user",
        ),
        (
            json!({"AccessKeyId": "B", "PrincipalArn": root, "Policies": [{}]}),
            "a policy of arn:aws:iam::111122223333:root is malformed: it is no policy document",
        ),
        (json!({"PrincipalArn": root}), "AccessKeyId is missing"),
        (json!({"AccessKeyId": 7, "PrincipalArn": root}), "AccessKeyId has to be a text"),
        (
            json!({"AccessKeyId": "B", "Account": "1"}),
            "the principal has not the ARN of a user, a role, a session or a root user",
        ),
        (
            json!({"AccessKeyId": "B", "PrincipalArn": root, "SecretAccessKey": ""}),
            "SecretAccessKey has to be a text that is not empty",
        ),
        (
            json!({"AccessKeyId": "B", "PrincipalArn": root, "SessionToken": 7}),
            "SessionToken has to be a text that is not empty",
        ),
        (json!({"AccessKeyId": "B", "PrincipalArn": root, "Policy": {}}), "Policy is not a member of an identity"),
        (json!({"AccessKeyId": "B", "PrincipalArn": root, "Policies": {}}), "Policies has to be a list"),
        (json!({"AccessKeyId": "B", "PrincipalArn": root, "ConditionKeys": []}), "ConditionKeys has to be an object"),
        (json!({"AccessKeyId": "B", "PrincipalArn": root, "ConditionKeys": {"a": 1}}), "a has to be a text"),
        (good.clone(), "identity 1 has its AccessKeyId already"),
    ] {
        assert_eq!(error(json!([good, bad])), format!("identity 2 of the list is malformed: {problem}"));
    }
    assert_eq!(
        Identity::read_list("[\n{]").expect_err("no JSON").to_string(),
        "the list of identities is malformed: key must be a string at line 2 column 2"
    );
    assert!(matches!(Identity::read_list("{}"), Err(IdentityError::Document(_))));
}
