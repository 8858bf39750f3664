//! §1.7: requests that are wrong before anyone looks at what they ask for. The texts behind wrong
//! types are the framework's own and nothing to rely on.

use http::{HeaderValue, Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Answer, SERIALIZATION, Wire, answer, signed, unsigned, version};

const UNKNOWN: &str = r#"{"__type":"UnknownOperationException"}"#;

#[tokio::test]
async fn an_unknown_target_is_named_so_also_without_a_signature() {
    let wire = Wire::new();
    for target in [
        "secretsmanager.NoSuchOperation",
        "secretsmanager.getSecretValue",
        "secretsmanager. GetSecretValue",
        "secretsmanager.GetSecretValue x",
        "secretsmanager.",
        "secretsmanager",
        "GetSecretValue",
        "SecretsManager.GetSecretValue",
        "AWSSecretsManager_20171017.GetSecretValue",
        "",
    ] {
        for body in [r#"{"SecretId":"db"}"#, "", "not JSON"] {
            assert_answer(&wire.send(signed(target, body)).await, UNKNOWN);
            assert_answer(&wire.send(unsigned(target, body)).await, UNKNOWN);
        }
    }
}

#[tokio::test]
async fn a_request_without_a_target_names_no_operation() {
    let wire = Wire::new();
    let mut request = signed("", "{}");
    request.headers_mut().remove("x-amz-target");
    assert_answer(&wire.send(request).await, UNKNOWN);
    let mut request = signed("", "{}");
    request.headers_mut().insert("x-amz-target", HeaderValue::from_bytes(b"\xff").expect("a good header"));
    assert_answer(&wire.send(request).await, UNKNOWN);
    let mut request = signed("secretsmanager.ListSecrets", "");
    *request.method_mut() = Method::GET;
    assert_eq!(wire.send(request).await.json()["__type"], "UnknownOperationException");
}

#[tokio::test]
async fn a_body_that_is_no_json_object_cannot_be_read_also_without_a_signature() {
    let wire = Wire::new();
    for body in [
        "",
        " ",
        "not JSON",
        "{",
        "}",
        r#"{"SecretId""#,
        r#"{"SecretId":"db"}}"#,
        r#"{"SecretId":"db"} x"#,
        r#"{'SecretId':'db'}"#,
        r#"{"SecretId":"db",}"#,
        r#"{SecretId:"db"}"#,
        "[]",
        r#"["db"]"#,
        r#""db""#,
        "7",
        "true",
        "null",
        r#"{"SecretId":"a
b"}"#,
    ] {
        assert_answer(&wire.call("GetSecretValue", body).await, SERIALIZATION);
        assert_answer(&wire.send(unsigned("secretsmanager.GetSecretValue", body)).await, SERIALIZATION);
    }
}

#[tokio::test]
async fn a_body_that_is_not_unicode_cannot_be_read() {
    let wire = Wire::new();
    for body in
        [&b"{\"SecretId\":\"\xff\"}"[..], br#"{"SecretId":"\ud800"}"#, b"{\"\xc3\":1}", b"\xff\xfe{\x00}\x00", b"\x00"]
    {
        assert_answer(&wire.call("GetSecretValue", body).await, SERIALIZATION);
    }
}

#[tokio::test]
async fn a_member_of_the_wrong_type_cannot_be_read() {
    let wire = Wire::new();
    for (operation, member, wrong) in [
        ("GetSecretValue", "SecretId", vec![json!(7), json!(true), json!(["db"]), json!({"a": 1}), json!(1.5)]),
        ("GetSecretValue", "VersionStage", vec![json!(7), json!([])]),
        ("GetRandomPassword", "PasswordLength", vec![json!("8"), json!(true), json!([8]), json!({})]),
        ("GetRandomPassword", "IncludeSpace", vec![json!("true"), json!(1), json!([true])]),
        ("ListSecrets", "MaxResults", vec![json!("5"), json!(5_000_000_000_i64), json!(true)]),
        ("ListSecrets", "SortBy", vec![json!(1), json!(["name"])]),
        ("ListSecrets", "Filters", vec![json!("name"), json!({}), json!([7]), json!([{"Key": "name", "Values": "a"}])]),
        ("TagResource", "Tags", vec![json!({"a": "b"}), json!("a=b"), json!([["a", "b"]]), json!([{"Key": 1}])]),
        ("UntagResource", "TagKeys", vec![json!("a"), json!([1])]),
        ("CreateSecret", "SecretString", vec![json!(7), json!({"user": "u"}), json!(["one"]), json!(false)]),
        ("CreateSecret", "SecretBinary", vec![json!(7), json!([1, 2]), json!({})]),
        ("CreateSecret", "ForceOverwriteReplicaSecret", vec![json!("false"), json!(0)]),
    ] {
        for wrong in wrong {
            assert_unreadable(&wire.call(operation, body_with(member, &wrong)).await, &format!("{member}: {wrong}"));
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_type_is_said_with_a_capital() {
    let answer = Wire::new().call("GetSecretValue", r#"{"SecretId":7}"#).await;
    assert!(answer.json()["Message"].is_string(), "{answer:?}");
}

#[tokio::test]
async fn bytes_that_are_not_base64_cannot_be_read() {
    let wire = Wire::new();
    for wrong in ["Zm9vdGVzdA", "Zm9vdGVzdA=", "Zm9v dGVz", "!!!!", "Zm9vdGVzdA==\n", "_-__", "="] {
        let body = body_with("SecretBinary", &json!(wrong));
        assert_unreadable(&wire.call("CreateSecret", body).await, wrong);
    }
}

#[tokio::test]
async fn unknown_members_may_be_nested_deeply_without_harm() {
    let wire = Wire::new();
    let nested = |depth: usize| format!(r#"{{"x":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    assert_eq!(wire.call("ListSecrets", nested(100)).await.status, StatusCode::OK);
    let deep = wire.call("ListSecrets", nested(100_000)).await;
    assert!(deep.status == StatusCode::OK || deep.body == SERIALIZATION, "{deep:?}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let wire = Wire::new();
    let body = |length: usize| {
        let body = json!({"SecretId": "db", "Padding": "x".repeat(length)}).to_string();
        wire.call("DescribeSecret", body)
    };
    assert_eq!(body(1024 * 1024).await.json()["__type"], "ResourceNotFoundException");
    let refused = body(2 * 1024 * 1024).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.json()["__type"].is_string());
    assert!(refused.headers.contains_key("x-amzn-requestid"));

    let small = wire.service.clone().with_body_limit(10);
    let request = signed("secretsmanager.ListSecrets", r#"{"a":"bcde"}"#);
    assert_eq!(answer(&small, request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_largest_secret_fits_however_it_is_escaped() {
    let wire = Wire::new();
    let escaped = r"\u0061".repeat(65536);
    let body = format!(r#"{{"Name":"db","SecretString":"{escaped}","ClientRequestToken":"{}"}}"#, version(1));
    assert_eq!(wire.call("CreateSecret", body).await.status, StatusCode::OK);
    let read = wire.call("GetSecretValue", r#"{"SecretId":"db"}"#).await.json();
    assert_eq!(read["SecretString"], "a".repeat(65536));
}

/// A body that is good but for one member.
fn body_with(member: &str, value: &Value) -> String {
    let mut body = json!({"Name": "db", "SecretId": "db", "ClientRequestToken": version(1)});
    body[member] = value.clone();
    body.to_string()
}

#[track_caller]
fn assert_answer(answer: &Answer, body: &str) {
    assert_eq!((answer.status, &*answer.body), (StatusCode::BAD_REQUEST, body));
}

#[track_caller]
fn assert_unreadable(answer: &Answer, case: &str) {
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{case}: {answer:?}");
    assert_eq!(answer.json()["__type"], "SerializationException", "{case}: {answer:?}");
}
