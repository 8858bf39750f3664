//! What an answer says of its call, for logs and audits.

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use secretsmith::server::{Answered, Caller, HttpService, Server};
use secretsmith_reference::InMemory;
use secretsmith_runtime::server::Records;
use serde_json::{Value, json};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn service(records: Records) -> HttpService<Server<InMemory>> {
    Server::new(InMemory::new()).into_service().with_records(move |_| records)
}

/// Calls an operation; gives what the answer says of the call.
async fn call(service: &HttpService<Server<InMemory>>, operation: &str, input: &str) -> Answered {
    let request = Request::post("/")
        .header("x-amz-target", format!("secretsmanager.{operation}"))
        .header("x-amz-date", "20260101T000000Z")
        .header(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/x/y, SignedHeaders=a, Signature=b",
        )
        .body(Full::new(Bytes::from(input.to_owned())));
    service.serve(request.unwrap()).await.extensions_mut().remove().unwrap()
}

#[tokio::test]
async fn inputs_and_outputs_are_kept_without_what_is_sensitive_and_what_the_model_does_not_have() {
    let service = service(Records::InputAndOutput);
    let create = json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": TOKEN, "secretString": "hunter2",
        "Tags": [{"Key": "team", "Value": "blue", "SecretString": "hunter2"}]});
    let created = call(&service, "CreateSecret", &create.to_string()).await;
    let tags = json!([{"Key": "team", "Value": "blue"}]);
    assert_eq!(
        created.input,
        Some(json!({"Name": "db", "ClientRequestToken": TOKEN, "ForceOverwriteReplicaSecret": false, "Tags": tags}))
    );
    assert_eq!(created.received, create.to_string().len());
    assert_eq!(created.caller, Some(Caller::anonymous().with_access_key_id("AKID").with_region("eu-west-1")));
    let output = created.output.unwrap();
    assert_eq!((&output["Name"], &output["VersionId"]), (&json!("db"), &json!(TOKEN)));

    for operation in ["PutSecretValue", "UpdateSecret"] {
        let input =
            json!({"SecretId": "db", "SecretBinary": "aHVudGVyMg==", "ClientRequestToken": TOKEN.replace('0', "1")});
        let kept = json!({"SecretId": "db", "ClientRequestToken": TOKEN.replace('0', "1")});
        assert_eq!(call(&service, operation, &input.to_string()).await.input, Some(kept));
    }
    for (operation, input) in [
        ("GetSecretValue", json!({"SecretId": "db"})),
        ("BatchGetSecretValue", json!({"SecretIdList": ["db"]})),
        ("GetRandomPassword", json!({"PasswordLength": 20})),
    ] {
        let answered = call(&service, operation, &input.to_string()).await;
        assert_eq!(answered.input, Some(input));
        let output = answered.output.unwrap().to_string();
        assert!(
            !["hunter2", "aHVudGVyMg", "SecretString", "SecretBinary", "RandomPassword"]
                .iter()
                .any(|part| output.contains(part))
        );
    }
}

#[tokio::test]
async fn no_more_is_kept_than_asked_for() {
    for (records, input, output) in [
        (Records::Nothing, None, None),
        (Records::Input, Some(json!({})), None),
        (Records::InputAndOutput, Some(json!({})), Some(json!({"SecretList": []}))),
    ] {
        let answered = call(&service(records), "ListSecrets", "{}").await;
        assert_eq!((answered.input, answered.output), (input, output));
    }
}

#[tokio::test]
async fn what_fails_says_why_and_what_was_asked_for_if_that_was_an_input() {
    let service = service(Records::InputAndOutput);
    let missing = call(&service, "GetSecretValue", r#"{"SecretId":"none"}"#).await;
    assert_eq!(missing.error.as_deref(), Some("ResourceNotFoundException"));
    assert_eq!(missing.message.as_deref(), Some("Secrets Manager can't find the specified secret."));
    assert_eq!((missing.input, missing.output), (Some(json!({"SecretId": "none"})), None));

    let malformed = call(&service, "GetSecretValue", r#"{"SecretId":7}"#).await;
    assert_eq!((malformed.error.as_deref(), malformed.input), (Some("SerializationException"), None::<Value>));
    assert!(malformed.caller.is_some());
    let unknown = call(&service, "NoSuchOperation", "{}").await;
    assert_eq!((unknown.operation, unknown.caller, unknown.received), (None, None, 2));
}
