//! What is a policy, and what is none: §7.1.

use secretsmith_reference::policy::{Malformed, Policy};
use serde_json::{Value, json};

use crate::{ALICE, document, statement};

fn read(text: &str) -> Result<(), Malformed> {
    Policy::of_resource(text).map(|_| ())
}

/// Reads a policy with one statement, which has these elements.
fn with(elements: Value) -> Result<(), Malformed> {
    read(&document(statement(elements)))
}

#[test]
fn s7_1_what_is_no_policy_at_all() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for text in ["", "no json", "[]", "\"*\"", "null", "{}", r#"{"Version":"2012-10-17"}"#, &deep] {
        assert_eq!(read(text), Err(Malformed::NotAPolicy), "{}", &text[..text.len().min(40)]);
    }
}

#[test]
fn s7_1_one_statement_or_a_list() {
    assert_eq!(read(&document(statement(json!({})))), Ok(()));
    assert_eq!(read(&document(json!([statement(json!({})), statement(json!({"Effect": "Deny"}))]))), Ok(()));
    for statements in [json!([]), json!(["Allow"]), json!("Allow"), json!(null), json!([[statement(json!({}))]])] {
        assert_eq!(read(&document(statements)), Err(Malformed::Syntax));
    }
}

#[test]
fn s7_1_versions() {
    let version = |version: Value| read(&json!({"Version": version, "Statement": statement(json!({}))}).to_string());
    assert_eq!(version(json!("2012-10-17")), Ok(()));
    assert_eq!(version(json!("2008-10-17")), Ok(()));
    for bad in [json!("2019-10-19"), json!(""), json!(2012), json!(null)] {
        assert_eq!(version(bad), Err(Malformed::Syntax));
    }
    assert_eq!(read(&json!({"Statement": statement(json!({}))}).to_string()), Err(Malformed::Syntax));
}

#[test]
fn s7_1_effects() {
    assert_eq!(with(json!({"Effect": "Deny"})), Ok(()));
    for bad in [json!("allow"), json!("Permit"), json!(null), json!(true), json!(["Allow"])] {
        assert_eq!(with(json!({"Effect": bad})), Err(Malformed::Syntax));
    }
}

#[test]
fn s7_1_exactly_one_of_an_element_and_its_opposite() {
    for (element, opposite, value) in [
        ("Principal", "NotPrincipal", json!({"AWS": ALICE})),
        ("Action", "NotAction", json!(["secretsmanager:Get*", "secretsmanager:Describe*"])),
        ("Resource", "NotResource", json!("arn:aws:secretsmanager:*:*:secret:app/*")),
    ] {
        assert_eq!(with(json!({element: value})), Ok(()), "{element}");
        assert_eq!(with(json!({element: null, opposite: value})), Ok(()), "{opposite}");
        assert_eq!(with(json!({element: value, opposite: value})), Err(Malformed::Syntax), "both {element}s");
        assert_eq!(with(json!({element: null})), Err(Malformed::Syntax), "no {element}");
        assert_eq!(with(json!({element: []})), Err(Malformed::Syntax), "an empty {element}");
        assert_eq!(with(json!({element: 7})), Err(Malformed::Syntax), "a number as {element}");
    }
}

#[test]
fn s7_1_principals() {
    for good in [
        json!("*"),
        json!({"AWS": "*"}),
        json!({"AWS": ["111122223333", ALICE, "arn:aws:iam::111122223333:root"]}),
        json!({"AWS": "arn:aws:iam::111122223333:role/path/to/app"}),
        json!({"AWS": "arn:aws:sts::111122223333:assumed-role/app/session"}),
        json!({"AWS": "arn:aws-cn:iam::111122223333:user/alice"}),
        json!({"Service": ["lambda.amazonaws.com", "delivery.logs.amazonaws.com"], "AWS": "111122223333"}),
        json!({"Federated": "cognito-identity.amazonaws.com"}),
    ] {
        assert_eq!(with(json!({"Principal": good})), Ok(()), "{good}");
    }
    for bad in [
        json!("111122223333"),
        json!({}),
        json!({"AWS": "alice"}),
        json!({"AWS": "AIDACKCEVSQ6C2EXAMPLE"}),
        json!({"AWS": "11112222333"}),
        json!({"AWS": "arn:aws:iam::111122223333:user/*"}),
        json!({"AWS": "arn:aws:iam::111122223333:group/admins"}),
        json!({"AWS": "arn:aws:s3:::bucket"}),
        json!({"AWS": ["*", ""]}),
        json!({"Everyone": "*"}),
        json!({"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}),
    ] {
        assert_eq!(with(json!({"Principal": bad})), Err(Malformed::Principal), "{bad}");
    }
    for bad in ["lambda", "lambda.example.com", ".amazonaws.com", "*", "a b.amazonaws.com"] {
        assert_eq!(with(json!({"Principal": {"Service": bad}})), Err(Malformed::ServicePrincipal), "{bad}");
    }
}

#[test]
fn s7_1_actions_and_resources() {
    for bad in ["GetSecretValue", "secretsmanager:", ":GetSecretValue", "secretsmanager:Get SecretValue", ""] {
        assert_eq!(with(json!({"Action": bad})), Err(Malformed::Syntax), "{bad}");
    }
    for bad in ["db", "", "app/*"] {
        assert_eq!(with(json!({"Resource": bad})), Err(Malformed::Syntax), "{bad}");
    }
}

#[test]
fn s7_1_conditions() {
    for good in [
        json!({}),
        json!({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}),
        json!({"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a*", "b"]}}),
        json!({"Bool": {"aws:SecureTransport": false}}),
        json!({"NumericLessThanEquals": {"secretsmanager:RecoveryWindowInDays": 7}}),
        json!({"DateGreaterThan": {"aws:CurrentTime": ["2026-01-01T00:00:00Z", "2026-01-01", "1790000000"]}}),
        json!({"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32", "198.51.100.1"]}}),
        json!({"Null": {"aws:TagKeys": "true"}}),
    ] {
        assert_eq!(with(json!({"Condition": good})), Ok(()), "{good}");
    }
    for bad in [
        json!([]),
        json!({"StringSame": {"aws:PrincipalOrgID": "o-1"}}),
        json!({"ForSomeValues:StringEquals": {"aws:TagKeys": "a"}}),
        json!({"NullIfExists": {"aws:TagKeys": "true"}}),
        json!({"StringEquals": "o-1"}),
        json!({"StringEquals": {"aws:PrincipalOrgID": {"o-1": 1}}}),
        json!({"StringEquals": {"PrincipalOrgID": "o-1"}}),
        json!({"Bool": {"aws:SecureTransport": "yes"}}),
        json!({"NumericEquals": {"secretsmanager:RecoveryWindowInDays": "seven"}}),
        json!({"DateEquals": {"aws:CurrentTime": "tomorrow"}}),
        json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/33"}}),
    ] {
        assert_eq!(with(json!({"Condition": bad})), Err(Malformed::Syntax), "{bad}");
    }
}

#[test]
fn s7_1_nothing_else() {
    assert_eq!(with(json!({"Sid": "Reads"})), Ok(()));
    assert_eq!(with(json!({"Sid": 1})), Err(Malformed::Syntax));
    assert_eq!(with(json!({"Comment": "why"})), Err(Malformed::Syntax));
    let twice = json!([statement(json!({"Sid": "a"})), statement(json!({"Sid": "a"}))]);
    assert_eq!(read(&document(twice)), Err(Malformed::Syntax));
    let named = json!({"Version": "2012-10-17", "Id": "mine", "Statement": statement(json!({}))});
    assert_eq!(read(&named.to_string()), Ok(()));
    let unknown = json!({"Version": "2012-10-17", "Name": "mine", "Statement": statement(json!({}))});
    assert_eq!(read(&unknown.to_string()), Err(Malformed::Syntax));
}

#[test]
fn s2_5_a_policy_has_at_most_20480_characters() {
    let text = document(statement(json!({"Sid": "é"})));
    let padded = |length: usize| format!("{text}{}", " ".repeat(length - text.chars().count()));
    assert_eq!(read(&padded(20_480)), Ok(()));
    assert_eq!(read(&padded(20_481)), Err(Malformed::Syntax));
}

#[test]
fn s3_8_the_text_is_kept() {
    let text =
        r#"{ "Version":"2012-10-17",  "Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}] }"#;
    assert_eq!(Policy::of_resource(text).expect("a policy").text(), text);
}

#[test]
fn policies_of_identities_name_no_principals() {
    let text = |elements: Value| document(statement(elements));
    assert!(Policy::of_identity(&text(json!({"Principal": null}))).is_ok());
    assert_eq!(Policy::of_identity(&text(json!({}))), Err(Malformed::Syntax));
    let without_version = json!({"Statement": statement(json!({"Principal": null}))});
    assert!(Policy::of_identity(&without_version.to_string()).is_ok());
}
