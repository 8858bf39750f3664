//! Which policies open a secret to everyone: §7.2.

use serde_json::{Value, json};

use crate::{ALICE, policy};

#[track_caller]
fn assert_public(elements: Value) {
    assert!(policy(elements.clone()).is_public(), "{elements}");
}

#[track_caller]
fn assert_not_public(elements: Value) {
    assert!(!policy(elements.clone()).is_public(), "{elements}");
}

#[test]
fn s7_2_everyone_is_broad() {
    assert_public(json!({}));
    assert_public(json!({"Principal": {"AWS": "*"}}));
    assert_public(json!({"Principal": {"AWS": [ALICE, "*"]}}));
    assert_public(json!({"Principal": null, "NotPrincipal": {"AWS": ALICE}}));
    assert_not_public(json!({"Principal": {"AWS": [ALICE, "111122223333"]}}));
    assert_not_public(json!({"Principal": {"Service": "lambda.amazonaws.com"}}));
}

#[test]
fn s7_2_denials_do_not_matter() {
    assert_not_public(json!({"Effect": "Deny"}));
}

#[test]
fn s7_2_fixed_values_pin_it_down() {
    for key in [
        "aws:SourceArn",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:SourceAccount",
        "aws:PrincipalOrgID",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "AWS:principalARN",
    ] {
        for operator in ["StringEquals", "StringLike", "ArnEquals", "ArnLike", "ForAnyValue:StringEquals"] {
            assert_not_public(json!({"Condition": {operator: {key: "x"}}}));
        }
    }
    assert_not_public(json!({"Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333", "444455556666"]}}}));
    assert_not_public(json!({"Condition": {
        "StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT", "aws:SourceAccount": "111122223333"},
    }}));
}

#[test]
fn s7_2_what_does_not_pin_it_down() {
    for condition in [
        json!({"StringLike": {"aws:PrincipalArn": "*"}}),
        json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}}),
        json!({"StringLike": {"aws:SourceVpc": ["vpc-1", "vpc-?"]}}),
        json!({"StringEquals": {"aws:PrincipalArn": "${aws:PrincipalArn}"}}),
        json!({"StringNotEquals": {"aws:SourceAccount": "111122223333"}}),
        json!({"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}}),
        json!({"ForAllValues:StringEquals": {"aws:SourceVpc": "vpc-1"}}),
        json!({"Null": {"aws:SourceVpc": "false"}}),
        json!({"StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"}}),
        json!({"Bool": {"aws:SecureTransport": "true"}}),
    ] {
        assert_public(json!({"Condition": condition}));
    }
}
