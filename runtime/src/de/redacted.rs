//! Reading text whose content must not appear in an error.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{Error, MapAccess, SeqAccess, Visitor};

/// Reads a string; the error of a wrong type names the type found and never the value.
pub(crate) fn string<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    // Asked for a string, a format that describes itself words the error, with the value in it.
    match deserializer.is_human_readable() {
        true => deserializer.deserialize_any(StringVisitor),
        false => deserializer.deserialize_string(StringVisitor),
    }
}

struct StringVisitor;

fn wrong<E: Error>(found: &str) -> E {
    E::custom(format_args!("invalid type: {found}, expected a string"))
}

impl<'de> Visitor<'de> for StringVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<String, E> {
        Err(wrong("boolean"))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<String, E> {
        Err(wrong("integer"))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<String, E> {
        Err(wrong("integer"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<String, E> {
        Err(wrong("floating point"))
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<String, E> {
        Err(wrong("byte array"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(wrong("sequence"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(wrong("map"))
    }
}
