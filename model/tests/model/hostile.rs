//! Files made to do harm end in an error, soon and without a panic.

use std::fmt::Write as _;

use secretsmith_model::Model;

use crate::common::{file, id, model, refused};

fn error(text: &str) -> String {
    Model::read(text).expect_err("the file should be refused").to_string()
}

#[test]
fn deep_nesting() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let message = error(&format!("{}1{}", open.repeat(100_000), close.repeat(100_000)));
        assert!(message.ends_with("recursion limit exceeded"), "{message}");
    }
    let unclosed = "[".repeat(1_000_000);
    assert!(error(&unclosed).ends_with("recursion limit exceeded"));
}

#[test]
fn more_values_than_any_model_has() {
    let text = format!("[{}1]", "1,".repeat(1_100_000));
    assert!(error(&text).ends_with(": the text holds more than 1000000 values"));
}

#[test]
fn texts_cut_off_anywhere() {
    let whole = file(
        r#""x#S": {"type": "structure", "members": {"ä\n": {"target": "smithy.api#String", "traits": {
            "smithy.api#default": -1.5e3, "smithy.api#required": {}, "x#y": [null, true, "\ud83d\ude00"]}}}}"#,
    );
    for (end, _) in whole.char_indices() {
        assert!(Model::read(&whole[..end]).is_err());
    }
}

#[test]
fn long_circles_of_mixins() {
    let mut shapes = String::new();
    for n in 0..2_000 {
        let next = (n + 1) % 2_000;
        let _ = writeln!(
            shapes,
            r#""x#M{n}": {{"type": "structure", "members": {{}}, "mixins": [{{"target": "x#M{next}"}}]}},"#
        );
    }
    let problems = refused(shapes.trim_end().trim_end_matches(','));
    assert_eq!(problems.lines().count(), 2_000);
}

#[test]
fn mixins_that_multiply() {
    let member = |n| format!(r#""m{n}": {{"target": "smithy.api#String"}}"#);
    let mut shapes = format!(
        r#""x#M": {{"type": "structure", "traits": {{"smithy.api#mixin": {{}}}}, "members": {{{}}}}}"#,
        (0..500).map(member).collect::<Vec<_>>().join(",")
    );
    for n in 0..500 {
        let _ = write!(shapes, ",\n\"x#S{n}\": {{\"type\": \"structure\", \"mixins\": [{{\"target\": \"x#M\"}}]}}");
    }
    let problems = refused(&shapes);
    assert!(problems.ends_with("mixins bring more than 200000 members and traits in all"), "{problems}");
}

#[test]
fn long_circles_of_required_members() {
    let mut shapes = String::new();
    for n in 0..5_000 {
        let next = (n + 1) % 5_000;
        let _ = writeln!(
            shapes,
            r#""x#S{n}": {{"type": "structure", "members": {{"m": {{"target": "x#S{next}", "traits": {{"smithy.api#required": {{}}}}}}}}}},"#
        );
    }
    let problems = refused(shapes.trim_end().trim_end_matches(','));
    assert!(problems.starts_with("x#S0 (line 4, column 1): every value contains itself: x#S0$m → x#S1$m"));
    assert!(problems.ends_with("x#S7$m → … → x#S0"));
    assert_eq!(problems.lines().count(), 1);
}

#[test]
fn circles_that_models_may_have() {
    let model = model(
        r#"
        "x#S": {"type": "service", "operations": [{"target": "x#Op"}], "resources": [{"target": "x#R"}]},
        "x#R": {"type": "resource", "resources": [{"target": "x#Q"}]},
        "x#Q": {"type": "resource", "resources": [{"target": "x#R"}]},
        "x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#In"}},
        "x#In": {"type": "structure", "members": {"again": {"target": "x#In"}, "map": {"target": "x#Map"}, "u": {"target": "x#U"}}},
        "x#Map": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "x#In"}},
        "x#U": {"type": "union", "members": {"u": {"target": "x#U"}, "end": {"target": "smithy.api#Unit"}}}"#,
    );
    assert_eq!(model.closure(&id("x#S")).operations, [id("x#Op")]);
}
