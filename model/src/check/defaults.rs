//! Whether defaults are values of the shape that they are for.

use serde_json::{Number, Value};

use super::references::with_article;
use crate::report::{Place, Report};
use crate::{DefaultValue, Kind, Model};

/// Reports defaults that are no value of their shape, or of the target of their member.
pub(super) fn check(model: &Model, report: &mut Report) {
    for shape in model.shapes.values() {
        check_one(&shape.traits.default, &shape.kind, shape.into(), report);
        for member in shape.members() {
            if let Some(target) = model.shape(&member.target) {
                check_one(&member.traits.default, &target.kind, (shape, member).into(), report);
            }
        }
    }
}

fn check_one(default: &DefaultValue, kind: &Kind, place: Place<'_>, report: &mut Report) {
    if let DefaultValue::Value(value) = default
        && !fits(value, kind)
    {
        let message = format!("{value} cannot be the default of {}", with_article(kind));
        report.problem(place.of_trait("smithy.api#default"), message);
    }
}

/// Whether a value may be a default. Of documents, lists and maps only empty ones may, and no
/// structure nor union.
fn fits(value: &Value, kind: &Kind) -> bool {
    match (kind, value) {
        (Kind::Boolean | Kind::Document, Value::Bool(_)) => true,
        (Kind::String | Kind::Enum(_) | Kind::Blob | Kind::Timestamp | Kind::Document, Value::String(_)) => true,
        (Kind::Float | Kind::Double | Kind::BigDecimal, Value::Number(_)) => true,
        (Kind::Timestamp | Kind::Document, Value::Number(_)) => true,
        (Kind::Float | Kind::Double, Value::String(name)) => matches!(&**name, "NaN" | "Infinity" | "-Infinity"),
        (Kind::Byte, Value::Number(number)) => is_integer::<i8>(number),
        (Kind::Short, Value::Number(number)) => is_integer::<i16>(number),
        (Kind::Integer | Kind::IntEnum(_), Value::Number(number)) => is_integer::<i32>(number),
        (Kind::Long, Value::Number(number)) => is_integer::<i64>(number),
        (Kind::BigInteger, Value::Number(number)) => !number.is_f64(),
        (Kind::List(_) | Kind::Document, Value::Array(items)) => items.is_empty(),
        (Kind::Map { .. } | Kind::Document, Value::Object(entries)) => entries.is_empty(),
        _ => false,
    }
}

fn is_integer<T: TryFrom<i64>>(number: &Number) -> bool {
    number.as_i64().is_some_and(|value| T::try_from(value).is_ok())
}
