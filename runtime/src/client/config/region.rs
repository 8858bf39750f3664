//! Regions, for those who keep them apart from other text.

use std::borrow::Cow;
use std::fmt;

/// A Region, such as `eu-west-1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Region(Cow<'static, str>);

impl Region {
    /// The Region with this code.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Self {
        Self(code.into())
    }

    /// The Region with this code, for constants.
    pub const fn from_static(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Region> for String {
    fn from(Region(code): Region) -> Self {
        code.into_owned()
    }
}
