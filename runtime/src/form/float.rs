//! Floating-point numbers: JSON has none for infinity and for what is not a number.

use std::fmt;

use serde_core::de::{Error, Visitor};
use serde_core::{Deserializer, Serializer};

use super::Form;

/// A JSON number, or one of the texts `NaN`, `Infinity` and `-Infinity`.
#[derive(Debug)]
pub struct Float;

const SPECIAL: [(&str, f64); 3] = [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)];

impl Form<f64> for Float {
    fn write<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        match text(*value) {
            Some(text) => serializer.serialize_str(text),
            None => serializer.serialize_f64(*value),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        deserializer.deserialize_any(FloatVisitor)
    }
}

impl Form<f32> for Float {
    fn write<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        match text(f64::from(*value)) {
            Some(text) => serializer.serialize_str(text),
            None => serializer.serialize_f32(*value),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
        // The nearest single; what is beyond its range is infinite.
        deserializer.deserialize_any(FloatVisitor).map(|value| value as f32)
    }
}

fn text(value: f64) -> Option<&'static str> {
    let is_same = |special: f64| special == value || (special.is_nan() && value.is_nan());
    SPECIAL.iter().find(|(_, special)| is_same(*special)).map(|(text, _)| *text)
}

struct FloatVisitor;

impl Visitor<'_> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("f64")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        let special = SPECIAL.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        special.ok_or_else(|| E::custom("expected a number, NaN, Infinity or -Infinity"))
    }
}
