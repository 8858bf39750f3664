//! §2.4: calls without `ClientRequestToken`, which only raw HTTP can make.

use secretsmith::server::Server;
use secretsmith_reference::{Identity, InMemory};
use serde_json::{Value, json};

use crate::support::{Wire, version};

#[tokio::test]
async fn a_token_is_needed_before_the_secret_is_looked_for() {
    let wire = Wire::new();
    let expected = concat!(
        r#"{"Message":"You must provide a ClientRequestToken value. We recommend a UUID-type value.","#,
        r#""__type":"InvalidRequestException"}"#
    );
    for (operation, body) in [
        ("CreateSecret", json!({"Name": "db", "SecretString": "one"})),
        ("CreateSecret", json!({"Name": "db"})),
        ("PutSecretValue", json!({"SecretId": "unknown", "SecretString": "one"})),
        ("UpdateSecret", json!({"SecretId": "unknown", "SecretString": "one"})),
        ("UpdateSecret", json!({"SecretId": "unknown", "Description": "d"})),
    ] {
        assert_eq!(wire.refused(operation, body.to_string()).await, expected, "{operation} {body}");
    }
    assert_eq!(wire.ok("ListSecrets", "{}").await, r#"{"SecretList":[]}"#);
}

#[tokio::test]
async fn rotating_refuses_with_another_error() {
    let expected = concat!(
        r#"{"Message":"You must provide a ClientRequestToken value. We recommend a UUID-type value.","#,
        r#""__type":"InvalidParameterException"}"#
    );
    for body in
        [json!({"SecretId": "unknown"}), json!({"SecretId": "unknown", "SecretString": "x", "Description": "d"})]
    {
        assert_eq!(Wire::new().refused("RotateSecret", body.to_string()).await, expected, "{body}");
    }
}

#[tokio::test]
async fn the_name_is_checked_before_the_token() {
    let wire = Wire::new();
    for (operation, body) in [
        ("CreateSecret", json!({"Name": "Inv Name", "SecretString": "one"})),
        ("PutSecretValue", json!({"SecretId": "Inv Name", "SecretString": "one"})),
        ("UpdateSecret", json!({"SecretId": "Inv Name", "SecretString": "one"})),
        ("RotateSecret", json!({"SecretId": "Inv Name"})),
    ] {
        let refused = wire.refused(operation, body.to_string()).await;
        assert!(refused.starts_with(r#"{"__type":"ValidationException","message":"Invalid name."#), "{refused}");
    }
}

#[tokio::test]
async fn the_token_is_checked_before_the_value() {
    let wire = Wire::new();
    let refused = async |operation: &str, body: Value| {
        let refused = wire.refused(operation, body.to_string()).await;
        assert!(refused.contains("You must provide a ClientRequestToken value."), "{refused}");
    };
    refused("PutSecretValue", json!({"SecretId": "db"})).await;
    refused("PutSecretValue", json!({"SecretId": "db", "SecretString": "x", "SecretBinary": "eA=="})).await;
    refused("CreateSecret", json!({"Name": "db", "SecretString": "x", "SecretBinary": "eA=="})).await;

    let with_token = json!({"SecretId": "db", "ClientRequestToken": version(1)}).to_string();
    let refused = wire.refused("PutSecretValue", with_token).await;
    assert!(refused.contains("You must provide either SecretString or SecretBinary."), "{refused}");
}

#[tokio::test]
async fn rotating_checks_the_token_before_the_rules() {
    let wire = Wire::new();
    let rules = json!({"AutomaticallyAfterDays": 1, "ScheduleExpression": "rate(1 day)"});
    let mut body = json!({"SecretId": "unknown", "RotationRules": rules});
    let expected = concat!(
        r#"{"Message":"You must provide a ClientRequestToken value. We recommend a UUID-type value.","#,
        r#""__type":"InvalidParameterException"}"#
    );
    assert_eq!(wire.refused("RotateSecret", body.to_string()).await, expected);
    body["ClientRequestToken"] = json!(version(1));
    let expected = concat!(
        r#"{"Message":"You cannot specify both rotation frequency and schedule expression together.","#,
        r#""__type":"InvalidParameterException"}"#
    );
    assert_eq!(wire.refused("RotateSecret", body.to_string()).await, expected);
}

#[tokio::test]
async fn creating_checks_the_name_then_the_caller_then_the_token() {
    let alice = Identity::new("AKIDEXAMPLE", "arn:aws:iam::111122223333:user/alice").expect("a good ARN");
    let service = Server::new(InMemory::builder().identities([alice]).build()).into_service();
    let wire = Wire { service, ..Wire::new() };
    let refused = wire.refused("CreateSecret", r#"{"Name":"Inv Name"}"#).await;
    assert!(refused.starts_with(r#"{"__type":"ValidationException","message":"Invalid name."#), "{refused}");
    let expected = concat!(
        r#"{"__type":"AccessDeniedException","message":"User: arn:aws:iam::111122223333:user/alice is not authorized "#,
        r#"to perform: secretsmanager:CreateSecret on resource: new because no identity-based policy allows the "#,
        r#"secretsmanager:CreateSecret action"}"#
    );
    assert_eq!(wire.refused("CreateSecret", r#"{"Name":"new"}"#).await, expected);
}
