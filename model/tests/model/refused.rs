//! What is wrong with models, and what is said of it. Shapes begin in line 4.

use secretsmith_model::{Errors, Model, Position, Problem};

use crate::common::{file, id, refused};

fn error(text: &str) -> String {
    Model::read(text).expect_err("the file should be refused").to_string()
}

#[test]
fn broken_json() {
    assert_eq!(error(""), "line 1, column 1: EOF while parsing a value");
    assert_eq!(error("{\n  \"smithy\": 2.0,\n  oops\n}"), "line 3, column 3: key must be a string");
    assert_eq!(error("{} {}"), "line 1, column 4: trailing characters");
    assert_eq!(error("{\"a\": 1e999}"), "line 1, column 11: number out of range");
}

#[test]
fn what_is_no_model() {
    let no_version = "the file does not say its version of Smithy, as in \"smithy\": \"2.0\"";
    assert_eq!(error("{}"), no_version);
    assert_eq!(error("[]"), format!("the file holds an array instead of an object\n{no_version}"));
    assert_eq!(error(r#"{"smithy": 2}"#), "the version of Smithy is a number instead of a string");
    assert_eq!(error(r#"{"smithy": "3.0"}"#), "Smithy \"3.0\" is not supported; 1.0 and 2.0 are");
    assert_eq!(error(r#"{"smithy": "2.0", "shapes": []}"#), "\"shapes\" is an array instead of an object");
    let twice = r#"{"smithy": "2.0", "shapes": {}, "smithy": "2.0"}"#;
    assert_eq!(error(twice), "line 1, column 33: the key \"smithy\" stands twice");
}

#[test]
fn all_problems_are_told_in_the_order_of_the_file() {
    let problems = refused(
        r#""x#Op": {"type": "operation", "input": {"target": "x#Text"}, "output": {"target": "x#Gone"},
"errors": [{"target": "x#Plain"}, {"target": "x#Text"}]},
"x#Plain": {"type": "structure", "members": {
  "a": {"target": "x#Nowhere"},
  "b": {"target": "x#Op", "traits": {"smithy.api#required": true}}}},
"x#Text": {"type": "string", "traits": {"smithy.api#length": {"min": 5, "max": 3}}},
"x#Odd": {"type": "oddity"}"#,
    );
    let expected = "\
x#Op (line 4, column 1): the input x#Text is a string, not a structure
x#Op (line 4, column 1): the output x#Gone does not exist
x#Op (line 4, column 1): the error x#Plain has no trait smithy.api#error
x#Op (line 4, column 1): the error x#Text is a string, not a structure
x#Plain$a (line 7, column 3): the target x#Nowhere does not exist
x#Plain$b (line 8, column 3), trait smithy.api#required: a boolean instead of an object
x#Plain$b (line 8, column 3): the target x#Op is an operation
x#Text (line 9, column 1), trait smithy.api#length: min 5 is greater than max 3
x#Odd (line 10, column 1): its type \"oddity\" is none of Smithy's";
    assert_eq!(problems, expected);
}

#[test]
fn problems_can_be_taken_apart() {
    let text = file(
        r#""x#S": {"type": "structure", "members": {"a": {"target": "smithy.api#Long", "traits": {"smithy.api#default": "x"}}}}"#,
    );
    let errors: Errors = Model::read(&text).expect_err("refused");
    let problem = Problem {
        shape: Some(id("x#S")),
        member: Some("a".to_owned()),
        trait_id: Some("smithy.api#default".to_owned()),
        position: Some(Position { line: 4, column: 42 }),
        message: "\"x\" cannot be the default of a long".to_owned(),
    };
    assert_eq!(errors.problems(), [problem]);
}

#[test]
fn shapes_that_are_none() {
    let problems = refused(
        r#""NoNamespace": {"type": "string"},
"x#Number": 5,
"x#Typeless": {},
"x#Typed": {"type": 5},
"x#Traits": {"type": "string", "traits": []},
"x#List": {"type": "list"},
"x#Map": {"type": "map", "traits": {}},
"x#Union": {"type": "union"},
"x#Members": {"type": "structure", "members": [], "mixins": {}},
"x#Member": {"type": "structure", "members": {"a": 1, "b": {}, "c": {"target": 1}, "d": {"target": "String"}, "e f": {"target": "smithy.api#String"}}},
"x#User": {"type": "structure", "members": {"list": {"target": "x#List"}}}"#,
    );
    let expected = "\
line 4, column 1: \"NoNamespace\" is no absolute shape id such as \"com.example#Name\"
x#Number (line 5, column 1): a number instead of an object
x#Typeless (line 6, column 1): needs a \"type\" that is a string
x#Typed (line 7, column 1): needs a \"type\" that is a string
x#Traits (line 8, column 1): \"traits\": an array instead of an object
x#List (line 9, column 1): a list needs a \"member\"
x#Map (line 10, column 1): a map needs a \"key\"
x#Map (line 10, column 1): a map needs a \"value\"
x#Union (line 11, column 1): has no members
x#Members (line 12, column 1): \"mixins\": an object instead of an array
x#Members (line 12, column 1): \"members\": an array instead of an object
x#Member$a (line 13, column 47): a number instead of an object
x#Member$b (line 13, column 55): \"target\" is missing
x#Member$c (line 13, column 64): \"target\": a number instead of a string
x#Member$d (line 13, column 84): \"target\": \"String\" is no absolute shape id such as \"com.example#Name\"
x#Member$e f (line 13, column 111): its name is no identifier";
    assert_eq!(problems, expected);
}

#[test]
fn what_stands_twice() {
    let problems = refused(
        r#""x#S": {"type": "structure", "type": "structure", "members": {
"a": {"target": "smithy.api#String"},
"a": {"target": "smithy.api#Long"},
"b": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}, "smithy.api#required": {}}}}},
"x#L": {"type": "list", "member": {"target": "x#S"}, "member": {"target": "x#S"}},
"x#S": {"type": "string"},
"x#Op": {"type": "operation", "traits": {"smithy.api#examples": [{"title": "A", "input": {"b": 1, "b": 2}}]}}"#,
    );
    let expected = "\
x#S (line 4, column 1): the key \"type\" stands twice
x#S$a (line 6, column 1): is defined twice
x#S$b (line 7, column 1), trait smithy.api#required: stands twice
x#L$member (line 8, column 54): is defined twice
x#S (line 9, column 1): is defined twice
x#Op (line 10, column 1), trait smithy.api#examples: the key \"b\" stands twice";
    assert_eq!(problems, expected);
}

#[test]
fn references_to_what_is_missing_or_something_else() {
    let problems = refused(
        r#""x#S": {"type": "service", "version": 1, "operations": [{"target": "x#Gone"}, {"target": "x#T"}],
"resources": [{"target": "x#T"}], "errors": [{"target": "x#Plain"}], "rename": {"x#Gone": "A", "x#T": "9", "x#R": "B"}},
"x#R": {"type": "resource", "identifiers": {"n": {"target": "x#Plain"}}, "read": {"target": "x#Gone"},
"operations": [{"target": "x#T"}], "resources": "x"},
"x#M": {"type": "map", "key": {"target": "x#Plain"}, "value": {"target": "x#R"}},
"x#L": {"type": "list", "member": {"target": "x#S"}},
"x#E": {"type": "enum", "members": {"A": {"target": "smithy.api#String"}}},
"x#Plain": {"type": "structure"},
"x#T": {"type": "string"}"#,
    );
    let expected = "\
x#S (line 4, column 1): \"version\": a number instead of a string
x#S (line 4, column 1): the operation x#Gone does not exist
x#S (line 4, column 1): the operation x#T is a string, not an operation
x#S (line 4, column 1): the resource x#T is a string, not a resource
x#S (line 4, column 1): the error x#Plain has no trait smithy.api#error
x#S (line 4, column 1): the renamed shape x#Gone does not exist
x#S (line 4, column 1): x#T cannot be renamed to \"9\", which is no identifier
x#S (line 4, column 1): x#R is no data, and therefore cannot be renamed
x#R (line 6, column 1): \"resources\": a string instead of an array
x#R (line 6, column 1): the operation x#Gone does not exist
x#R (line 6, column 1): the operation x#T is a string, not an operation
x#R (line 6, column 1): the identifier x#Plain is a structure, not a string
x#M (line 8, column 1): the key x#Plain is a structure, not a string
x#M$value (line 8, column 54): the target x#R is a resource
x#L$member (line 9, column 25): the target x#S is a service
x#E$A (line 10, column 37): its target must be smithy.api#Unit, as for every enum";
    assert_eq!(problems, expected);
}

#[test]
fn values_of_traits() {
    let cases = [
        ("string", r#""smithy.api#documentation": 1"#, "a number instead of a string"),
        ("string", r#""smithy.api#sensitive": null"#, "null instead of an object"),
        ("string", r#""smithy.api#tags": ["a", 1]"#, "[1]: a number instead of a string"),
        ("string", r#""smithy.api#length": {}"#, "it needs a \"min\" or a \"max\""),
        ("string", r#""smithy.api#length": {"min": -1}"#, "\"min\": -1 is no integer of the allowed range"),
        ("string", r#""smithy.api#length": {"max": 1.5}"#, "\"max\": 1.5 is no integer of the allowed range"),
        ("string", r#""smithy.api#pattern": {}"#, "an object instead of a string"),
        ("string", r#""smithy.api#enum": [{"name": "A"}]"#, "[0]: \"value\" is missing"),
        ("double", r#""smithy.api#range": {"min": "1"}"#, "\"min\": a string instead of a number"),
        ("double", r#""smithy.api#range": {"min": 1.5, "max": 1}"#, "min 1.5 is greater than max 1"),
        ("long", r#""smithy.api#range": {"min": 3, "max": -3}"#, "min 3 is greater than max -3"),
        ("structure", r#""smithy.api#error": "caller""#, "\"caller\" instead of \"client\" or \"server\""),
        ("structure", r#""smithy.api#error": {}"#, "an object instead of \"client\" or \"server\""),
        ("structure", r#""smithy.api#httpError": 42"#, "42 is no HTTP status"),
        ("structure", r#""smithy.api#httpError": 70000"#, "70000 is no integer of the allowed range"),
        ("structure", r#""smithy.api#retryable": {"throttling": 1}"#, "\"throttling\": a number instead of a boolean"),
        ("structure", r#""aws.protocols#awsQueryError": {"code": "A"}"#, "\"httpResponseCode\" is missing"),
        (
            "timestamp",
            r#""smithy.api#timestampFormat": "epoch""#,
            "\"epoch\" instead of \"date-time\", \"http-date\" or \"epoch-seconds\"",
        ),
        ("operation", r#""smithy.api#paginated": {"items": []}"#, "\"items\": an array instead of a string"),
        ("operation", r#""smithy.api#examples": [{"input": {}}]"#, "[0]: \"title\" is missing"),
        (
            "operation",
            r#""smithy.api#examples": [{"title": "A", "input": []}]"#,
            "[0]: \"input\": an array instead of an object",
        ),
        ("operation", r#""smithy.api#endpoint": {}"#, "\"hostPrefix\" is missing"),
        ("operation", r#""smithy.waiters#waitable": []"#, "an array instead of an object"),
        ("operation", r#""smithy.test#httpRequestTests": {}"#, "an object instead of an array"),
        ("operation", r#""smithy.rules#staticContextParams": {"a": {}}"#, "\"a\": \"value\" is missing"),
        ("service", r#""aws.auth#sigv4": {}"#, "\"name\" is missing"),
        ("service", r#""aws.api#service": {}"#, "\"sdkId\" is missing"),
        ("service", r#""aws.protocols#awsJson1_1": "yes""#, "a string instead of an object"),
        (
            "service",
            r#""smithy.api#auth": ["sigv4"]"#,
            "[0]: \"sigv4\" is no absolute shape id such as \"com.example#Name\"",
        ),
    ];
    for (kind, value, message) in cases {
        let trait_id = value.split('"').nth(1).unwrap_or_default();
        let problem = refused(&format!(r#""x#T": {{"type": "{kind}", "traits": {{{value}}}}}"#));
        assert_eq!(problem, format!("x#T (line 4, column 1), trait {trait_id}: {message}"));
    }
}

#[test]
fn traits_in_the_wrong_place() {
    let cases = [
        ("boolean", r#""smithy.api#length": {"min": 1}"#, "a boolean; it belongs on a string, blob, list or map"),
        ("string", r#""smithy.api#range": {"min": 1}"#, "a string; it belongs on a number"),
        ("integer", r#""smithy.api#pattern": "a""#, "an integer; it belongs on a string"),
        ("blob", r#""smithy.api#enum": []"#, "a blob; it belongs on a string"),
        ("structure", r#""smithy.api#uniqueItems": {}"#, "a structure; it belongs on a list"),
        ("structure", r#""smithy.api#sparse": {}"#, "a structure; it belongs on a list or map"),
        ("string", r#""smithy.api#timestampFormat": "http-date""#, "a string; it belongs on a timestamp"),
        ("document", r#""smithy.api#mediaType": "a/b""#, "a document; it belongs on a string or blob"),
        ("string", r#""smithy.api#error": "client""#, "a string; it belongs on a structure"),
        ("resource", r#""smithy.api#httpError": 404"#, "a resource; it belongs on a structure"),
        ("structure", r#""smithy.api#paginated": {}"#, "a structure; it belongs on an operation or service"),
    ];
    for (kind, value, message) in cases {
        let trait_id = value.split('"').nth(1).unwrap_or_default();
        let problem = refused(&format!(r#""x#T": {{"type": "{kind}", "traits": {{{value}}}}}"#));
        assert_eq!(problem, format!("x#T (line 4, column 1), trait {trait_id}: stands on {message}"));
    }
    let problem = refused(
        r#""x#S": {"type": "structure", "members": {
"a": {"target": "smithy.api#Long", "traits": {"smithy.api#idempotencyToken": {}}}}}"#,
    );
    let expected = "x#S$a (line 5, column 1), trait smithy.api#idempotencyToken: stands on a member whose target is \
                    a long; it belongs on a member whose target is a string";
    assert_eq!(problem, expected);
}

#[test]
fn defaults_that_are_no_values_of_their_shape() {
    let defaults = [
        ("Boolean", "0", "a boolean"),
        ("String", "false", "a string"),
        ("Byte", "128", "a byte"),
        ("Short", "-40000", "a short"),
        ("Integer", "1.5", "an integer"),
        ("Long", "\"1\"", "a long"),
        ("Float", "\"nan\"", "a float"),
        ("BigInteger", "0.5", "a bigInteger"),
        ("Timestamp", "true", "a timestamp"),
        ("Blob", "[]", "a blob"),
        ("Document", "[1]", "a document"),
        ("Unit", "{}", "a structure"),
    ];
    for (target, value, kind) in defaults {
        let problem = refused(&format!(
            r#""x#S": {{"type": "structure", "members": {{
"a": {{"target": "smithy.api#{target}", "traits": {{"smithy.api#default": {value}}}}}}}}}"#
        ));
        let expected =
            format!("x#S$a (line 5, column 1), trait smithy.api#default: {value} cannot be the default of {kind}");
        assert_eq!(problem, expected);
    }
}

#[test]
fn values_of_enumerations() {
    let problems = refused(
        r#""x#E": {"type": "enum", "members": {
"A": {"target": "smithy.api#Unit"},
"B": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "A"}},
"C": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
"D": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": ""}}}},
"x#I": {"type": "intEnum", "members": {
"A": {"target": "smithy.api#Unit"},
"B": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "b"}},
"C": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 3000000000}}}},
"x#None": {"type": "enum", "members": {}}"#,
    );
    let expected = "\
x#E$B (line 6, column 1), trait smithy.api#enumValue: \"A\" is the value of another member, too
x#E$C (line 7, column 1), trait smithy.api#enumValue: 1 is not a string
x#E$D (line 8, column 1), trait smithy.api#enumValue: it is empty
x#I$A (line 10, column 1), trait smithy.api#enumValue: is missing
x#I$B (line 11, column 1), trait smithy.api#enumValue: \"b\" is not an integer
x#I$C (line 12, column 1), trait smithy.api#enumValue: 3000000000 is no integer of the allowed range
x#I$C (line 12, column 1), trait smithy.api#enumValue: is missing
x#None (line 13, column 1): has no members";
    assert_eq!(problems, expected);
}

#[test]
fn shapes_that_must_contain_themselves() {
    let problems = refused(
        r#""x#A": {"type": "structure", "members": {"b": {"target": "x#B", "traits": {"smithy.api#required": {}}}}},
"x#B": {"type": "structure", "members": {"u": {"target": "x#U", "traits": {"smithy.api#required": {}}}}},
"x#U": {"type": "union", "members": {"a": {"target": "x#A"}, "b": {"target": "x#B"}}},
"x#User": {"type": "structure", "members": {"a": {"target": "x#A", "traits": {"smithy.api#required": {}}}}},
"x#L": {"type": "list", "member": {"target": "x#M"}},
"x#M": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "x#L"}},
"x#Fine": {"type": "structure", "members": {"l": {"target": "x#Fines", "traits": {"smithy.api#required": {}}}}},
"x#Fines": {"type": "list", "member": {"target": "x#Fine"}}"#,
    );
    let expected = "\
x#A (line 4, column 1): every value contains itself: x#A$b → x#B$u → x#U$a → x#A
x#L (line 8, column 1): consists of lists and maps without end: x#L$member → x#M$value → x#L";
    assert_eq!(problems, expected);
}

#[test]
fn shapes_of_one_service_with_one_name() {
    let shapes = |rename: &str| {
        format!(
            r#""x#S": {{"type": "service", "operations": [{{"target": "x#Op"}}]{rename}}},
"x#Op": {{"type": "operation", "input": {{"target": "x#In"}}}},
"x#In": {{"type": "structure", "members": {{"a": {{"target": "x#Thing"}}, "b": {{"target": "y#Thing"}}, "c": {{"target": "x#String"}},
    "d": {{"target": "smithy.api#String"}}}}}},
"x#Thing": {{"type": "structure"}}, "y#Thing": {{"type": "structure"}}, "x#String": {{"type": "string"}}"#
        )
    };
    let problem = refused(&shapes(""));
    assert_eq!(problem, "x#S (line 4, column 1): x#Thing and y#Thing are both called Thing; \"rename\" one of them");
    assert!(Model::read(&file(&shapes(r#", "rename": {"y#Thing": "OtherThing"}"#))).is_ok());
    let problem = refused(&shapes(r#", "rename": {"y#Thing": "In"}"#));
    assert_eq!(problem, "x#S (line 4, column 1): x#In and y#Thing are both called In; \"rename\" one of them");
}
