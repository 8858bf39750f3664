//! IAM policies: §7, and the decisions of §1.6.

mod conditions;
mod decisions;
mod patterns;
mod principals;
mod properties;
mod public;
mod syntax;

use secretsmith_reference::policy::{ConditionKeys, Policy, Principal};
use serde_json::{Value, json};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";
const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-Xk3b9Q";

/// A statement that allows everyone to read, with these elements added or replaced; `null` removes one.
fn statement(elements: Value) -> Value {
    let mut statement = json!({
        "Effect": "Allow",
        "Principal": "*",
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "*",
    });
    for (name, value) in elements.as_object().expect("an object") {
        match value {
            Value::Null => statement.as_object_mut().expect("an object").remove(name),
            value => statement.as_object_mut().expect("an object").insert(name.clone(), value.clone()),
        };
    }
    statement
}

fn document(statements: Value) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

/// The policy of a resource with one statement.
#[track_caller]
fn policy(elements: Value) -> Policy {
    Policy::of_resource(&document(statement(elements))).expect("a good policy")
}

/// The policy of an identity with one statement.
#[track_caller]
fn identity_policy(elements: Value) -> Policy {
    let mut statement = statement(elements);
    statement.as_object_mut().expect("an object").remove("Principal");
    Policy::of_identity(&document(statement)).expect("a good policy")
}

fn principal(arn: &str) -> Principal {
    Principal::parse(arn).expect("a principal")
}

fn keys(values: &[(&str, &[&str])]) -> ConditionKeys {
    let mut keys = ConditionKeys::new();
    values.iter().for_each(|(key, values)| keys.set_all(key, values.iter().copied()));
    keys
}
