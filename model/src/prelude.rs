//! The shapes that Smithy itself defines, which no file has to.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde_json::{Number, Value};

use crate::{DefaultValue, Kind, Position, Shape, ShapeId, Traits, id};

/// The prelude shape of that id.
pub(crate) fn shape(id: &ShapeId) -> Option<&'static Shape> {
    SHAPES.get(id)
}

static SHAPES: LazyLock<IndexMap<ShapeId, Shape>> = LazyLock::new(|| {
    let boxed = |kind: Kind| shape_of(&capitalized(kind.name()), kind, DefaultValue::Absent);
    let primitive = |kind: Kind| {
        let zero = zero(&kind).map_or(DefaultValue::Absent, DefaultValue::Value);
        shape_of(&format!("Primitive{}", capitalized(kind.name())), kind, zero)
    };
    let numbers = || [Kind::Byte, Kind::Short, Kind::Integer, Kind::Long, Kind::Float, Kind::Double];
    [Kind::String, Kind::Blob, Kind::BigInteger, Kind::BigDecimal, Kind::Timestamp, Kind::Document, Kind::Boolean]
        .into_iter()
        .chain(numbers())
        .map(boxed)
        .chain(numbers().into_iter().chain([Kind::Boolean]).map(primitive))
        .chain([shape_of("Unit", Kind::Structure(Vec::new()), DefaultValue::Absent)])
        .map(|shape| (shape.id.clone(), shape))
        .collect()
});

/// The value that booleans and numbers had by default in Smithy 1.0, and those of the prelude whose
/// names begin with `Primitive` still have.
pub(crate) fn zero(kind: &Kind) -> Option<Value> {
    match kind {
        Kind::Boolean => Some(Value::Bool(false)),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::Float | Kind::Double => {
            Some(Value::Number(Number::from(0)))
        }
        _ => None,
    }
}

fn shape_of(name: &str, kind: Kind, default: DefaultValue) -> Shape {
    let traits = Box::new(Traits { default, ..Traits::default() });
    Shape { id: id::prelude(name), position: Position::default(), traits, kind }
}

fn capitalized(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_ascii_uppercase() + rest
}
