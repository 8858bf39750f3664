//! Values of properties that consist of others.

use serde_json::Value;

use crate::Document;

/// An array.
pub fn list<const N: usize>(items: [Document; N]) -> Document {
    Value::Array(items.map(Document::into_value).into()).into()
}

/// An object.
pub fn object<const N: usize>(members: [(&'static str, Document); N]) -> Document {
    Value::from_iter(members.map(|(name, value)| (name, value.into_value()))).into()
}
