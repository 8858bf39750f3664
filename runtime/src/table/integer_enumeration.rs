//! How an integer enumeration is a number: the table of its values says the rest.

/// Implements what an integer enumeration needs, from a table of its variants and their values. The
/// enumeration has a variant `Unknown` too.
#[doc(hidden)]
#[macro_export]
macro_rules! integer_enumeration {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The value on the wire.
            pub fn value(self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.value(),
                }
            }

            /// The values that the model knows.
            pub const fn values() -> &'static [i32] {
                &[$($value),*]
            }
        }

        impl ::core::convert::From<i32> for $name {
            fn from(value: i32) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::UnknownInteger::new(value)),
                }
            }
        }

        /// The value of a required member that was not sent.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::from(0)
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
                <i32 as $crate::Protected>::read(deserializer).map(Self::from)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <i32 as $crate::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i32(self.value())
            }
        }

        impl $crate::constraint::Constrained for $name {
            fn number(&self) -> Option<f64> {
                Some(f64::from(self.value()))
            }

            fn show(&self, out: &mut String) {
                out.push_str(&self.value().to_string());
            }
        }
    };
}
