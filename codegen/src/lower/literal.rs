//! Values that stand in the model, as values of Rust.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secretsmith_model::{Kind, Shape};
use serde_json::Value;

use super::context::Lowering;
use super::structure::variants_of;
use super::{naming, types};
use crate::ir::{Literal, Scalar};

/// A value of a shape; `None` when it is none.
pub(super) fn lower(lowering: &Lowering<'_>, shape: &Shape, value: &Value) -> Option<Literal> {
    match (&shape.kind, value) {
        (Kind::Boolean, Value::Bool(value)) => Some(Literal::Boolean(*value)),
        (Kind::Byte | Kind::Short | Kind::Integer | Kind::Long, value) => value.as_i64().map(Literal::Integer),
        (Kind::Float | Kind::Double, value) => float(value).map(Literal::Float),
        (Kind::BigInteger, Value::Number(number)) => Some(Literal::BigNumber(Scalar::BigInteger, number.to_string())),
        (Kind::BigDecimal, Value::Number(number)) => Some(Literal::BigNumber(Scalar::BigDecimal, number.to_string())),
        (Kind::String, Value::String(text)) if shape.traits.enum_definitions.is_none() => {
            Some(Literal::String(text.clone()))
        }
        (Kind::Blob, Value::String(text)) => STANDARD.decode(text).ok().map(Literal::Blob),
        (Kind::Timestamp, value) => instant(value).map(Literal::Timestamp),
        (Kind::Document, value) => Some(Literal::Document(value.to_string())),
        (Kind::Enum(_) | Kind::IntEnum(_) | Kind::String, value) => {
            let values = variants_of(shape);
            let at = values.iter().position(|(_, known)| *known == *value)?;
            let name = naming::variants(values.iter().map(|(name, _)| name.as_str())).into_iter().nth(at)?;
            Some(Literal::Variant(types::type_ident(lowering, shape), name))
        }
        (Kind::List(_), Value::Array(elements)) if elements.is_empty() => Some(Literal::Empty),
        (Kind::Map { .. }, Value::Object(entries)) if entries.is_empty() => Some(Literal::Empty),
        _ => None,
    }
}

/// A number, or the name of one that JSON cannot write.
fn float(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        _ => value.as_f64(),
    }
}

/// Seconds since the epoch, given as a number or as in RFC 3339.
fn instant(value: &Value) -> Option<f64> {
    match value {
        Value::Number(seconds) => seconds.as_f64(),
        Value::String(text) => {
            let instant: jiff::Timestamp = text.parse().ok()?;
            Some(instant.as_duration().as_secs_f64())
        }
        _ => None,
    }
}
