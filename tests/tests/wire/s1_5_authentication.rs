//! §1.5: what a server that does not check signatures refuses all the same.

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode};

use crate::support::{AUTHORIZATION, Answer, Wire, signed, unsigned};

const TARGET: &str = "secretsmanager.ListSecrets";

const PRESIGNED: &str = "http://localhost/?X-Amz-Algorithm=AWS4-HMAC-SHA256\
    &X-Amz-Credential=AKIDEXAMPLE%2F20260314%2Feu-west-1%2Fsecretsmanager%2Faws4_request\
    &X-Amz-Date=20260314T150926Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00";

#[tokio::test]
async fn a_request_without_a_signature_is_refused() {
    let answer = Wire::new().send(unsigned(TARGET, "{}")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let expected = r#"{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}"#;
    assert_eq!(answer.body, expected);
    assert_eq!(answer.body.len(), 89, "the length that was recorded");
}

#[tokio::test]
async fn any_key_is_accepted() {
    let wire = Wire::new();
    for key in ["AKIDEXAMPLE", "test", "444455556666"] {
        let header = AUTHORIZATION.replace("AKIDEXAMPLE", key);
        assert_eq!(wire.send(with_header(&header)).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_presigned_query_is_a_signature_too() {
    let mut request = unsigned(TARGET, "{}");
    *request.uri_mut() = PRESIGNED.parse().expect("a good URI");
    assert_eq!(Wire::new().send(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_header_without_its_parts_is_incomplete() {
    let wire = Wire::new();
    let credential = "Credential=AKIDEXAMPLE/20260314/eu-west-1/secretsmanager/aws4_request";
    let no_credential = "Authorization header requires 'Credential' parameter. ";
    let no_signature = "Authorization header requires 'Signature' parameter. ";
    let no_signed_headers = "Authorization header requires 'SignedHeaders' parameter. ";
    for (header, missing) in [
        ("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00".to_owned(), no_credential.to_owned()),
        (format!("AWS4-HMAC-SHA256 {credential}, Signature=00"), no_signed_headers.to_owned()),
        (format!("AWS4-HMAC-SHA256 {credential}, SignedHeaders=host"), no_signature.to_owned()),
        (format!("AWS4-HMAC-SHA256 {credential}"), [no_signature, no_signed_headers].concat()),
        ("AWS4-HMAC-SHA256 Signature=00".to_owned(), [no_credential, no_signed_headers].concat()),
        ("AWS4-HMAC-SHA256".to_owned(), [no_credential, no_signature, no_signed_headers].concat()),
        ("AWS4-HMAC-SHA256 x=y".to_owned(), [no_credential, no_signature, no_signed_headers].concat()),
    ] {
        assert_incomplete(&wire.send(with_header(&header)).await, &format!("{missing}Authorization={header}"));
    }
}

#[tokio::test]
async fn a_request_without_a_date_is_incomplete() {
    let wire = Wire::new();
    let mut request = with_header(AUTHORIZATION);
    request.headers_mut().remove("x-amz-date");
    let message = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=";
    assert_incomplete(&wire.send(request).await, &format!("{message}{AUTHORIZATION}"));

    let mut request = with_header(AUTHORIZATION);
    request.headers_mut().remove("x-amz-date");
    request.headers_mut().insert("date", HeaderValue::from_static("Sat, 14 Mar 2026 15:09:26 GMT"));
    assert_eq!(wire.send(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn all_that_is_missing_is_told_in_order() {
    for header in ["AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 x=y"] {
        let mut request = with_header(header);
        request.headers_mut().remove("x-amz-date");
        let message = format!(
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
             Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either \
             a 'X-Amz-Date' or a 'Date' header. Authorization={header}"
        );
        assert_incomplete(&Wire::new().send(request).await, &message);
    }
}

#[tokio::test]
async fn a_credential_with_a_blank_is_incomplete() {
    let header = AUTHORIZATION.replace("AKIDEXAMPLE", "AKID EXAMPLE");
    let message = format!(
        "'EXAMPLE/20260314/eu-west-1/secretsmanager/aws4_request' not a valid key=value pair (missing equal-sign) in \
         Authorization header: '{header}'."
    );
    assert_incomplete(&Wire::new().send(with_header(&header)).await, &message);
}

#[tokio::test]
async fn a_header_and_a_presigned_query_are_one_too_many() {
    let mut request = with_header(AUTHORIZATION);
    *request.uri_mut() = PRESIGNED.parse().expect("a good URI");
    let answer = Wire::new().send(request).await;
    let expected = concat!(
        r#"{"__type":"InvalidSignatureException","message":"Found both 'X-Amz-Algorithm' as a query-string param "#,
        r#"and 'Authorization' as HTTP header."}"#
    );
    assert_eq!((answer.status, &*answer.body), (StatusCode::BAD_REQUEST, expected));
}

#[tokio::test]
async fn parts_may_be_separated_without_blanks() {
    let header = AUTHORIZATION.replace(", ", ",");
    assert_eq!(Wire::new().send(with_header(&header)).await.status, StatusCode::OK);
}

fn with_header(authorization: &str) -> Request<Bytes> {
    let mut request = signed(TARGET, "{}");
    request.headers_mut().insert("authorization", authorization.parse().expect("a good header"));
    request
}

#[track_caller]
fn assert_incomplete(answer: &Answer, message: &str) {
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let json = answer.json();
    assert_eq!((&json["__type"], &json["message"]), (&"IncompleteSignatureException".into(), &message.into()));
}
