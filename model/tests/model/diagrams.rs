//! Endpoint rules as binary decision diagrams.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secretsmith_model::{Diagram, Expr, Rule, Then};
use serde_json::{Value, json};

use crate::common::{model, refused, shape};

/// A result: the first, the second and so on.
const fn result(number: i32) -> i32 {
    100_000_000 + number
}

/// The end at which no rule matches.
const NONE: i32 = 1;

/// The first node of every diagram.
const END: [i32; 3] = [-1, 1, -1];

/// A trait with the conditions `a`, `b`, … and the results `1`, `2`, …, as many as said.
fn diagram(conditions: u8, results: usize, root: i32, nodes: &[[i32; 3]]) -> Value {
    let bytes: Vec<u8> = nodes.iter().flatten().flat_map(|number| number.to_be_bytes()).collect();
    let condition = |letter: u8| json!({"fn": char::from(letter).to_string(), "argv": []});
    let result = |number: usize| json!({"type": "error", "conditions": [], "error": number.to_string()});
    json!({
        "version": "1.1", "parameters": {}, "root": root,
        "conditions": (b'a'..b'a' + conditions).map(condition).collect::<Vec<_>>(),
        "results": (1..=results).map(result).collect::<Vec<_>>(),
        "nodes": STANDARD.encode(bytes), "nodeCount": nodes.len(),
    })
}

fn service(value: &Value) -> String {
    format!(r#""x#S": {{"type": "service", "traits": {{"smithy.rules#endpointBdd": {value}}}}}"#)
}

fn read(value: &Value) -> Diagram {
    let model = model(&service(value));
    *shape(&model, "x#S").traits.endpoint_bdd.clone().expect("a diagram")
}

fn problem(value: &Value) -> String {
    refused(&service(value))
}

/// Rules in short: `a: 1` is the result 1 when `a` holds, and `a: (…)` are rules within.
fn shown(rules: &[Rule]) -> String {
    let rules = rules.iter().map(|rule| {
        let then = match &rule.then {
            Then::Tree(rules) => format!("({})", shown(rules)),
            Then::Error(Expr::Literal(text)) => text.as_text().expect("a number").to_owned(),
            other => panic!("{other:?}"),
        };
        let conditions = rule.conditions.iter().map(|condition| format!("{}: ", condition.call.function));
        conditions.collect::<String>() + &then
    });
    rules.collect::<Vec<_>>().join(", ")
}

fn rules(value: &Value) -> String {
    shown(&read(value).rule_set(100).expect("few ways").rules)
}

#[test]
fn what_follows_when_a_condition_holds_comes_before_what_follows_when_it_does_not() {
    let nodes = [END, [1, result(1), result(2)], [0, 2, result(3)]];
    assert_eq!(rules(&diagram(2, 3, 3, &nodes)), "a: (b: 1, 2), 3");
}

#[test]
fn a_root_may_be_a_result_or_nothing() {
    assert_eq!(rules(&diagram(0, 1, result(1), &[END])), "1");
    assert_eq!(rules(&diagram(0, 1, result(0), &[END])), "");
    assert_eq!(rules(&diagram(0, 0, NONE, &[])), "");
    assert_eq!(rules(&diagram(0, 0, -NONE, &[])), "");
}

#[test]
fn no_rule_may_match() {
    assert_eq!(rules(&diagram(1, 1, 2, &[END, [0, result(0), result(1)]])), "a: (), 1");
    assert_eq!(rules(&diagram(1, 1, 2, &[END, [0, result(1), NONE]])), "a: 1");
    assert_eq!(rules(&diagram(1, 1, 2, &[END, [0, -NONE, result(1)]])), "a: (), 1");
}

#[test]
fn a_negative_reference_exchanges_the_ways_of_its_node() {
    let nodes = [END, [1, result(1), result(2)], [0, -2, 2]];
    assert_eq!(rules(&diagram(2, 2, 3, &nodes)), "a: (b: 2, 1), b: 1, 2");
    assert_eq!(rules(&diagram(2, 2, -3, &nodes)), "a: (b: 1, 2), b: 2, 1");
}

#[test]
fn what_is_shared_stands_once_for_each_way() {
    let nodes = [END, [2, result(1), result(2)], [1, 2, result(3)], [0, 3, 2]];
    assert_eq!(rules(&diagram(3, 3, 4, &nodes)), "a: (b: (c: 1, 2), 3), c: 1, 2");
}

/// Each condition doubles the ways, and nothing is written out to count them.
#[test]
fn too_many_ways_are_counted_and_not_written_out() {
    let node = |condition: i32| match condition {
        0 => [0, result(1), result(2)],
        _ => [condition, condition + 1, -(condition + 1)],
    };
    let reversed: Vec<_> = (0..100).map(|at| [99 - at, node(at)[1], node(at)[2]]).collect();
    let nodes: Vec<_> = [END].into_iter().chain(reversed).collect();
    let value = diagram(100, 2, 101, &nodes);
    assert_eq!(read(&value).rule_set(4096), Err(u64::MAX));
}

#[test]
fn references_lead_somewhere_and_never_back() {
    let nothing = "which is not there";
    let cases = [
        (diagram(1, 1, 3, &[END, [0, NONE, NONE]]), format!("\"root\" refers to 3, {nothing}")),
        (diagram(1, 1, 0, &[END]), format!("\"root\" refers to 0, {nothing}")),
        (diagram(1, 1, i32::MIN, &[END]), format!("\"root\" refers to {}, {nothing}", i32::MIN)),
        (diagram(1, 1, result(2), &[END]), format!("\"root\" refers to 100000002, {nothing}")),
        (diagram(1, 1, 2, &[END, [1, NONE, NONE]]), format!("\"nodes\": node 2 refers to condition 1, {nothing}")),
        (diagram(1, 1, 2, &[END, [0, 9, NONE]]), format!("\"nodes\": node 2 refers to 9, {nothing}")),
        (diagram(1, 1, 2, &[END, [0, NONE, -2]]), "\"nodes\": node 2 refers back to node 2".to_owned()),
        (diagram(2, 1, 2, &[END, [1, 3, NONE], [0, NONE, NONE]]), "\"nodes\": node 2 refers back to node 3".to_owned()),
    ];
    for (value, expected) in cases {
        let problem = problem(&value);
        assert!(problem.ends_with(&expected), "{problem}");
    }
}

#[test]
fn nodes_are_whole_and_as_many_as_said() {
    let change = |field: &str, value: Value| {
        let mut changed = diagram(1, 1, NONE, &[END]);
        changed[field] = value;
        problem(&changed)
    };
    assert!(change("nodes", json!("?")).contains("\"nodes\": it is no base64"), "{}", change("nodes", json!("?")));
    assert!(change("nodes", json!("AAAA")).ends_with("\"nodes\": 3 bytes are no multiple of 12"));
    assert!(change("nodes", json!(7)).ends_with("\"nodes\": a number instead of a string"));
    assert!(change("nodeCount", json!(2)).ends_with("\"nodeCount\": 2, and \"nodes\" has 1"));
    assert!(
        change("conditions", json!(vec![json!({"fn": "isSet"}); 251])).ends_with("251 conditions are more than 250")
    );
}
