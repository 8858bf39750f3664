//! Values without a schema.

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::DecodeError;

/// A JSON value of any form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document(Value);

impl Document {
    /// Reads JSON text.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn from_json(text: &str) -> Result<Self, DecodeError> {
        serde_json::from_str(text).map(Self).map_err(DecodeError::from)
    }

    /// The value.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// Gives the value away.
    pub fn into_value(self) -> Value {
        self.0
    }
}

impl<T: Into<Value>> From<T> for Document {
    fn from(value: T) -> Self {
        Self(value.into())
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }
}
