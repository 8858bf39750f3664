//! What holds for any text.

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use secretsmith_reference::policy::{Effect, Pattern, Policy, Request, Version};
use serde_json::{Map, Value};

use crate::{ALICE, SECRET, keys, principal};

/// Words that policies are made of, and texts that they are not.
fn word() -> impl Strategy<Value = String> {
    const WORDS: [&str; 31] = [
        "Version",
        "2012-10-17",
        "2008-10-17",
        "Statement",
        "Id",
        "Sid",
        "Effect",
        "Allow",
        "Deny",
        "Principal",
        "NotPrincipal",
        "AWS",
        "Service",
        "Federated",
        "lambda.amazonaws.com",
        "*",
        "Action",
        "NotAction",
        "secretsmanager:Get*",
        "Resource",
        "NotResource",
        "arn:aws:secretsmanager:*",
        "arn:${a}:${b, 'c'}:*",
        "Condition",
        "StringLike",
        "ForAllValues:ArnLikeIfExists",
        "IpAddress",
        "10.0.0.0/8",
        "NumericLessThan",
        "Null",
        "aws:TagKeys",
    ];
    prop_oneof![4 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned), 1 => ".{0,12}"]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => word().prop_map(Value::String),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((word(), inner), 0..6).prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// A document that is nearly a policy: every element of a statement is there, with any value.
fn nearly() -> impl Strategy<Value = Value> {
    let elements = ["Effect", "Principal", "Action", "Resource", "Condition"];
    let good = [r#""Allow""#, r#"{"AWS":"*"}"#, r#"["*"]"#, r#""*""#, r#"{"StringLike":{"aws:TagKeys":["*"]}}"#];
    let value = |at: usize| {
        let good: Value = serde_json::from_str(good[at]).expect("the test has good JSON");
        prop_oneof![3 => Just(good), 1 => json()].prop_map(move |value| (elements[at].to_owned(), value))
    };
    let statement = (value(0), value(1), value(2), value(3), value(4));
    statement.prop_map(|(a, b, c, d, e)| {
        let statement = Value::Object(Map::from_iter([a, b, c, d, e]));
        serde_json::json!({"Version": "2012-10-17", "Statement": [statement]})
    })
}

/// Reads a text, and asks what it can be asked.
fn exercise(text: &str) {
    let _ = Policy::of_identity(text);
    let Ok(policy) = Policy::of_resource(text) else { return };
    assert_eq!(policy.text(), text);
    assert!(!policy.statements().is_empty());
    let (principal, keys) = (principal(ALICE), keys(&[("aws:tagkeys", &["a", "b"]), ("a", &["x:y"])]));
    let request =
        Request { principal: &principal, action: "secretsmanager:GetSecretValue", resource: SECRET, keys: &keys };
    for effect in [Effect::Allow, Effect::Deny] {
        let _ = policy.reach(effect, &request);
    }
    let _ = policy.is_public();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        exercise(&text);
    }

    #[test]
    fn any_json_is_read_or_refused(json in json()) {
        exercise(&json.to_string());
    }

    #[test]
    fn what_is_nearly_a_policy_is_read_or_refused(json in nearly()) {
        exercise(&json.to_string());
    }

    #[test]
    fn patterns_match_what_they_are_made_of(parts in vec("[a-c:]{0,4}", 1..5)) {
        let keys = keys(&[]);
        let (text, pattern) = (format!("{}e", parts.concat()), format!("{}e", parts.join("*")));
        assert!(Pattern::new(&pattern, Version::V2012).matches(&text, &keys));
        assert!(!Pattern::new(&pattern, Version::V2012).matches(&format!("{text}d"), &keys));
    }
}
