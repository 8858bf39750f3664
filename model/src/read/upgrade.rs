//! What Smithy 1.0 leaves unsaid: booleans and numbers that are not boxed default to zero.

use std::sync::LazyLock;

use indexmap::IndexMap;

use super::raw::RawShape;
use crate::json::Node;
use crate::{DefaultValue, Kind, ShapeId, prelude};

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";

static FALSE: Node<'static> = Node::Boolean(false);
static ZERO: LazyLock<Node<'static>> = LazyLock::new(|| Node::Number(0.into()));

/// Gives shapes and members of a model of Smithy 1.0 the defaults that they have in 2.0.
pub(super) fn upgrade(shapes: &mut IndexMap<ShapeId, RawShape<'_>>) {
    let zeros: IndexMap<ShapeId, &Node<'_>> =
        shapes.values().filter_map(|shape| Some((shape.id.clone(), zero(shape)?))).collect();
    for shape in shapes.values_mut() {
        if let Some(zero) = zeros.get(&shape.id) {
            shape.traits.entry(DEFAULT).or_insert(zero);
        }
        if shape.kind != "structure" {
            continue;
        }
        for member in shape.members.values_mut() {
            let target = member.target.as_ref();
            let zero = target.and_then(|target| zeros.get(target).copied().or_else(|| prelude_zero(target)));
            if let (Some(zero), false) = (zero, member.traits.contains_key(BOX)) {
                member.traits.entry(DEFAULT).or_insert(zero);
            }
        }
    }
}

/// The default of a shape of the file.
fn zero(shape: &RawShape<'_>) -> Option<&'static Node<'static>> {
    if shape.traits.contains_key(BOX) {
        return None;
    }
    match shape.kind {
        "boolean" => Some(&FALSE),
        "byte" | "short" | "integer" | "long" | "float" | "double" => Some(&ZERO),
        _ => None,
    }
}

/// The default of a shape of the prelude.
fn prelude_zero(id: &ShapeId) -> Option<&'static Node<'static>> {
    let shape = prelude::shape(id)?;
    match (&shape.traits.default, &shape.kind) {
        (DefaultValue::Absent, _) => None,
        (_, Kind::Boolean) => Some(&FALSE),
        (_, _) => Some(&ZERO),
    }
}
