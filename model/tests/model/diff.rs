//! What changed between two models, and whom it breaks.

mod committed;
mod docs;
mod members;
mod operations;
mod services;
mod shapes;
mod traits;
mod values;
mod whole;

use secretsmith_model::diff::{self, Change, Diff, RULES, Verdict};

use crate::common::model;

/// A rule, two models, and all that is told of them.
struct Case {
    rule: &'static str,
    old: &'static str,
    new: &'static str,
    told: &'static [&'static str],
}

const CASES: [&[Case]; 5] = [services::CASES, operations::CASES, shapes::CASES, members::CASES, values::CASES];

#[test]
fn every_rule_decides_as_it_says() {
    for Case { rule, old, new, told } in CASES.into_iter().flatten() {
        let changes = told_of(old, new);
        assert_eq!(changes, *told, "the case of the rule {rule}:\nold {old}\nnew {new}");
        assert!(changes.iter().any(|line| line.ends_with(&format!("[{rule}]"))), "{rule} is not among {changes:#?}");
    }
}

#[test]
fn every_rule_has_a_case_and_a_sentence() {
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    for rule in RULES {
        assert_eq!(ids.iter().filter(|id| **id == rule.id).count(), 1, "{} stands twice", rule.id);
        assert!(CASES.into_iter().flatten().any(|case| case.rule == rule.id), "{} has no case", rule.id);
        assert!(!rule.why.is_empty() && !rule.why.ends_with('.'), "{}: {:?}", rule.id, rule.why);
    }
}

/// What is told of two lists of shapes, a line for each change.
fn told_of(old: &str, new: &str) -> Vec<String> {
    let diff = compare(old, new);
    diff.changes.iter().map(line).collect()
}

/// The changes between two lists of shapes, each completed by those that a case need not show.
fn compare(old: &str, new: &str) -> Diff {
    let (old, new) = (model(&complete(old)), model(&complete(new)));
    diff::compare(&old, &new, None).unwrap_or_else(|errors| panic!("both have a service:\n{errors}"))
}

/// Shapes around those that a case is about: a service, and an operation with input, output and
/// error.
const AROUND: [(&str, &str); 5] = [
    (r#""x#Svc":"#, r#"{"type": "service", "operations": [{"target": "x#Op"}]}"#),
    (
        r#""x#Op":"#,
        r#"{"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"},
            "errors": [{"target": "x#Gone"}]}"#,
    ),
    (r#""x#In":"#, r#"{"type": "structure", "members": {}}"#),
    (r#""x#Out":"#, r#"{"type": "structure", "members": {}}"#),
    (r#""x#Gone":"#, r#"{"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}"#),
];

fn complete(shapes: &str) -> String {
    let own = Some(shapes.to_owned()).filter(|shapes| !shapes.is_empty());
    let around = AROUND.iter().filter(|(key, _)| !shapes.contains(key)).map(|(key, shape)| format!("{key} {shape}"));
    own.into_iter().chain(around).collect::<Vec<_>>().join(",\n")
}

fn line(change: &Change) -> String {
    let breaks = match (change.clients, change.implementors) {
        (Verdict::Compatible, Verdict::Compatible) => "breaks nobody",
        (Verdict::Breaking, Verdict::Compatible) => "breaks clients",
        (Verdict::Compatible, Verdict::Breaking) => "breaks implementors",
        (Verdict::Breaking, Verdict::Breaking) => "breaks both",
    };
    format!("{change}; {breaks} [{}]", change.rule.id)
}
