//! §1.8: the order of checks. A request with everything wrong, mended from the outside inwards.

use bytes::Bytes;
use serde_json::json;

use crate::support::{SERIALIZATION, Wire, signed, unsigned, version};

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
