//! Values of structures as JSON, made from the model: one with everything, and random ones.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use secretsmith_model::{Kind, Member, Shape};
use serde_json::{Map, Value, json};

use super::model::Structures;

/// What stands in every sensitive member of a [`full`] value.
pub(crate) const MARKER: &str = "s3cr3t-marker";

/// The marker's bytes as they travel.
pub(crate) const MARKER_BASE64: &str = "czNjcjN0LW1hcmtlcg==";

/// A value of a structure with every member set, and the [`MARKER`] in those that are sensitive.
pub(crate) fn full(structures: &Structures, structure: &Shape) -> Value {
    let members = structure.members().into_iter();
    members.map(|member| (member.name.clone(), full_member(structures, member))).collect::<Map<_, _>>().into()
}

fn full_member(structures: &Structures, member: &Member) -> Value {
    let target = structures.target(member);
    let is_sensitive = member.traits.sensitive || target.traits.sensitive;
    let element = |member: &Member| full_member(structures, member);
    match &target.kind {
        Kind::Blob if is_sensitive => json!(MARKER_BASE64),
        Kind::String if is_sensitive => json!(MARKER),
        Kind::Blob => json!("Ynl0ZXM="),
        Kind::String if target.traits.enum_definitions.is_none() => json!(format!("the {}", member.name)),
        Kind::String | Kind::Enum(_) => json!(enum_values(target)[0]),
        Kind::Boolean => json!(true),
        Kind::Integer | Kind::Long => json!(7),
        Kind::Timestamp => json!(1523477145.713),
        Kind::List(member) => json!([element(member), element(member)]),
        Kind::Map { value, .. } => json!({"first": element(value), "second": element(value)}),
        Kind::Structure(_) => full(structures, target),
        other => panic!("the model has no {} so far: say what one looks like", other.name()),
    }
}

/// Random values of a structure: members may be missing unless they are required.
pub(crate) fn some(structures: &Structures, structure: &Shape) -> BoxedStrategy<Value> {
    let members: Vec<_> = structure
        .members()
        .into_iter()
        .map(|member| {
            let name = member.name.clone();
            let value = any_member(structures, member);
            let presence = if member.traits.required { Just(true).boxed() } else { any::<bool>().boxed() };
            (Just(name), presence, value).boxed()
        })
        .collect();
    let object = |members: Vec<(String, bool, Value)>| {
        let present = members.into_iter().filter(|(_, is_present, _)| *is_present);
        Value::Object(present.map(|(name, _, value)| (name, value)).collect())
    };
    members.prop_map(object).boxed()
}

fn any_member(structures: &Structures, member: &Member) -> BoxedStrategy<Value> {
    let target = structures.target(member);
    let element = |member: &Member| any_member(structures, member);
    match &target.kind {
        Kind::Blob => {
            proptest::sample::select(vec!["", "AA==", "Zm9v", "+/+/", MARKER_BASE64]).prop_map(Value::from).boxed()
        }
        // Values that the model does not know are values all the same.
        Kind::Enum(_) => {
            prop_oneof![text(), proptest::sample::select(enum_values(target)).prop_map(Value::from)].boxed()
        }
        Kind::String => text(),
        Kind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Integer => any::<i32>().prop_map(Value::from).boxed(),
        Kind::Long => any::<i64>().prop_map(Value::from).boxed(),
        Kind::Timestamp => (0..4_000_000_000_000_i64).prop_map(seconds).boxed(),
        Kind::List(member) => vec(element(member), 0..3).prop_map(Value::from).boxed(),
        Kind::Map { value, .. } => {
            btree_map(".{0,8}", element(value), 0..3).prop_map(|map| Value::Object(map.into_iter().collect())).boxed()
        }
        Kind::Structure(_) => some(structures, target),
        other => panic!("the model has no {} so far: say what one looks like", other.name()),
    }
}

fn text() -> BoxedStrategy<Value> {
    any::<String>().prop_map(Value::from).boxed()
}

/// Milliseconds as the wire has them: whole seconds have no fraction.
fn seconds(milliseconds: i64) -> Value {
    match milliseconds % 1000 {
        0 => json!(milliseconds / 1000),
        _ => json!(milliseconds as f64 / 1000.0),
    }
}

fn enum_values(shape: &Shape) -> Vec<String> {
    let values = shape.members().into_iter().filter_map(|member| member.traits.enum_value.as_ref());
    values.map(|value| value.as_str().expect("values of this model's enumerations are text").to_owned()).collect()
}
