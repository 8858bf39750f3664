//! Values that must not be seen: redacted in `Debug`, compared in constant time, wiped on drop.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::Blob;
use crate::de::redacted;

/// A value that the model marks as sensitive.
///
/// `Debug` shows no part of it and there is no `Display`; reading it is the deliberate act of
/// calling [`expose`](Self::expose). Equality takes the same time wherever two values of one
/// length differ. The memory is overwritten when the value is dropped.
///
/// Serializing writes the value itself: that is how it travels.
#[derive(Clone, Default)]
pub struct Sensitive<T: Zeroize + Default>(T);

impl<T: Zeroize + Default> Sensitive<T> {
    /// Protects a value.
    pub fn new(value: impl Into<T>) -> Self {
        Self(value.into())
    }

    /// Shows the value.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// Gives the value away, which is then no longer protected.
    pub fn into_inner(mut self) -> T {
        std::mem::take(&mut self.0)
    }
}

impl<T: Zeroize + Default> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize + Default> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(..)")
    }
}

impl<T: Zeroize + Default + AsRef<[u8]>> PartialEq for Sensitive<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().ct_eq(other.0.as_ref()).into()
    }
}

impl<T: Zeroize + Default + AsRef<[u8]>> Eq for Sensitive<T> {}

impl<T: Zeroize + Default + Hash> Hash for Sensitive<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T: Zeroize + Default> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Sensitive<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl<T: Zeroize + Default + Serialize> Serialize for Sensitive<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Sensitive<String> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        redacted::string(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Sensitive<Blob> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Blob::deserialize(deserializer).map(Self)
    }
}
