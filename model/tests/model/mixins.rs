//! Mixins and `apply` statements.

use crate::common::{id, member, model, refused, shape};
use secretsmith_model::Kind;

#[test]
fn members_of_mixins_come_first_and_in_order() {
    let model = model(
        r#"
        "x#S": {"type": "structure", "mixins": [{"target": "x#B"}, {"target": "x#C"}],
                "members": {"own": {"target": "smithy.api#String"}}},
        "x#B": {"type": "structure", "mixins": [{"target": "x#A"}], "traits": {"smithy.api#mixin": {}},
                "members": {"b": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}}},
        "x#A": {"type": "structure", "traits": {"smithy.api#mixin": {}}, "members": {"a": {"target": "smithy.api#Long"}}},
        "x#C": {"type": "structure", "traits": {"smithy.api#mixin": {}}, "members": {"c": {"target": "smithy.api#Blob"}}}"#,
    );
    let names: Vec<_> = shape(&model, "x#S").members().into_iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "own"]);
    assert!(member(&model, "x#S", "b").traits.required);
}

#[test]
fn traits_of_mixins_pass_on_unless_they_are_local_or_overridden() {
    let model = model(
        r#"
        "x#S": {"type": "structure", "mixins": [{"target": "x#M"}], "members": {},
                "traits": {"smithy.api#documentation": "own"}},
        "x#M": {"type": "structure", "members": {}, "traits": {
            "smithy.api#mixin": {"localTraits": ["smithy.api#unstable"]}, "smithy.api#unstable": {},
            "smithy.api#documentation": "mixin", "smithy.api#sensitive": {}}}"#,
    );
    let traits = &shape(&model, "x#S").traits;
    assert_eq!(traits.documentation.as_deref(), Some("own"));
    assert!(traits.sensitive && !traits.unstable);
}

#[test]
fn operations_take_over_the_errors_of_mixins() {
    let model = model(
        r#"
        "x#Op": {"type": "operation", "mixins": [{"target": "x#M"}], "errors": [{"target": "x#F"}]},
        "x#M": {"type": "operation", "traits": {"smithy.api#mixin": {}}, "input": {"target": "x#In"},
                "errors": [{"target": "x#E"}, {"target": "x#F"}]},
        "x#In": {"type": "structure", "members": {}},
        "x#E": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}},
        "x#F": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}"#,
    );
    let Kind::Operation(operation) = &shape(&model, "x#Op").kind else { panic!("no operation") };
    assert_eq!(operation.input, id("x#In"));
    assert_eq!(operation.errors, [id("x#E"), id("x#F")]);
}

#[test]
fn traits_can_be_applied_to_members_that_mixins_bring() {
    let model = model(
        r#"
        "x#S$a": {"type": "apply", "traits": {"smithy.api#documentation": "applied", "smithy.api#required": {}}},
        "x#S": {"type": "structure", "mixins": [{"target": "x#M"}], "members": {}},
        "x#M": {"type": "structure", "traits": {"smithy.api#mixin": {}},
                "members": {"a": {"target": "x#T", "traits": {"smithy.api#documentation": "mixin"}}}},
        "x#T": {"type": "string"}"#,
    );
    let inherited = member(&model, "x#S", "a");
    assert_eq!(inherited.traits.documentation.as_deref(), Some("applied"));
    assert!(inherited.traits.required);
    assert_eq!(member(&model, "x#M", "a").traits.documentation.as_deref(), Some("mixin"));
}

#[test]
fn traits_can_be_applied_to_members_and_pass_on() {
    let model = model(
        r#"
        "x#S": {"type": "structure", "mixins": [{"target": "x#M"}], "members": {}},
        "x#M": {"type": "structure", "traits": {"smithy.api#mixin": {}}, "members": {"a": {"target": "smithy.api#String"}}},
        "x#M$a": {"type": "apply", "traits": {"smithy.api#sensitive": {}}}"#,
    );
    assert!(member(&model, "x#S", "a").traits.sensitive);
}

#[test]
fn wrong_mixins_and_applications_are_refused() {
    let problems = refused(
        r#""x#S": {"type": "structure", "mixins": [{"target": "x#Gone"}, {"target": "x#Plain"}, {"target": "x#U"}], "members": {}},
"x#Plain": {"type": "structure", "members": {}},
"x#U": {"type": "union", "members": {"a": {"target": "smithy.api#String"}}, "traits": {"smithy.api#mixin": {}}},
"x#C": {"type": "structure", "mixins": [{"target": "x#D"}], "members": {}, "traits": {"smithy.api#mixin": {}}},
"x#D": {"type": "structure", "mixins": [{"target": "x#C"}], "members": {}, "traits": {"smithy.api#mixin": {}}},
"x#S$b": {"type": "apply", "traits": {"smithy.api#required": {}}},
"x#Nowhere": {"type": "apply", "traits": {"smithy.api#sensitive": {}}},
"Bare": {"type": "apply", "traits": {}},
"x#T": {"type": "structure", "mixins": [{"target": "x#E"}], "members": {"a": {"target": "smithy.api#Long"}}},
"x#E": {"type": "structure", "members": {"a": {"target": "smithy.api#Blob"}}, "traits": {"smithy.api#mixin": {}}}"#,
    );
    let expected = r#"x#S (line 4, column 1): the mixin x#Gone does not exist
x#S (line 4, column 1): the mixin x#Plain has no trait smithy.api#mixin
x#S (line 4, column 1): the mixin x#U is of another type, union
x#C (line 7, column 1): its mixins lead in a circle
x#D (line 8, column 1): its mixins lead in a circle
x#S$b (line 9, column 1): traits are applied to it, but it does not exist
x#Nowhere (line 10, column 1): traits are applied to it, but it does not exist
line 11, column 1: "Bare" is no absolute shape id such as "com.example#Name"
x#T$a (line 12, column 73): has another target than in a mixin"#;
    assert_eq!(problems, expected);
}
