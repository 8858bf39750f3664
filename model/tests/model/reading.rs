//! What comes out of a model that is fine.

use crate::common::{file, id, member, model, shape};
use secretsmith_model::{DefaultValue, Kind, Model, Position, ShapeId};
use serde_json::json;

#[test]
fn shapes_keep_the_order_of_the_file() {
    let model = model(r#""x#Z": {"type": "string"}, "x#A": {"type": "blob"}, "x#M": {"type": "timestamp"}"#);
    let ids: Vec<_> = model.shapes.keys().map(ShapeId::to_string).collect();
    assert_eq!(ids, ["x#Z", "x#A", "x#M"]);
    assert_eq!(model.smithy, "2.0");
}

#[test]
fn every_type_of_shape_is_known() {
    let simple = [
        "blob",
        "boolean",
        "string",
        "byte",
        "short",
        "integer",
        "long",
        "float",
        "double",
        "bigInteger",
        "bigDecimal",
        "timestamp",
        "document",
    ];
    for name in simple {
        let model = model(&format!(r#""x#S": {{"type": "{name}"}}"#));
        assert_eq!(shape(&model, "x#S").kind.name(), name);
    }
}

#[test]
fn aggregates_have_members_in_order() {
    let model = model(
        r#"
        "x#L": {"type": "list", "member": {"target": "smithy.api#String"}},
        "x#M": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "x#L"}},
        "x#S": {"type": "structure", "members": {"b": {"target": "x#M"}, "a": {"target": "x#U"}}},
        "x#U": {"type": "union", "members": {"s": {"target": "x#S"}, "none": {"target": "smithy.api#Unit"}}}"#,
    );
    let names = |name: &str| -> Vec<&str> {
        shape(&model, name).members().into_iter().map(|member| member.name.as_str()).collect()
    };
    assert_eq!(names("x#L"), ["member"]);
    assert_eq!(names("x#M"), ["key", "value"]);
    assert_eq!(names("x#S"), ["b", "a"]);
    assert_eq!(names("x#U"), ["s", "none"]);
    assert_eq!(member(&model, "x#M", "value").target, id("x#L"));
}

#[test]
fn a_set_is_a_list_of_unique_items() {
    let model = model(r#""x#S": {"type": "set", "member": {"target": "smithy.api#String"}}"#);
    assert!(matches!(shape(&model, "x#S").kind, Kind::List(_)));
    assert!(shape(&model, "x#S").traits.unique_items);
}

#[test]
fn members_of_an_enum_stand_for_their_names_unless_they_say_otherwise() {
    let model = model(
        r#""x#E": {"type": "enum", "members": {
            "A": {"target": "smithy.api#Unit"},
            "B": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "bee"}}}},
        "x#I": {"type": "intEnum", "members": {
            "ONE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}}}}"#,
    );
    assert_eq!(member(&model, "x#E", "A").traits.enum_value, Some(json!("A")));
    assert_eq!(member(&model, "x#E", "B").traits.enum_value, Some(json!("bee")));
    assert_eq!(member(&model, "x#I", "ONE").traits.enum_value, Some(json!(1)));
}

#[test]
fn an_operation_without_input_and_output_has_unit() {
    let model = model(r#""x#Op": {"type": "operation"}"#);
    let Kind::Operation(operation) = &shape(&model, "x#Op").kind else { panic!("no operation") };
    assert!(operation.input.is_unit() && operation.output.is_unit());
    assert_eq!(operation.errors, []);
}

#[test]
fn services_and_resources_list_what_belongs_to_them() {
    let model = model(
        r#"
        "x#S": {"type": "service", "version": "2026", "operations": [{"target": "x#Op"}],
                "resources": [{"target": "x#R"}], "rename": {"x#Text": "Words"}},
        "x#R": {"type": "resource", "identifiers": {"name": {"target": "x#Text"}}, "read": {"target": "x#Get"},
                "collectionOperations": [{"target": "x#Op"}]},
        "x#Text": {"type": "string"}, "x#Op": {"type": "operation"}, "x#Get": {"type": "operation"}"#,
    );
    let (found, service) = model.service(None).expect("one service");
    assert_eq!(found.id, id("x#S"));
    assert_eq!(service.version, "2026");
    assert_eq!(service.operations, [id("x#Op")]);
    assert_eq!(service.rename[&id("x#Text")], "Words");
    let Kind::Resource(resource) = &shape(&model, "x#R").kind else { panic!("no resource") };
    assert_eq!(resource.identifiers["name"], id("x#Text"));
    assert_eq!(resource.all_operations().collect::<Vec<_>>(), [&id("x#Get"), &id("x#Op")]);
}

#[test]
fn a_default_of_null_is_not_the_same_as_none() {
    let model = model(
        r#""x#S": {"type": "structure", "members": {
            "absent": {"target": "smithy.api#Integer"},
            "null": {"target": "smithy.api#PrimitiveInteger", "traits": {"smithy.api#default": null}},
            "zero": {"target": "smithy.api#PrimitiveInteger", "traits": {"smithy.api#default": 0}}}}"#,
    );
    assert_eq!(member(&model, "x#S", "absent").traits.default, DefaultValue::Absent);
    assert_eq!(member(&model, "x#S", "null").traits.default, DefaultValue::Null);
    assert_eq!(member(&model, "x#S", "zero").traits.default, DefaultValue::Value(json!(0)));
}

#[test]
fn the_prelude_is_always_there() {
    let model = model("");
    assert_eq!(shape(&model, "smithy.api#String").kind, Kind::String);
    assert_eq!(shape(&model, "smithy.api#Unit").kind, Kind::Structure(Vec::new()));
    assert_eq!(shape(&model, "smithy.api#BigDecimal").kind, Kind::BigDecimal);
    assert_eq!(shape(&model, "smithy.api#Long").traits.default, DefaultValue::Absent);
    assert_eq!(shape(&model, "smithy.api#PrimitiveLong").traits.default, DefaultValue::Value(json!(0)));
    assert_eq!(shape(&model, "smithy.api#PrimitiveBoolean").traits.default, DefaultValue::Value(json!(false)));
    assert_eq!(shape(&model, "smithy.api#String").position, Position::default());
    assert_eq!(model.shape(&id("smithy.api#Nothing")), None);
}

#[test]
fn positions_are_those_of_the_keys() {
    let model = model(
        "  \"x#S\": {\"type\": \"structure\", \"members\": {\n    \"a\": {\"target\": \"x#T\"}, \"b\": {\"target\": \"x#T\"}\n  }},\n\t\"x#T\": {\"type\": \"string\"}",
    );
    let at = |line, column| Position { line, column };
    assert_eq!(shape(&model, "x#S").position, at(4, 3));
    assert_eq!(member(&model, "x#S", "a").position, at(5, 5));
    assert_eq!(member(&model, "x#S", "b").position, at(5, 29));
    assert_eq!(shape(&model, "x#T").position, at(7, 2));
}

#[test]
fn positions_on_one_line_count_bytes() {
    let model =
        Model::read(r#"{"smithy":"2.0","metadata":{"ä":1},"shapes":{"x#T":{"type":"string"}}}"#).expect("a model");
    assert_eq!(shape(&model, "x#T").position, Position { line: 1, column: 47 });
}

#[test]
fn a_key_with_escapes_stands_where_the_key_before_it_does() {
    let model = model(r#""x\u0023T": {"type": "string"}"#);
    assert_eq!(shape(&model, "x#T").position, Position { line: 3, column: 1 });
}

#[test]
fn the_version_may_be_short() {
    for version in ["1", "1.0", "2", "2.0"] {
        let model = Model::read(&format!(r#"{{"smithy": "{version}"}}"#)).expect("a model");
        assert_eq!(model.smithy, version);
        assert!(model.shapes.is_empty());
    }
}

#[test]
fn numbers_of_smithy_1_default_to_zero_unless_boxed() {
    let file = file(
        r#""x#S": {"type": "structure", "members": {
            "count": {"target": "x#Count"},
            "boxed": {"target": "x#Count", "traits": {"smithy.api#box": {}}},
            "flag": {"target": "smithy.api#PrimitiveBoolean"},
            "maybe": {"target": "smithy.api#Boolean"},
            "large": {"target": "x#Boxed"}}},
        "x#Count": {"type": "integer"},
        "x#Boxed": {"type": "long", "traits": {"smithy.api#box": {}}}"#,
    );
    let model = Model::read(&file.replace("2.0", "1.0")).expect("a model");
    assert_eq!(shape(&model, "x#Count").traits.default, DefaultValue::Value(json!(0)));
    assert_eq!(member(&model, "x#S", "count").traits.default, DefaultValue::Value(json!(0)));
    assert_eq!(member(&model, "x#S", "boxed").traits.default, DefaultValue::Absent);
    assert_eq!(member(&model, "x#S", "flag").traits.default, DefaultValue::Value(json!(false)));
    assert_eq!(member(&model, "x#S", "maybe").traits.default, DefaultValue::Absent);
    assert_eq!(member(&model, "x#S", "large").traits.default, DefaultValue::Absent);
    assert_eq!(shape(&model, "x#Boxed").traits.default, DefaultValue::Absent);
}

#[test]
fn shape_ids_are_taken_apart() {
    let shape_id = id("com.example#Name_1");
    assert_eq!((shape_id.namespace(), shape_id.name()), ("com.example", "Name_1"));
    assert_eq!(shape_id.to_string(), "com.example#Name_1");
    for wrong in ["", "Name", "#Name", "a#", "a#b#c", "a#b$c", "a..b#C", ".a#B", "a#1", "a-b#C", "a# B", "a#_"] {
        let error = ShapeId::try_from(wrong).expect_err(wrong);
        assert_eq!(error.to_string(), format!("{wrong:?} is no absolute shape id such as \"com.example#Name\""));
    }
    assert!(ShapeId::try_from("_a1#__2b").is_ok());
}

#[test]
fn a_service_is_found_by_its_id_or_name() {
    let two = model(r#""x#A": {"type": "service"}, "y#B": {"type": "service"}, "x#T": {"type": "string"}"#);
    assert_eq!(two.service(Some("A")).expect("by name").0.id, id("x#A"));
    assert_eq!(two.service(Some("y#B")).expect("by id").0.id, id("y#B"));
    let message = |model: &Model, name| model.service(name).expect_err("no service").to_string();
    assert_eq!(message(&two, None), "the model has several services; name one of x#A, y#B");
    assert_eq!(message(&two, Some("T")), "the model has no service T; it has x#A, y#B");
    assert_eq!(message(&model(""), None), "the model has no service");
    assert_eq!(message(&model(""), Some("A")), "the model has no service A; it has none");
    let same = model(r#""x#A": {"type": "service"}, "y#A": {"type": "service"}"#);
    assert_eq!(message(&same, Some("A")), "the model has several services; name one of x#A, y#A");
}
