//! JSON as a tree that keeps what models need and `serde_json::Value` loses: where keys stand, and
//! keys that stand twice.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;

use serde_core::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use crate::{Position, Problem};

/// A JSON value that borrows its strings from the text where it can.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node<'t> {
    Null,
    Boolean(bool),
    Number(Number),
    String(Cow<'t, str>),
    Array(Vec<Self>),
    Object(Object<'t>),
}

/// The entries of a JSON object, in the order of the text. A key may stand in it twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object<'t>(pub(crate) Vec<(Key<'t>, Node<'t>)>);

/// The key of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key<'t> {
    pub(crate) name: Cow<'t, str>,
    /// The offset in bytes of its opening quote; that of the key before it when it is written with
    /// escapes.
    pub(crate) offset: usize,
}

/// How many values a text may hold: some ten times what the largest published models do, and few
/// enough that a hostile text cannot exhaust the memory.
const MOST_VALUES: usize = 1_000_000;

/// Parses a text.
pub(crate) fn parse(text: &str) -> Result<Node<'_>, Problem> {
    let state = State::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Reader { text, state: &state }
        .deserialize(&mut deserializer)
        .and_then(|node| deserializer.end().map(|()| node))
        .map_err(|error| broken(&error))
}

impl<'t> Node<'t> {
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&Object<'t>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// What the value is, with its article.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The same value without positions; of a key that stands twice, the last.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Bool(*value),
            Self::Number(value) => Value::Number(value.clone()),
            Self::String(value) => Value::String(value.to_string()),
            Self::Array(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(object) => object.iter().map(|(key, value)| (key, value.to_value())).collect(),
        }
    }

    /// The keys, at any depth, that have stood in their object before.
    pub(crate) fn repeated_keys(&self) -> Vec<&str> {
        match self {
            Self::Array(items) => items.iter().flat_map(Self::repeated_keys).collect(),
            Self::Object(object) => {
                let within = object.0.iter().flat_map(|(_, value)| value.repeated_keys());
                object.repeated().map(|key| &*key.name).chain(within).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl<'t> Object<'t> {
    pub(crate) fn get(&self, name: &str) -> Option<&Node<'t>> {
        self.iter().find(|&(key, _)| key == name).map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Node<'t>)> {
        self.0.iter().map(|(key, value)| (&*key.name, value))
    }

    /// The keys that have stood in this object before.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = &Key<'t>> {
        let mut before = HashSet::new();
        self.0.iter().map(|(key, _)| key).filter(move |key| !before.insert(&*key.name))
    }
}

fn broken(error: &serde_json::Error) -> Problem {
    let position = Position { line: error.line().max(1), column: error.column().max(1) };
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
    Problem { position: Some(position), message, ..Problem::default() }
}

/// What has been read so far.
#[derive(Default)]
struct State {
    values: Cell<usize>,
    key_offset: Cell<usize>,
}

/// Reads one value of a text.
#[derive(Clone, Copy)]
struct Reader<'s, 't> {
    text: &'t str,
    state: &'s State,
}

impl<'t> Reader<'_, 't> {
    fn count<E: de::Error>(self) -> Result<(), E> {
        let values = self.state.values.get() + 1;
        if values > MOST_VALUES {
            return Err(E::custom(format!("the text holds more than {MOST_VALUES} values")));
        }
        self.state.values.set(values);
        Ok(())
    }

    /// A key and its offset, which is known when the key lies within the text.
    fn key(self, name: Cow<'t, str>) -> Key<'t> {
        let start = name.as_ptr().addr().checked_sub(self.text.as_ptr().addr());
        if let (Cow::Borrowed(_), Some(start)) = (&name, start) {
            self.state.key_offset.set(start.saturating_sub(1));
        }
        Key { name, offset: self.state.key_offset.get() }
    }
}

impl<'t> DeserializeSeed<'t> for Reader<'_, 't> {
    type Value = Node<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Node<'t>, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Reader<'_, 't> {
    type Value = Node<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node<'t>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node<'t>, E> {
        Ok(Node::Boolean(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node<'t>, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node<'t>, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node<'t>, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_borrowed_str<E: de::Error>(self, value: &'t str) -> Result<Node<'t>, E> {
        Ok(Node::String(Cow::Borrowed(value)))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node<'t>, E> {
        Ok(Node::String(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut array: A) -> Result<Node<'t>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = array.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut object: A) -> Result<Node<'t>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = object.next_entry_seed(KeyReader(self), self)? {
            entries.push(entry);
        }
        Ok(Node::Object(Object(entries)))
    }
}

/// Reads one key of a text.
struct KeyReader<'s, 't>(Reader<'s, 't>);

impl<'t> DeserializeSeed<'t> for KeyReader<'_, 't> {
    type Value = Key<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Key<'t>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for KeyReader<'_, 't> {
    type Value = Key<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: de::Error>(self, name: &'t str) -> Result<Key<'t>, E> {
        Ok(self.0.key(Cow::Borrowed(name)))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Key<'t>, E> {
        Ok(self.0.key(Cow::Owned(name.to_owned())))
    }
}
