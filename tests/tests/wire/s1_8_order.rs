//! §1.8: the order of checks. A request with everything wrong, mended from the outside inwards.

use bytes::Bytes;
use secretsmith::Client;
use secretsmith::config::{Config, Credentials};
use secretsmith::server::{Caller, Server};
use secretsmith_reference::{Identity, InMemory};
use secretsmith_runtime::server::InProcess;
use secretsmith_tests::refusal;
use serde_json::json;

use crate::support::{SERIALIZATION, Wire, signed, signed_by, unsigned, version};

#[tokio::test]
async fn each_check_comes_before_the_next() {
    let wire = Wire::new();
    let put = "secretsmanager.PutSecretValue";
    let kind = async |request: http::Request<Bytes>| {
        let json = wire.send(request).await.json();
        let message = json["message"].as_str().or(json["Message"].as_str()).unwrap_or_default().to_owned();
        (json["__type"].as_str().expect("every error has a type").to_owned(), message)
    };

    let answer = wire.send(unsigned("secretsmanager.Nonsense", "{")).await;
    assert_eq!(answer.body, r#"{"__type":"UnknownOperationException"}"#, "target before body");
    assert_eq!(wire.send(unsigned(put, "{")).await.body, SERIALIZATION, "body before signature");

    let mut body = json!({"SecretId": 7, "ClientRequestToken": "short", "SecretString": "x", "SecretBinary": "eA=="});
    let (code, _) = kind(unsigned(put, body.to_string())).await;
    assert_eq!(code, "MissingAuthenticationTokenException", "signature before types");
    let (code, _) = kind(signed(put, body.to_string())).await;
    assert_eq!(code, "SerializationException", "types before constraints");

    body["SecretId"] = json!("Inv Name");
    let (code, message) = kind(signed(put, body.to_string())).await;
    assert_eq!(code, "ValidationException");
    assert!(message.starts_with("1 validation error detected: Value 'short' at"), "constraints before names");

    body["ClientRequestToken"] = json!(null);
    let (code, message) = kind(signed(put, body.to_string())).await;
    assert_eq!(code, "ValidationException");
    assert!(message.starts_with("Invalid name."), "names before tokens");

    body["SecretId"] = json!("unknown");
    let (code, message) = kind(signed(put, body.to_string())).await;
    assert_eq!(code, "InvalidRequestException");
    assert!(message.starts_with("You must provide a ClientRequestToken"), "tokens before values");

    body["ClientRequestToken"] = json!(version(1));
    let (code, message) = kind(signed(put, body.to_string())).await;
    assert_eq!(code, "InvalidParameterException");
    assert!(message.starts_with("You can't specify both"), "values before the secret is looked for");

    body["SecretBinary"] = json!(null);
    let (code, _) = kind(signed(put, body.to_string())).await;
    assert_eq!(code, "ResourceNotFoundException");
}

fn alice() -> Identity {
    Identity::new("ALICE", "arn:aws:iam::111122223333:user/alice").expect("a good ARN")
}

#[tokio::test]
async fn who_calls_is_asked_before_what_for() {
    let wire = Wire::known_to([alice()]);
    let answer = async |key: &str, body: &str| wire.send(signed_by(key, "GetSecretValue", body.to_owned())).await.body;
    let unknown = concat!(
        r#"{"__type":"UnrecognizedClientException","#,
        r#""message":"The security token included in the request is invalid."}"#
    );
    for (body, problem) in [
        (r#"{"SecretId":7}"#, "SerializationException"),
        ("{}", "ValidationException"),
        (r#"{"SecretId":"Inv Name"}"#, "ValidationException"),
        (r#"{"SecretId":"db"}"#, "AccessDeniedException"),
    ] {
        assert_eq!(answer("NOBODY", body).await, unknown, "{body}");
        assert!(answer("ALICE", body).await.contains(problem), "{body}");
    }
    for body in ["{", "[]", ""] {
        assert_eq!(answer("NOBODY", body).await, SERIALIZATION, "{body}");
    }
    let unsigned = wire.send(unsigned("secretsmanager.GetSecretValue", r#"{"SecretId":7}"#)).await;
    assert_eq!(unsigned.json()["__type"], "MissingAuthenticationTokenException");
}

#[tokio::test]
async fn so_it_is_in_process() {
    let service = InMemory::builder().identities([alice()]).build();
    for (key, code) in [("NOBODY", "UnrecognizedClientException"), ("ALICE", "ValidationException")] {
        let transport = InProcess::new(Server::new(service.clone())).with_admission(service.admission());
        let transport = transport.with_caller(Caller::anonymous().with_access_key_id(key));
        let config =
            Config::builder().region("eu-west-1").credentials(Credentials::new(key, "a-key-that-opens-nothing"));
        let client = Client::from_conf(config.transport(transport).build());
        assert_eq!(refusal(client.get_secret_value().secret_id("").send().await).code, code);
    }
}
