//! How an enumeration is text: the table of its values says the rest.

/// Implements what an enumeration needs, from a table of its variants and their values: conversion
/// from and to text, `Display`, and how it travels. The enumeration has a variant `Unknown` too.
#[doc(hidden)]
#[macro_export]
macro_rules! enumeration {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// The values that the model knows.
            pub const fn values() -> &'static [&'static str] {
                &[$($value),*]
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::UnknownVariant::new(value)),
                }
            }
        }

        /// Takes any text: what the model does not know is kept.
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        /// The value of a required member that was not sent: unknown, and empty.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::from("")
            }
        }

        impl $crate::Secret for $name {
            fn wipe(&mut self) {
                *self = Self::default();
            }

            fn is_same(&self, other: &Self) -> bool {
                self == other
            }
        }

        impl $crate::Protected for $name {
            fn read<'de, D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::de::enumeration(deserializer)
            }
        }

        impl $crate::Enumeration for $name {
            const VALUES: &'static [&'static str] = Self::values();

            fn as_str(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::de::enumeration(deserializer)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::constraint::Constrained for $name {
            fn text(&self) -> Option<&str> {
                Some(self.as_str())
            }

            fn show(&self, out: &mut String) {
                out.push_str(self.as_str());
            }
        }
    };
}
