//! Reading shapes: what generated code implements, and how it is driven.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

use crate::BuildError;

mod error;
pub(crate) mod redacted;

pub use error::DecodeError;
#[cfg(feature = "server")]
pub(crate) use error::Found;

/// What collects the members of a structure as they are read.
///
/// A call builder is one, for its input; so is a builder of a shared shape. A structure whose
/// members are all optional is its own.
pub trait Members: Default {
    /// Whether the structure has any member, so that an empty body cannot stand for it.
    const HAS_MEMBERS: bool = true;

    /// Reads the value of the member with this wire name, or [skips](skip) it.
    ///
    /// # Errors
    /// When the value is not of the member's type.
    fn read<'de, M: MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error>;

    /// Gives members that are absent their defaults, as a server does with an input.
    fn fill(&mut self) {}
}

/// A value that stands within an input, and that a server fills in: members that are absent and that
/// clients may leave out, although they have defaults.
pub trait Fill {
    /// Gives members that are absent their defaults, at any depth.
    fn fill(&mut self);
}

impl<T: Fill> Fill for Option<T> {
    fn fill(&mut self) {
        self.iter_mut().for_each(T::fill);
    }
}

impl<T: Fill> Fill for Vec<T> {
    fn fill(&mut self) {
        self.iter_mut().for_each(T::fill);
    }
}

impl<T: Fill> Fill for BTreeMap<String, T> {
    fn fill(&mut self) {
        self.values_mut().for_each(T::fill);
    }
}

impl<T: Fill + ?Sized> Fill for Box<T> {
    fn fill(&mut self) {
        (**self).fill();
    }
}

/// Reads the members of a structure, without asking whether any is missing.
///
/// # Errors
/// When the input is not a map or a value has the wrong type.
pub fn members<'de, C: Members, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    deserializer.deserialize_map(MembersVisitor(PhantomData))
}

/// Reads a structure by collecting its members and building it of them.
///
/// # Errors
/// When the input is not a map, a value has the wrong type, or a required member is missing.
pub fn build<'de, C: Members, T, D: Deserializer<'de>>(
    deserializer: D,
    build: impl FnOnce(C) -> Result<T, BuildError>,
) -> Result<T, D::Error> {
    build(members(deserializer)?).map_err(D::Error::custom)
}

/// Passes over the value of a member that the model does not know.
///
/// # Errors
/// When the value is broken.
pub fn skip<'de, M: MapAccess<'de>>(map: &mut M) -> Result<(), M::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// Reads a value of an enumeration: any text is one.
///
/// # Errors
/// When the input is not text.
pub fn enumeration<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(EnumerationVisitor(PhantomData))
}

struct EnumerationVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for EnumerationVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok(T::from(value))
    }
}

struct MembersVisitor<C>(PhantomData<C>);

impl<'de, C: Members> Visitor<'de> for MembersVisitor<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a structure")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<C, M::Error> {
        let mut collected = C::default();
        while let Some(name) = map.next_key_seed(NameSeed)? {
            collected.read(name.as_str(), &mut map)?;
        }
        Ok(collected)
    }
}

/// A member's name: borrowed from the input unless it holds escapes.
pub(crate) enum Name<'de> {
    Borrowed(&'de str),
    Owned(String),
}

impl Name<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(name) => name,
            Self::Owned(name) => name,
        }
    }
}

pub(crate) struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for NameSeed {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name::Owned(name.to_owned()))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name::Owned(name))
    }
}
