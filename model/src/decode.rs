//! Reading typed values from JSON. A failure says what was found instead of what, and where within
//! the value.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use crate::ShapeId;
use crate::json::{Node, Object};

/// What reading gives: the value, or what is wrong with the JSON.
pub(crate) type Decoded<T> = Result<T, String>;

/// The fields of an object.
pub(crate) struct Fields<'n, 't>(&'n Object<'t>);

impl<'n, 't> Fields<'n, 't> {
    pub(crate) fn of(node: &'n Node<'t>) -> Decoded<Self> {
        node.as_object().map(Self).ok_or_else(|| instead(node, "an object"))
    }

    pub(crate) fn optional<T>(&self, name: &str, read: impl Fn(&'n Node<'t>) -> Decoded<T>) -> Decoded<Option<T>> {
        match self.0.get(name) {
            None => Ok(None),
            Some(node) => read(node).map(Some).map_err(|message| format!("{name:?}: {message}")),
        }
    }

    pub(crate) fn required<T>(&self, name: &str, read: impl Fn(&'n Node<'t>) -> Decoded<T>) -> Decoded<T> {
        self.optional(name, read)?.ok_or_else(|| format!("{name:?} is missing"))
    }

    /// A boolean that is false when it is not there.
    pub(crate) fn flag(&self, name: &str) -> Decoded<bool> {
        Ok(self.optional(name, boolean)?.unwrap_or_default())
    }
}

pub(crate) fn text(node: &Node<'_>) -> Decoded<String> {
    node.as_str().map(str::to_owned).ok_or_else(|| instead(node, "a string"))
}

pub(crate) fn boolean(node: &Node<'_>) -> Decoded<bool> {
    match node {
        Node::Boolean(value) => Ok(*value),
        _ => Err(instead(node, "a boolean")),
    }
}

pub(crate) fn number(node: &Node<'_>) -> Decoded<Number> {
    match node {
        Node::Number(value) => Ok(value.clone()),
        _ => Err(instead(node, "a number")),
    }
}

pub(crate) fn integer<T: TryFrom<i64>>(node: &Node<'_>) -> Decoded<T> {
    let number = number(node)?;
    let fitting = number.as_i64().and_then(|value| T::try_from(value).ok());
    fitting.ok_or_else(|| format!("{number} is no integer of the allowed range"))
}

pub(crate) fn shape_id(node: &Node<'_>) -> Decoded<ShapeId> {
    ShapeId::try_from(&*text(node)?).map_err(|invalid| invalid.to_string())
}

pub(crate) fn list<'n, 't, T>(node: &'n Node<'t>, read: impl Fn(&'n Node<'t>) -> Decoded<T>) -> Decoded<Vec<T>> {
    let items = node.as_array().ok_or_else(|| instead(node, "an array"))?;
    let item = |(index, node)| read(node).map_err(|message| format!("[{index}]: {message}"));
    items.iter().enumerate().map(item).collect()
}

pub(crate) fn texts(node: &Node<'_>) -> Decoded<Vec<String>> {
    list(node, text)
}

/// The entries of an object.
pub(crate) fn map<'n, 't, T>(
    node: &'n Node<'t>,
    read: impl Fn(&'n Node<'t>) -> Decoded<T>,
) -> Decoded<IndexMap<String, T>> {
    let object = node.as_object().ok_or_else(|| instead(node, "an object"))?;
    let entry = |(key, node): (&str, &'n Node<'t>)| match read(node) {
        Ok(value) => Ok((key.to_owned(), value)),
        Err(message) => Err(format!("{key:?}: {message}")),
    };
    object.iter().map(entry).collect()
}

/// The object of a trait that has no content.
pub(crate) fn annotation(node: &Node<'_>) -> Decoded<bool> {
    Fields::of(node).map(|_| true)
}

/// Any object, untyped.
pub(crate) fn object_value(node: &Node<'_>) -> Decoded<Value> {
    Fields::of(node).map(|_| node.to_value())
}

/// Any array, untyped.
pub(crate) fn array_value(node: &Node<'_>) -> Decoded<Value> {
    node.as_array().map(|_| node.to_value()).ok_or_else(|| instead(node, "an array"))
}

/// Any value, untyped.
#[expect(clippy::unnecessary_wraps, reason = "it is passed where a reading function is asked for")]
pub(crate) fn value(node: &Node<'_>) -> Decoded<Value> {
    Ok(node.to_value())
}

pub(crate) fn instead(found: &Node<'_>, expected: &str) -> String {
    format!("{} instead of {expected}", found.kind())
}
