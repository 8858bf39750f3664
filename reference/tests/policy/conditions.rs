//! The operators of conditions.

use secretsmith_reference::policy::{ConditionKeys, Effect, Request};
use serde_json::{Value, json};

use crate::{ALICE, SECRET, keys, policy, principal};

/// Whether a condition holds for these keys.
fn holds(condition: Value, keys: &ConditionKeys) -> bool {
    let policy = policy(json!({"Condition": condition}));
    let principal = principal(ALICE);
    let request = Request { principal: &principal, action: "secretsmanager:GetSecretValue", resource: SECRET, keys };
    policy.reach(Effect::Allow, &request).is_some()
}

/// Whether an operator holds between a value of the request and values of the policy.
fn compares(operator: &str, value: &str, wanted: Value) -> bool {
    holds(json!({operator: {"test:Key": wanted}}), &keys(&[("test:key", &[value])]))
}

fn absent(operator: &str, wanted: Value) -> bool {
    holds(json!({operator: {"test:Key": wanted}}), &keys(&[]))
}

#[test]
fn texts() {
    for (operator, value, wanted, expected) in [
        ("StringEquals", "a", "a", true),
        ("StringEquals", "a", "A", false),
        ("StringEquals", "ab", "a*", false),
        ("StringNotEquals", "a", "b", true),
        ("StringNotEquals", "a", "a", false),
        ("StringEqualsIgnoreCase", "a", "A", true),
        ("StringNotEqualsIgnoreCase", "a", "A", false),
        ("StringLike", "ab", "a*", true),
        ("StringLike", "AB", "a*", false),
        ("StringNotLike", "ab", "a*", false),
        ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", true),
    ] {
        assert_eq!(compares(operator, value, json!(wanted)), expected, "{value} {operator} {wanted}");
    }
}

#[test]
fn arns() {
    let wanted = "arn:aws:iam::*:user/*";
    for operator in ["ArnEquals", "ArnLike"] {
        assert!(compares(operator, ALICE, json!(wanted)));
        assert!(!compares(operator, SECRET, json!(wanted)));
    }
    for operator in ["ArnNotEquals", "ArnNotLike"] {
        assert!(!compares(operator, ALICE, json!(wanted)));
        assert!(compares(operator, SECRET, json!(wanted)));
    }
}

#[test]
fn numbers() {
    for (operator, less, equal, greater) in [
        ("NumericEquals", false, true, false),
        ("NumericNotEquals", true, false, true),
        ("NumericLessThan", true, false, false),
        ("NumericLessThanEquals", true, true, false),
        ("NumericGreaterThan", false, false, true),
        ("NumericGreaterThanEquals", false, true, true),
    ] {
        let all = ["6", "7.0", "8"].map(|value| compares(operator, value, json!(7)));
        assert_eq!(all, [less, equal, greater], "{operator}");
    }
    assert!(!compares("NumericEquals", "seven", json!(7)), "what is no number does not compare");
}

#[test]
fn dates() {
    for (operator, before, at, after) in [
        ("DateEquals", false, true, false),
        ("DateNotEquals", true, false, true),
        ("DateLessThan", true, false, false),
        ("DateLessThanEquals", true, true, false),
        ("DateGreaterThan", false, false, true),
        ("DateGreaterThanEquals", false, true, true),
    ] {
        let wanted = json!("2026-01-22T00:00:00Z");
        let all = ["2026-01-21T23:59:59Z", "2026-01-22T01:00:00+01:00", "2026-01-22T00:00:01Z"]
            .map(|value| compares(operator, value, wanted.clone()));
        assert_eq!(all, [before, at, after], "{operator}");
    }
    assert!(compares("DateEquals", "2026-01-22T00:00:00Z", json!("2026-01-22")));
    assert!(compares("DateEquals", "1790000000", json!("2026-09-21T14:13:20Z")));
}

#[test]
fn flags_and_addresses() {
    assert!(compares("Bool", "true", json!(true)));
    assert!(!compares("Bool", "false", json!("true")));
    for (address, is_in) in [("203.0.113.7", true), ("203.0.114.7", false), ("2001:db8::1", false), ("nowhere", false)]
    {
        assert_eq!(compares("IpAddress", address, json!("203.0.113.0/24")), is_in, "{address}");
        assert_eq!(compares("NotIpAddress", address, json!("203.0.113.0/24")), !is_in, "{address}");
    }
    assert!(compares("IpAddress", "198.51.100.1", json!("0.0.0.0/0")));
    assert!(compares("IpAddress", "2001:db8::1", json!(["203.0.113.7", "2001:db8::/32"])));
    assert!(!compares("IpAddress", "203.0.113.8", json!("203.0.113.7")));
}

#[test]
fn one_of_several_values_is_enough_and_none_is_needed_for_not() {
    assert!(compares("StringEquals", "b", json!(["a", "b"])));
    assert!(!compares("StringNotEquals", "b", json!(["a", "b"])));
    assert!(compares("StringNotEquals", "c", json!(["a", "b"])));
}

#[test]
fn every_condition_has_to_hold() {
    let keys = keys(&[("test:one", &["1"]), ("test:two", &["2"])]);
    assert!(holds(json!({"StringEquals": {"test:one": "1", "test:two": "2"}}), &keys));
    assert!(!holds(json!({"StringEquals": {"test:one": "1", "test:two": "1"}}), &keys));
    assert!(!holds(json!({"StringEquals": {"test:one": "1"}, "StringLike": {"test:two": "x*"}}), &keys));
}

#[test]
fn absent_keys() {
    assert!(!absent("StringEquals", json!("a")));
    assert!(!absent("Bool", json!("false")));
    assert!(!absent("NumericLessThan", json!(1)));
    assert!(absent("StringNotEquals", json!("a")));
    assert!(absent("NotIpAddress", json!("203.0.113.0/24")));
    assert!(absent("StringEqualsIfExists", json!("a")));
    assert!(!compares("StringEqualsIfExists", "b", json!("a")));
    assert!(absent("Null", json!("true")));
    assert!(!absent("Null", json!("false")));
    assert!(compares("Null", "x", json!("false")));
    assert!(!compares("Null", "x", json!("true")));
    assert!(absent("ForAllValues:StringEquals", json!("a")));
    assert!(!absent("ForAnyValue:StringEquals", json!("a")));
    assert!(!absent("ForAnyValue:StringNotEquals", json!("a")));
    assert!(absent("ForAnyValue:StringEqualsIfExists", json!("a")));
}

#[test]
fn keys_with_several_values() {
    let keys = keys(&[("aws:TagKeys", &["team", "stage"])]);
    let holds = |operator: &str, wanted: Value| holds(json!({operator: {"aws:TagKeys": wanted}}), &keys);
    assert!(holds("ForAllValues:StringEquals", json!(["team", "stage", "cost"])));
    assert!(!holds("ForAllValues:StringEquals", json!(["team"])));
    assert!(holds("ForAnyValue:StringEquals", json!(["team"])));
    assert!(!holds("ForAnyValue:StringEquals", json!(["cost"])));
    assert!(holds("ForAllValues:StringNotEquals", json!(["cost"])));
    assert!(!holds("ForAllValues:StringNotEquals", json!(["team"])));
    assert!(holds("ForAnyValue:StringNotEquals", json!(["team"])), "the other one is not");
    assert!(holds("StringEquals", json!("team")));
    assert!(!holds("StringNotEquals", json!("team")));
}
