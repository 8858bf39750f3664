//! Endpoint rule sets.

use crate::common::{model, refused, shape};
use secretsmith_model::{Expr, ParameterKind, Part, RuleSet, Template, Then};
use serde_json::json;

fn rule_set(value: &str) -> RuleSet {
    let service = format!(r#""x#S": {{"type": "service", "traits": {{"smithy.rules#endpointRuleSet": {value}}}}}"#);
    *shape(&model(&service), "x#S").traits.endpoint_rule_set.clone().expect("a rule set")
}

fn problem(value: &str) -> String {
    refused(&format!(r#""x#S": {{"type": "service", "traits": {{"smithy.rules#endpointRuleSet": {value}}}}}"#))
}

fn literal(text: &str) -> Expr {
    Expr::Literal(Template::parse(text).expect("a template"))
}

#[test]
fn parameters_have_types_and_defaults() {
    let rules = rule_set(
        r#"{"version": "1.0", "rules": [], "parameters": {
            "Region": {"type": "String", "builtIn": "AWS::Region", "required": true, "documentation": "Where."},
            "UseFIPS": {"type": "boolean", "default": false},
            "Names": {"type": "stringArray", "default": ["a"]}}}"#,
    );
    assert_eq!(rules.version.as_deref(), Some("1.0"));
    let region = &rules.parameters["Region"];
    assert_eq!((region.kind, region.required), (ParameterKind::String, true));
    assert_eq!(region.built_in.as_deref(), Some("AWS::Region"));
    assert_eq!(rules.parameters["UseFIPS"].default, Some(json!(false)));
    assert_eq!(rules.parameters["Names"].kind, ParameterKind::StringArray);
    assert_eq!(rules.parameters.keys().collect::<Vec<_>>(), ["Region", "UseFIPS", "Names"]);
}

#[test]
fn rules_are_a_tree() {
    let rules = rule_set(
        r#"{"parameters": {}, "rules": [{"type": "tree",
            "conditions": [{"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "P"},
                           {"fn": "substring", "argv": ["{Region}", 0, 2, true]}],
            "rules": [
                {"type": "endpoint", "conditions": [], "endpoint": {
                    "url": "https://{Region}.{P#dnsSuffix}",
                    "headers": {"x-a": [{"fn": "getAttr", "argv": [{"ref": "P"}, "name"]}]},
                    "properties": {"authSchemes": [{"name": "sigv4", "signingRegion": "{Region}"}]}}},
                {"type": "error", "conditions": [], "error": "none", "documentation": "Nothing fits."}]}]}"#,
    );
    let [tree] = rules.rules.as_slice() else { panic!("one rule") };
    assert_eq!(tree.conditions[0].call.function, "aws.partition");
    assert_eq!(tree.conditions[0].call.args, [Expr::Reference("Region".to_owned())]);
    assert_eq!(tree.conditions[0].assign.as_deref(), Some("P"));
    let args = [literal("{Region}"), Expr::Integer(0), Expr::Integer(2), Expr::Boolean(true)];
    assert_eq!(tree.conditions[1].call.args, args);
    let Then::Tree(within) = &tree.then else { panic!("a tree") };
    let Then::Endpoint(endpoint) = &within[0].then else { panic!("an endpoint") };
    assert_eq!(endpoint.url, literal("https://{Region}.{P#dnsSuffix}"));
    assert!(matches!(&endpoint.headers["x-a"][0], Expr::Call(call) if call.function == "getAttr"));
    assert_eq!(endpoint.properties["authSchemes"][0]["signingRegion"], json!("{Region}"));
    assert_eq!(within[1].then, Then::Error(literal("none")));
    assert_eq!(within[1].documentation.as_deref(), Some("Nothing fits."));
}

#[test]
fn templates_are_taken_apart() {
    let text = |text: &str| Part::Text(text.to_owned());
    let reference =
        |name: &str, path: Option<&str>| Part::Reference { name: name.to_owned(), path: path.map(str::to_owned) };
    let parts = |text| Template::parse(text).expect("a template").parts;
    assert_eq!(
        parts("https://{a}.{b#c[0].d}/"),
        [text("https://"), reference("a", None), text("."), reference("b", Some("c[0].d")), text("/"),]
    );
    assert_eq!(parts("{{{a}}}"), [text("{"), reference("a", None), text("}")]);
    assert_eq!(parts(""), []);
    assert_eq!(Template::parse("a{{b").expect("a template").as_text(), Some("a{b"));
    assert_eq!(Template::parse("{a}").expect("a template").as_text(), None);
    assert_eq!(Template::parse("a{b"), Err("unbalanced braces in \"a{b\"".to_owned()));
    assert_eq!(Template::parse("a}b"), Err("unbalanced braces in \"a}b\"".to_owned()));
    assert_eq!(Template::parse("{a b}"), Err("{a b} in \"{a b}\" is no reference".to_owned()));
    assert_eq!(Template::parse("{}"), Err("{} in \"{}\" is no reference".to_owned()));
    assert_eq!(Template::parse("{a#}"), Err("{a#} in \"{a#}\" is no reference".to_owned()));
}

#[test]
fn wrong_rule_sets_are_refused() {
    let start = "x#S (line 4, column 1), trait smithy.rules#endpointRuleSet: ";
    let cases = [
        ("[]", "an array instead of an object"),
        (r#"{"rules": []}"#, r#""parameters" is missing"#),
        (
            r#"{"parameters": {"A": {"type": "int"}}, "rules": []}"#,
            r#""parameters": "A": "type": "int" instead of "string", "boolean" or "stringArray""#,
        ),
        (
            r#"{"parameters": {"A": {"type": "string", "default": 1}}, "rules": []}"#,
            r#""parameters": "A": "default": a number instead of a string"#,
        ),
        (
            r#"{"parameters": {}, "rules": [{"type": "goto"}]}"#,
            r#""rules": [0]: "type": "goto" instead of "endpoint", "error" or "tree""#,
        ),
        (
            r#"{"parameters": {}, "rules": [{"type": "error", "error": "{"}]}"#,
            r#""rules": [0]: "error": unbalanced braces in "{""#,
        ),
        (
            r#"{"parameters": {}, "rules": [{"type": "error", "error": {"argv": []}}]}"#,
            r#""rules": [0]: "error": "fn" is missing"#,
        ),
        (
            r#"{"parameters": {}, "rules": [{"type": "endpoint", "endpoint": {"url": "", "properties": {"a": ["}"]}}}]}"#,
            r#""rules": [0]: "endpoint": "properties": "a": [0]: unbalanced braces in "}""#,
        ),
    ];
    for (value, message) in cases {
        assert_eq!(problem(value), format!("{start}{message}"));
    }
}
