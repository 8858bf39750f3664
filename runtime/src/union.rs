//! Unions: exactly one of their members has a value.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{Error, MapAccess, Visitor};

use crate::Document;
use crate::de::NameSeed;

/// A member of a union that the model does not know; it survives being read and written.
///
/// `Debug` shows its name and not its value, which may be a secret.
#[derive(Clone, Default, PartialEq)]
pub struct UnknownMember {
    name: Box<str>,
    value: Document,
}

impl UnknownMember {
    /// Keeps a member; for generated code.
    #[doc(hidden)]
    pub fn new(name: &str, value: Document) -> Self {
        Self { name: name.into(), value }
    }

    /// The name on the wire.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value.
    pub fn value(&self) -> &Document {
        &self.value
    }
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A union, as it is read.
pub trait Union: Sized {
    /// Reads the value of the member with this wire name; `None` when it is `null`.
    ///
    /// # Errors
    /// When the value is not of the member's type.
    fn read<'de, M: MapAccess<'de>>(name: &str, map: &mut M) -> Result<Option<Self>, M::Error>;
}

/// Reads a union.
///
/// # Errors
/// When the input is not a map, a value has the wrong type, or not exactly one member has a value.
pub fn read<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    deserializer.deserialize_map(UnionVisitor(PhantomData))
}

struct UnionVisitor<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a union")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<U, M::Error> {
        let mut found = None;
        while let Some(name) = map.next_key_seed(NameSeed)? {
            if name.as_str() == "__type" {
                crate::de::skip(&mut map)?;
                continue;
            }
            let Some(value) = U::read(name.as_str(), &mut map)? else { continue };
            if found.replace(value).is_some() {
                return Err(M::Error::custom("expected one member of a union, found more"));
            }
        }
        found.ok_or_else(|| M::Error::custom("expected one member of a union, found none"))
    }
}

/// The value of a member that has none: an empty structure.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Nothing;

crate::structure! { Nothing {} }
