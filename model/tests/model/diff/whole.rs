//! Whole models: none, equal, in another order, of any size.

use secretsmith_model::diff;

use super::{compare, told_of};
use crate::common::{file, model};
use secretsmith_model::Model;

const SHAPES: [&str; 4] = [
    r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}]}"#,
    r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "errors": [{"target": "x#Gone"}]}"#,
    r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
    r#""x#Gone": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}"#,
];

#[test]
fn equal_models_have_no_changes() {
    assert_eq!(compare("", "").changes, []);
    assert_eq!(told_of(&SHAPES.join(","), &SHAPES.join(",\n\n")), [""; 0]);
}

#[test]
fn the_order_of_shapes_does_not_matter() {
    let backwards: Vec<_> = SHAPES.iter().rev().copied().collect();
    assert_eq!(told_of(&SHAPES.join(","), &backwards.join(",")), [""; 0]);
    let other = r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "traits": {"smithy.api#since": "1"}}"#;
    let changed =
        |shapes: [&str; 4]| shapes.map(|shape| if shape.starts_with(r#""x#Op""#) { other } else { shape }).join(",");
    let backwards = [SHAPES[3], SHAPES[2], SHAPES[1], SHAPES[0]];
    let forth = compare(&SHAPES.join(","), &changed(SHAPES));
    assert_eq!(forth.changes.len(), 3);
    assert_eq!(forth, compare(&SHAPES.join(","), &changed(backwards)));
    assert_eq!(forth, compare(&backwards.join(","), &changed(SHAPES)));
}

#[test]
fn what_no_operation_reaches_is_not_compared() {
    assert_eq!(told_of("", r#""x#Alone": {"type": "string"}"#), [""; 0]);
}

#[test]
fn models_without_the_service_are_told_of_together() {
    let (none, one) = (model(""), model(r#""x#Svc": {"type": "service"}"#));
    let told = |old: &Model, new, service| diff::compare(old, new, service).expect_err("no service").to_string();
    assert_eq!(told(&none, &one, None), "old model: the model has no service");
    assert_eq!(
        told(&none, &one, Some("Other")),
        "old model: the model has no service Other; it has none\n\
            new model: the model has no service Other; it has x#Svc"
    );
}

#[test]
fn one_of_several_services_is_compared() {
    let two = r#""x#A": {"type": "service", "version": "1"}, "x#B": {"type": "service", "version": "1"}"#;
    let new = model(&two.replace(r#""x#B": {"type": "service", "version": "1"}"#, r#""x#B": {"type": "service"}"#));
    let changes = |service| diff::compare(&model(two), &new, Some(service)).expect("it is there").changes;
    assert_eq!(changes("x#A"), []);
    let told: Vec<_> = changes("B").iter().map(ToString::to_string).collect();
    assert_eq!(told, ["x#B, version: removed: 1"]);
}

#[test]
fn both_forms_of_a_number_without_value_are_one() {
    let first = file(
        r#""x#S": {"type": "service", "operations": [{"target": "x#Op"}]},
        "x#Op": {"type": "operation", "input": {"target": "x#In"}},
        "x#In": {"type": "structure", "members": {"n": {"target": "smithy.api#PrimitiveInteger"}}}"#,
    );
    let second = first.replace(
        r#""smithy.api#PrimitiveInteger""#,
        r#""smithy.api#PrimitiveInteger", "traits": {"smithy.api#default": 0}"#,
    );
    let old = Model::read(&first.replace("2.0", "1.0")).expect("a model of Smithy 1.0");
    let new = Model::read(&second).expect("a model of Smithy 2.0");
    assert_eq!(diff::compare(&old, &new, None).expect("a service").changes, []);
}

/// How deep a model is that calls could not follow.
const DEEP: usize = 5_000;

#[test]
fn long_chains_are_compared() {
    let chain = |name: &str, leaf: &str| {
        let lists: Vec<_> = (0..DEEP)
            .map(|n| format!(r#""x#{name}{n}": {{"type": "list", "member": {{"target": "x#{name}{}"}}}}"#, n + 1))
            .collect();
        format!(
            r#""x#In": {{"type": "structure", "members": {{"l": {{"target": "x#{name}0"}}}}}},
            {}, "x#{name}{DEEP}": {{"type": "{leaf}"}}"#,
            lists.join(",\n")
        )
    };
    let told = told_of(&chain("L", "string"), &chain("L", "blob"));
    assert_eq!(told, [format!("x#L{DEEP}: string → blob; breaks both [kind-changed]")]);
    let told = told_of(&chain("L", "string"), &chain("M", "string"));
    assert_eq!(told.len(), 1 + 2 * (DEEP + 1), "the member, and every list of either model");
    assert_eq!(told[0], "x#In$l, target: x#L0 → x#M0; breaks nobody [member-retargeted]");
}

#[test]
fn deep_circles_are_compared() {
    let circle = |first: &str| {
        let shape = |n: usize| {
            let next = if n + 1 == DEEP { first.to_owned() } else { format!("x#C{}", n + 1) };
            format!(r#""x#C{n}": {{"type": "structure", "members": {{"c": {{"target": "{next}"}}}}}}"#)
        };
        let shapes: Vec<_> = (0..DEEP).map(shape).collect();
        let input = r#""x#In": {"type": "structure", "members": {"c": {"target": "x#C0"}}}"#;
        format!("{input},\n{}", shapes.join(",\n"))
    };
    let told = told_of(&circle("smithy.api#String"), &circle("x#C0"));
    assert_eq!(told.len(), DEEP);
    assert_eq!(told[0], "x#C0$c, boxed: added; breaks both [member-boxed]");
    let last = format!("x#C{}$c, target: smithy.api#String → x#C0; breaks both [member-retyped]", DEEP - 1);
    assert!(told.contains(&last), "{last}");
}
