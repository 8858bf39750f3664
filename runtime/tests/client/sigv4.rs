//! Signatures against those of another implementation (botocore 1.43, computed once) and those of the
//! test suite of Signature Version 4.

mod vectors;

use secretsmith_runtime::sigv4::{Parts, Scope, SigningKey, hex_sha256};

const EXAMPLE_SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

#[test]
fn the_vanilla_get_of_the_test_suite() {
    let parts = Parts {
        method: "GET",
        path: "/",
        query: "",
        headers: &[("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")],
        body_sha256: &hex_sha256(b""),
    };
    let scope = Scope { date: "20150830", region: "us-east-1", service: "service" };
    let key = SigningKey::derive(EXAMPLE_SECRET, &scope);
    assert_eq!(
        parts.authorization("AKIDEXAMPLE", &key, "20150830T123600Z", &scope),
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
         SignedHeaders=host;x-amz-date, \
         Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    );
}

#[test]
fn a_call_with_long_term_keys() {
    let parts = Parts {
        method: "POST",
        path: "/",
        query: "",
        headers: &[
            ("content-type", "application/x-amz-json-1.1"),
            ("host", "127.0.0.1:4566"),
            ("x-amz-date", "20260221T235959Z"),
            ("x-amz-target", "secretsmanager.GetSecretValue"),
        ],
        body_sha256: &hex_sha256(br#"{"SecretId":"db"}"#),
    };
    let scope = Scope { date: "20260221", region: "eu-west-1", service: "secretsmanager" };
    let key = SigningKey::derive("local-secret", &scope);
    assert_eq!(
        parts.authorization("AKIDLOCAL", &key, "20260221T235959Z", &scope),
        "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260221/eu-west-1/secretsmanager/aws4_request, \
         SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
         Signature=9e01e27738aa98ae02d3c71cfb3bd6412f1b2b6e15c9ec1bb54569645956b47c"
    );
}

#[test]
fn a_call_with_temporary_keys() {
    let parts = Parts {
        method: "POST",
        path: "/",
        query: "",
        headers: &[
            ("content-type", "application/x-amz-json-1.1"),
            ("host", "secretsmanager.eu-west-1.amazonaws.com"),
            ("x-amz-date", "20260221T235959Z"),
            ("x-amz-security-token", "IQoJb3JpZ2luX2VjE//token=="),
            ("x-amz-target", "secretsmanager.GetSecretValue"),
        ],
        body_sha256: &hex_sha256(br#"{"SecretId":"db"}"#),
    };
    let scope = Scope { date: "20260221", region: "eu-west-1", service: "secretsmanager" };
    let key = SigningKey::derive("temporary/secret+key", &scope);
    assert_eq!(
        parts.string_to_sign("20260221T235959Z", &scope),
        "AWS4-HMAC-SHA256\n20260221T235959Z\n20260221/eu-west-1/secretsmanager/aws4_request\n\
         fde6db33aaf06820222742eaa1dbad81d25a5f3acef213ec9489145f9c5b783c"
    );
    assert_eq!(
        key.sign(&parts.string_to_sign("20260221T235959Z", &scope)),
        "a44db3c136970d5b56f279080c1b45330582110edd54f292b4736c000833a1fe"
    );
}

#[test]
fn the_canonical_form_of_an_unusual_request() {
    let parts = Parts {
        method: "GET",
        path: "/a//b/./c/../d e%20f/",
        query: "b=2&a=1&b=1&empty=&flag=",
        headers: &[
            ("host", "example.amazonaws.com"),
            ("my-header", "  two   words "),
            ("x-amz-date", "20260221T235959Z"),
        ],
        body_sha256: &hex_sha256(b""),
    };
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(
        parts.canonical_request(),
        format!(
            "GET\n/a/b/d%20e%2520f/\na=1&b=1&b=2&empty=&flag=\nhost:example.amazonaws.com\nmy-header:two words\n\
             x-amz-date:20260221T235959Z\n\nhost;my-header;x-amz-date\n{empty}"
        )
    );
}

#[test]
fn values_of_one_header_are_joined() {
    let parts = Parts {
        method: "GET",
        path: "",
        query: "",
        headers: &[("a", "1"), ("b", "2"), ("b", "3")],
        body_sha256: "hash",
    };
    assert_eq!(parts.canonical_request(), "GET\n/\n\na:1\nb:2,3\n\na;b\nhash");
}

#[test]
fn a_signature_is_that_of_one_text_and_one_key() {
    let scope = Scope { date: "20260221", region: "eu-west-1", service: "secretsmanager" };
    let key = SigningKey::derive("secret", &scope);
    let signature = key.sign("text");
    assert!(key.verify("text", &signature));
    assert!(!key.verify("texts", &signature));
    assert!(!SigningKey::derive("secrets", &scope).verify("text", &signature));
    for other in ["", "0", &signature[..63], &signature.to_uppercase(), &format!("{signature}0")] {
        assert!(!key.verify("text", other), "{other}");
    }
}

#[test]
fn a_key_does_not_show_itself() {
    let scope = Scope { date: "20260221", region: "eu-west-1", service: "secretsmanager" };
    assert_eq!(format!("{:?}", SigningKey::derive("secret", &scope)), "SigningKey(..)");
}
