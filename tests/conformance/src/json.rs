//! JSON compared exactly: numbers by all their digits, and no name twice.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::decimal::Decimal;

/// Compares two texts of JSON as values.
///
/// # Errors
/// Where they differ first, and how.
pub(crate) fn same(expected: &str, actual: &str) -> Result<(), String> {
    let expected = parse(expected).map_err(|error| format!("what is expected is no JSON: {error}: {expected}"))?;
    let actual = parse(actual).map_err(|error| format!("expected JSON, got {actual:?}: {error}"))?;
    difference(&expected, &actual, "$")
}

/// A value; numbers are decimal and exact.
#[derive(Clone, Debug, PartialEq)]
enum Json {
    Null,
    Boolean(bool),
    Number(Decimal),
    String(String),
    List(Vec<Json>),
    Map(BTreeMap<String, Json>),
}

fn difference(expected: &Json, actual: &Json, path: &str) -> Result<(), String> {
    match (expected, actual) {
        (Json::Map(expected), Json::Map(actual)) => {
            expected.iter().try_for_each(|(name, value)| match actual.get(name) {
                Some(actual) => difference(value, actual, &format!("{path}.{name}")),
                None => Err(format!("{path}.{name}: expected {value}, got nothing")),
            })?;
            match actual.iter().find(|(name, _)| !expected.contains_key(*name)) {
                Some((name, value)) => Err(format!("{path}.{name}: expected nothing, got {value}")),
                None => Ok(()),
            }
        }
        (Json::List(expected), Json::List(actual)) if expected.len() == actual.len() => {
            let pairs = expected.iter().zip(actual).enumerate();
            pairs
                .into_iter()
                .try_for_each(|(i, (expected, actual))| difference(expected, actual, &format!("{path}[{i}]")))
        }
        _ if expected == actual => Ok(()),
        _ => Err(format!("{path}: expected {expected}, got {actual}")),
    }
}

fn parse(text: &str) -> serde_json::Result<Json> {
    let raw: &RawValue = serde_json::from_str(text)?;
    read(raw.get())
}

/// Reads text that is known to be JSON.
fn read(text: &str) -> serde_json::Result<Json> {
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let members: Members = serde_json::from_str(text)?;
            let members = members.0.into_iter().map(|(name, value)| Ok((name, read(value.get())?)));
            Json::Map(members.collect::<serde_json::Result<_>>()?)
        }
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(text)?;
            Json::List(elements.into_iter().map(|value| read(value.get())).collect::<serde_json::Result<_>>()?)
        }
        Some(b'"') => Json::String(serde_json::from_str(text)?),
        Some(b't' | b'f') => Json::Boolean(serde_json::from_str(text)?),
        Some(b'n') => Json::Null,
        _ => Json::Number(Decimal::read(text)),
    })
}

/// The members of an object, none of which may be there twice.
struct Members(BTreeMap<String, Box<RawValue>>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Members, M::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
            if members.contains_key(&name) {
                return Err(M::Error::custom(format_args!("the member {name} is there twice")));
            }
            members.insert(name, value);
        }
        Ok(Members(members))
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separated = |f: &mut fmt::Formatter<'_>, i: usize| if i == 0 { Ok(()) } else { f.write_str(",") };
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{}", value.text),
            Self::String(value) => write!(f, "{value:?}"),
            Self::List(values) => {
                f.write_str("[")?;
                values.iter().enumerate().try_for_each(|(i, value)| {
                    separated(f, i)?;
                    write!(f, "{value}")
                })?;
                f.write_str("]")
            }
            Self::Map(members) => {
                f.write_str("{")?;
                members.iter().enumerate().try_for_each(|(i, (name, value))| {
                    separated(f, i)?;
                    write!(f, "{name:?}:{value}")
                })?;
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn the_same_value_may_be_written_in_different_ways() {
        for (expected, actual) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("0.5", "5E-1"),
            ("-0", "0.00"),
            ("12345678901234567890.10", "12345678901234567890.1"),
            (r#"{"a":1,"b":[true,null]}"#, r#" {"b": [true, null], "a": 1.0} "#),
            (r#""\u0041""#, r#""A""#),
        ] {
            same(expected, actual).unwrap();
        }
    }

    #[test]
    fn a_difference_is_told_with_its_place() {
        for (expected, actual, told) in [
            ("1", "2", "$: expected 1, got 2"),
            ("1", "-1", "$: expected 1, got -1"),
            (
                "12345678901234567890",
                "12345678901234567891",
                "$: expected 12345678901234567890, got 12345678901234567891",
            ),
            ("123456789.12345679", "123456789.1234568", "$: expected 123456789.12345679, got 123456789.1234568"),
            (r#"{"a":{"b":1}}"#, r#"{"a":{}}"#, "$.a.b: expected 1, got nothing"),
            (r#"{"a":[]}"#, r#"{"a":[],"b":null}"#, "$.b: expected nothing, got null"),
            ("[1,2]", "[1,3]", "$[1]: expected 2, got 3"),
            ("[1]", "[1,2]", "$: expected [1], got [1,2]"),
            (r#""1""#, "1", r#"$: expected "1", got 1"#),
        ] {
            assert_eq!(same(expected, actual).unwrap_err(), told);
        }
    }

    #[test]
    fn a_member_that_is_there_twice_is_no_json() {
        let problem = same(r#"{"a":1}"#, r#"{"a":1,"a":1}"#).unwrap_err();
        assert!(problem.contains("the member a is there twice"), "{problem}");
    }
}
