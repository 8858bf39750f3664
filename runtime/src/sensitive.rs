//! Values that must not be seen: redacted in `Debug`, compared in constant time, wiped on drop.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde_core::de::Error;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::de::redacted;
use crate::{BigDecimal, BigInteger, Blob, Document, Timestamp};

/// A value that the model marks as sensitive.
///
/// `Debug` shows no part of it and there is no `Display`; reading it is the deliberate act of
/// calling [`expose`](Self::expose). Equality takes the same time wherever two texts or two runs of
/// bytes of one length differ. The memory is overwritten when the value is dropped.
///
/// Serializing writes the value itself: that is how it travels.
#[derive(Clone, Default)]
pub struct Sensitive<T: Secret>(T);

/// A type whose values can be kept from being seen.
pub trait Secret: Clone {
    /// Overwrites the value in memory.
    fn wipe(&mut self);

    /// Whether two values are the same, in a time that does not tell where they differ.
    fn is_same(&self, other: &Self) -> bool;
}

impl<T: Secret> Sensitive<T> {
    /// Protects a value.
    pub fn new(value: impl Into<T>) -> Self {
        Self(value.into())
    }

    /// Shows the value.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// Gives the value away, which is then no longer protected.
    pub fn into_inner(self) -> T {
        self.0.clone()
    }
}

impl<T: Secret> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.wipe();
    }
}

impl<T: Secret> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(..)")
    }
}

impl<T: Secret> PartialEq for Sensitive<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }
}

impl<T: Secret + Eq> Eq for Sensitive<T> {}

impl<T: Secret + Hash> Hash for Sensitive<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T: Secret> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// What else becomes a `String`.
macro_rules! text {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Sensitive<String> {
            fn from(value: $ty) -> Self {
                Self(value.into())
            }
        }
    )*};
}

text!(&str, &mut str, &String, Box<str>, Cow<'_, str>, char);

impl<T: Secret + Serialize> Serialize for Sensitive<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Secret + Protected> Deserialize<'de> for Sensitive<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

/// A type that can be read without its value standing in an error.
pub trait Protected: Sized {
    /// Reads a value; the error of a wrong one says what was expected and nothing else.
    ///
    /// # Errors
    /// When the input is not such a value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl Protected for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        redacted::string(deserializer)
    }
}

/// Types whose own errors name no value, or have it replaced.
macro_rules! protected {
    ($($ty:ty => $expected:literal),*) => {$(
        impl Protected for $ty {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$ty>::deserialize(deserializer).map_err(|_| D::Error::custom(concat!("expected ", $expected)))
            }
        }
    )*};
}

protected!(
    Blob => "base64 text with padding", bool => "a boolean", i8 => "a number", i16 => "a number", i32 => "a number",
    i64 => "a number", f32 => "a number", f64 => "a number", Timestamp => "a timestamp", Document => "a value",
    BigInteger => "a number", BigDecimal => "a number"
);

impl Secret for String {
    fn wipe(&mut self) {
        self.zeroize();
    }

    fn is_same(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl Secret for Blob {
    fn wipe(&mut self) {
        self.zeroize();
    }

    fn is_same(&self, other: &Self) -> bool {
        self.as_ref().ct_eq(other.as_ref()).into()
    }
}

/// Values of a fixed size, which comparing does not give away piece by piece.
macro_rules! fixed_size {
    ($($ty:ty),*) => {$(
        impl Secret for $ty {
            fn wipe(&mut self) {
                *self = Self::default();
            }

            fn is_same(&self, other: &Self) -> bool {
                self == other
            }
        }
    )*};
}

fixed_size!(bool, i8, i16, i32, i64, f32, f64, Timestamp, Document, BigInteger, BigDecimal);
