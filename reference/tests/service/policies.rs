//! GetResourcePolicy, PutResourcePolicy, DeleteResourcePolicy and ValidateResourcePolicy: §3.4, §3.8, §3.12, §3.23, §7.

use secretsmith::server::Caller;
use serde_json::{Value, json};

use crate::{Answer, INVALID_NAME, MARKED, NOT_FOUND, World, assert_refused};

const SYNTAX: &str = "MalformedPolicyDocumentException: This resource policy contains a syntax error.";
const REPLICA: &str = "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.";

/// A policy with one statement.
fn policy(effect: &str, principal: Value, action: &str) -> String {
    let statement = json!({"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"});
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

fn public() -> String {
    policy("Allow", json!("*"), "secretsmanager:GetSecretValue")
}

fn put(world: &World, id: &str, policy: &str) -> Answer {
    world.put_resource_policy(json!({"SecretId": id, "ResourcePolicy": policy}))
}

fn get(world: &World, id: &str) -> Answer {
    world.get_resource_policy(json!({"SecretId": id}))
}

fn delete(world: &World, id: &str) -> Answer {
    world.delete_resource_policy(json!({"SecretId": id}))
}

#[test]
fn s3_8_a_policy_is_shown_when_there_is_one_and_as_it_was_given() {
    let world = World::new();
    let arn = world.secret("db");
    assert_eq!(get(&world, "db"), Ok(json!({"ARN": arn, "Name": "db"})));

    let text = public().replace('{', "{\n ");
    assert_eq!(put(&world, "db", &text), Ok(json!({"ARN": arn, "Name": "db"})));
    assert_eq!(get(&world, &arn), Ok(json!({"ARN": arn, "Name": "db", "ResourcePolicy": text})));

    let other = policy("Deny", json!({"AWS": "444455556666"}), "secretsmanager:*");
    put(&world, "db", &other).expect("it replaces the other one");
    assert_eq!(get(&world, "db").expect("a policy")["ResourcePolicy"], other);
}

#[test]
fn s3_4_a_policy_is_removed_and_none_too() {
    let world = World::new();
    let arn = world.secret("db");
    put(&world, "db", &public()).expect("a good policy");
    for _ in 0..2 {
        assert_eq!(delete(&world, "db"), Ok(json!({"ARN": arn, "Name": "db"})));
        assert_eq!(get(&world, "db"), Ok(json!({"ARN": arn, "Name": "db"})));
    }
}

#[test]
fn s3_12_checks_come_in_order() {
    let world = World::new();
    assert_refused(put(&world, "a b", "{}"), INVALID_NAME);
    assert_refused(put(&world, "db", "{}"), SYNTAX);
    assert_refused(put(&world, "db", &public()), NOT_FOUND);
    for call in [get, delete] {
        assert_refused(call(&world, "a b"), INVALID_NAME);
        assert_refused(call(&world, "db"), NOT_FOUND);
    }
    world.secret("db");
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(put(&world, "db", &public()), MARKED);
    assert_refused(get(&world, "db"), MARKED);
    assert_refused(delete(&world, "db"), MARKED);
}

#[test]
fn s3_12_replicas_follow_their_primary() {
    let world = World::new();
    world.secret("db");
    let regions = json!({"SecretId": "db", "AddReplicaRegions": [{"Region": "us-east-1"}]});
    world.replicate_secret_to_regions(regions).expect("another Region");
    let replica = world.at("us-east-1");
    assert_refused(put(&replica, "db", &public()), REPLICA);
    assert_refused(delete(&replica, "db"), REPLICA);
    put(&world, "db", &public()).expect("a good policy");
    assert_eq!(get(&replica, "db").expect("a replica")["ResourcePolicy"], public());
    delete(&world, "db").expect("the secret is there");
    assert_eq!(get(&replica, "db").expect("a replica").get("ResourcePolicy"), None);
}

#[test]
fn s7_1_what_is_malformed_is_refused_and_nothing_changes() {
    let world = World::new();
    world.secret("db");
    put(&world, "db", &public()).expect("a good policy");
    let before = (get(&world, "db"), world.describe("db"));
    world.wait(1);

    assert_refused(put(&world, "db", "no policy"), SYNTAX);
    assert_refused(put(&world, "db", &public().replace("2012-10-17", "2019-10-19")), SYNTAX);
    assert_refused(put(&world, "db", &public().replace("Allow", "Permit")), SYNTAX);
    assert_refused(
        put(&world, "db", &policy("Allow", json!({"AWS": "AIDACKCEVSQ6C2EXAMPLE"}), "*")),
        "MalformedPolicyDocumentException: This resource policy contains an unsupported principal.",
    );
    assert_refused(
        put(&world, "db", &policy("Allow", json!({"Service": "lambda"}), "*")),
        "MalformedPolicyDocumentException: This resource policy contains an unsupported service principal.",
    );
    assert_eq!((get(&world, "db"), world.describe("db")), before);
}

#[test]
fn s7_2_public_policies_are_blocked_only_when_asked_for() {
    let world = World::new();
    world.secret("db");
    let block = |policy: String, block: Value| {
        world.put_resource_policy(json!({"SecretId": "db", "ResourcePolicy": policy, "BlockPublicPolicy": block}))
    };
    assert_refused(
        block(public(), json!(true)),
        "PublicPolicyException: You can't attach a resource-based policy that allows broad access to the secret.",
    );
    assert_eq!(get(&world, "db").expect("the secret is there").get("ResourcePolicy"), None);
    assert!(block(public(), json!(false)).is_ok());
    assert!(block(policy("Deny", json!("*"), "*"), json!(true)).is_ok());
    assert!(block(policy("Allow", json!({"AWS": "444455556666"}), "*"), json!(true)).is_ok());
}

#[test]
fn s2_7_policies_are_changes() {
    let world = World::new();
    world.secret("db");
    let changed = || world.describe("db")["LastChangedDate"].as_f64().expect("a date");
    let first = changed();
    world.wait(1);
    put(&world, "db", &public()).expect("a good policy");
    assert_eq!(changed(), first + 1.0);
    world.wait(1);
    delete(&world, "db").expect("the secret is there");
    assert_eq!(changed(), first + 2.0);
    world.wait(1);
    delete(&world, "db").expect("the secret is there");
    assert_eq!(changed(), first + 2.0, "nothing was removed");
}

fn validate(world: &World, policy: &str) -> Answer {
    world.validate_resource_policy(json!({"ResourcePolicy": policy}))
}

/// The names and texts of the checks that have failed.
fn failures(answer: Answer) -> Vec<(String, String)> {
    let output = answer.expect("failed checks are no errors");
    let failures = output["ValidationErrors"].as_array().expect("a list");
    assert_eq!(output["PolicyValidationPassed"], json!(failures.is_empty()));
    let text = |failure: &Value, name: &str| failure[name].as_str().expect("a text").to_owned();
    failures.iter().map(|failure| (text(failure, "CheckName"), text(failure, "ErrorMessage"))).collect()
}

#[test]
fn s3_23_a_good_policy_passes_and_is_not_stored() {
    let world = World::new();
    let arn = world.secret("db");
    let good = policy("Allow", json!({"AWS": "444455556666"}), "secretsmanager:GetSecretValue");
    let passed = Ok(json!({"PolicyValidationPassed": true, "ValidationErrors": []}));
    assert_eq!(validate(&world, &good), passed);
    assert_eq!(world.validate_resource_policy(json!({"SecretId": "db", "ResourcePolicy": good})), passed);
    assert_eq!(get(&world, "db"), Ok(json!({"ARN": arn, "Name": "db"})));
}

#[test]
fn s3_23_the_secret_need_not_be_named_but_then_it_has_to_be_there() {
    let world = World::new();
    let named = |id: &str| world.validate_resource_policy(json!({"SecretId": id, "ResourcePolicy": public()}));
    assert_refused(named("a b"), INVALID_NAME);
    assert_refused(named("db"), NOT_FOUND);
}

#[test]
fn s7_3_broad_access() {
    let text = "This resource policy grants broad access to your secret. Secrets Manager does not allow creating and applying such policies in the console.";
    assert_eq!(failures(validate(&World::new(), &public())), [("BlockPublicPolicyCheck".into(), text.into())]);
}

#[test]
fn s7_3_syntax() {
    let world = World::new();
    for text in ["", "no policy", "[]", "{}"] {
        assert_refused(validate(&world, text), SYNTAX);
    }
    for (bad, text) in [
        (public().replace("Allow", "Permit"), "This resource policy contains a syntax error."),
        (policy("Allow", json!({"AWS": "nobody"}), "*"), "This resource policy contains an unsupported principal."),
    ] {
        assert_eq!(failures(validate(&world, &bad)), [("SyntaxCheck".into(), text.into())]);
    }
}

#[test]
fn s7_3_lock_out() {
    let world = World::new();
    let text = "Your requested changes will not allow you to manage this secret in the future.";
    let locked_out = vec![("LockOutCheck".to_owned(), text.to_owned())];
    for (principal, action, expected) in [
        (json!("*"), "secretsmanager:*", &locked_out),
        (json!({"AWS": "111122223333"}), "secretsmanager:PutResourcePolicy", &locked_out),
        (json!({"AWS": "444455556666"}), "secretsmanager:*", &vec![]),
        (json!("*"), "secretsmanager:GetSecretValue", &vec![]),
    ] {
        assert_eq!(&failures(validate(&world, &policy("Deny", principal, action))), expected, "{action}");
    }
}

#[test]
fn s7_3_another_account_is_locked_out_by_what_does_not_allow_it() {
    let world = World::new();
    let arn = world.secret("db");
    let ours = policy("Allow", json!({"AWS": "444455556666"}), "secretsmanager:*");
    put(&world, "db", &ours).expect("a good policy");
    let other = world.caller(Caller::anonymous().with_account("444455556666"));
    let validate = |policy: &str| {
        failures(other.validate_resource_policy(json!({"SecretId": arn, "ResourcePolicy": policy}))).len()
    };
    assert_eq!(validate(&ours), 0);
    assert_eq!(validate(&policy("Allow", json!({"AWS": "111122223333"}), "secretsmanager:*")), 1);
}
