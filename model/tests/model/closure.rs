//! What is reachable from a service.

use crate::common::{id, model};
use secretsmith_model::{Closure, Model, Usage};

const SHAPES: &str = r#"
"x#S": {"type": "service", "operations": [{"target": "x#Put"}], "resources": [{"target": "x#R"}],
        "errors": [{"target": "x#Always"}]},
"x#R": {"type": "resource", "read": {"target": "x#Get"}, "resources": [{"target": "x#R"}, {"target": "x#Inner"}]},
"x#Inner": {"type": "resource", "operations": [{"target": "x#Change"}]},
"x#Put": {"type": "operation", "input": {"target": "x#PutInput"}, "errors": [{"target": "x#Gone"}]},
"x#Get": {"type": "operation", "output": {"target": "x#GetOutput"}},
"x#Change": {"type": "operation"},
"x#Alone": {"type": "operation", "input": {"target": "x#Unused"}},
"x#PutInput": {"type": "structure", "members": {"tree": {"target": "x#Tree"}, "name": {"target": "x#Name"}}},
"x#GetOutput": {"type": "structure", "members": {"tree": {"target": "x#Tree"}, "kind": {"target": "x#Kind"}}},
"x#Tree": {"type": "structure", "members": {"children": {"target": "x#Trees"}}},
"x#Trees": {"type": "list", "member": {"target": "x#Tree"}},
"x#Kind": {"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}}},
"x#Name": {"type": "string"},
"x#Unused": {"type": "structure", "members": {}},
"x#Gone": {"type": "structure", "members": {"why": {"target": "smithy.api#String"}}, "traits": {"smithy.api#error": "client"}},
"x#Always": {"type": "structure", "members": {"tree": {"target": "x#Tree"}}, "traits": {"smithy.api#error": "server"}}"#;

fn closure() -> Closure {
    model(SHAPES).closure(&id("x#S"))
}

#[test]
fn operations_of_resources_belong_to_the_service() {
    assert_eq!(closure().operations, [id("x#Change"), id("x#Get"), id("x#Put")]);
}

#[test]
fn shapes_come_in_the_order_of_first_reach() {
    let ids: Vec<_> = closure().shapes.keys().map(ToString::to_string).collect();
    let expected = [
        "smithy.api#Unit",
        "x#GetOutput",
        "x#Tree",
        "x#Trees",
        "x#Kind",
        "x#PutInput",
        "x#Name",
        "x#Gone",
        "smithy.api#String",
        "x#Always",
    ];
    assert_eq!(ids, expected);
}

#[test]
fn shapes_are_read_or_written_or_both() {
    let closure = closure();
    let usage = |name: &str| closure.shapes[&id(name)];
    let read = Usage { read: true, ..Usage::default() };
    let written = Usage { written: true, ..Usage::default() };
    let both = Usage { read: true, written: true, error: false };
    let error = Usage { read: true, written: false, error: true };
    assert_eq!(usage("x#PutInput"), written);
    assert_eq!(usage("x#Name"), written);
    assert_eq!(usage("x#GetOutput"), read);
    assert_eq!(usage("x#Tree"), both);
    assert_eq!(usage("x#Trees"), both);
    assert_eq!(usage("x#Kind"), read);
    assert_eq!(usage("x#Gone"), error);
    assert_eq!(usage("x#Always"), error);
    assert_eq!(usage("smithy.api#String"), read);
    assert_eq!(usage("smithy.api#Unit"), both);
}

#[test]
fn nothing_is_reachable_from_what_is_no_service() {
    let model: Model = model(SHAPES);
    assert_eq!(model.closure(&id("x#Tree")), Closure::default());
    assert_eq!(model.closure(&id("x#Nowhere")), Closure::default());
}

#[test]
fn long_chains_are_followed() {
    let chain: Vec<_> = (0..20_000)
        .map(|n| format!(r#""x#L{n}": {{"type": "list", "member": {{"target": "x#L{}"}}}}"#, n + 1))
        .collect();
    let model = model(&format!(
        r#""x#S": {{"type": "service", "operations": [{{"target": "x#Op"}}]}},
        "x#Op": {{"type": "operation", "input": {{"target": "x#In"}}}},
        "x#In": {{"type": "structure", "members": {{"l": {{"target": "x#L0"}}}}}},
        {}, "x#L20000": {{"type": "string"}}"#,
        chain.join(",\n")
    ));
    assert_eq!(model.closure(&id("x#S")).shapes.len(), 20_003);
}
