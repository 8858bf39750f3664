//! Shape ids: the names by which shapes and traits refer to each other.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// An absolute shape id without a member, `namespace#Name`.
///
/// Cloning is cheap. Ids are ordered by their text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId {
    text: Arc<str>,
    hash: usize,
}

impl ShapeId {
    /// The part before the `#`, such as `com.amazonaws.secretsmanager`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.text[..self.hash]
    }

    /// The part after the `#`, such as `GetSecretValue`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.text[self.hash + 1..]
    }

    /// The whole id, `namespace#Name`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `smithy.api#Unit`, the structure that stands for nothing.
    #[must_use]
    pub fn unit() -> Self {
        prelude("Unit")
    }

    /// Whether this is `smithy.api#Unit`.
    #[must_use]
    pub fn is_unit(&self) -> bool {
        &*self.text == "smithy.api#Unit"
    }
}

/// The id of a shape of Smithy's prelude.
pub(crate) fn prelude(name: &str) -> ShapeId {
    ShapeId { text: format!("smithy.api#{name}").into(), hash: "smithy.api".len() }
}

impl TryFrom<&str> for ShapeId {
    type Error = InvalidShapeId;

    fn try_from(text: &str) -> Result<Self, InvalidShapeId> {
        let invalid = || InvalidShapeId(text.to_owned());
        let (namespace, name) = text.split_once('#').ok_or_else(invalid)?;
        if !namespace.split('.').all(is_identifier) || !is_identifier(name) {
            return Err(invalid());
        }
        Ok(Self { text: text.into(), hash: namespace.len() })
    }
}

impl FromStr for ShapeId {
    type Err = InvalidShapeId;

    fn from_str(text: &str) -> Result<Self, InvalidShapeId> {
        Self::try_from(text)
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A text that should have been a shape id and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidShapeId(String);

impl fmt::Display for InvalidShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no absolute shape id such as \"com.example#Name\"", self.0)
    }
}

impl std::error::Error for InvalidShapeId {}

/// Whether a text is an identifier of Smithy's grammar: letters, digits and underscores, beginning
/// with a letter, or with underscores and then a letter or digit.
pub(crate) fn is_identifier(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts_well = match bytes.first() {
        Some(b'_') => bytes.iter().any(u8::is_ascii_alphanumeric),
        Some(first) => first.is_ascii_alphabetic(),
        None => false,
    };
    starts_well && bytes.iter().all(|&byte| byte == b'_' || byte.is_ascii_alphanumeric())
}
