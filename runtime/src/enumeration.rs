//! Enumerations, which may meet values newer than the model.

/// A string enumeration of the model.
pub trait Enumeration {
    /// The values that the model knows, in its order.
    const VALUES: &'static [&'static str];

    /// The value on the wire.
    fn as_str(&self) -> &str;

    /// Whether the model knows the value.
    fn is_known(&self) -> bool {
        Self::VALUES.contains(&self.as_str())
    }
}

/// A value of an enumeration that the model does not know; it survives being read and written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownVariant(Box<str>);

impl UnknownVariant {
    /// Keeps a value; for generated code.
    #[doc(hidden)]
    pub fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A value of an integer enumeration that the model does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i32);

impl UnknownInteger {
    /// Keeps a value; for generated code.
    #[doc(hidden)]
    pub fn new(value: i32) -> Self {
        Self(value)
    }

    /// The value on the wire.
    pub fn value(self) -> i32 {
        self.0
    }
}
