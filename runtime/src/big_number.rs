//! Numbers of any size, kept digit by digit.

use std::fmt;
use std::str::FromStr;

use serde_core::de::Error;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// Defines a number that is kept as its digits; arithmetic is left to a library of the user's.
macro_rules! big_number {
    ($(#[$docs:meta])* $name:ident, $is_valid:ident, $expected:literal) => {
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The digits, as JSON writes them.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self("0".into())
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self(value.to_string().into())
            }
        }

        impl FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, NumberError> {
                if $is_valid(text) { Ok(Self(text.into())) } else { Err(NumberError($expected)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let raw = RawValue::from_string(self.0.to_string()).map_err(serde_core::ser::Error::custom)?;
                raw.serialize(serializer)
            }
        }

        /// Only from JSON, whose numbers keep their digits.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = Box::<RawValue>::deserialize(deserializer)?;
                raw.get().parse().map_err(D::Error::custom)
            }
        }
    };
}

big_number!(
    /// An integer of any size.
    BigInteger, is_integer, "expected an integer"
);

big_number!(
    /// A decimal number of any size and precision.
    BigDecimal, is_decimal, "expected a number"
);

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError(&'static str);

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NumberError {}

/// Whether a text is a JSON number without fraction and exponent.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_leading_zero = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !is_leading_zero && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a JSON number.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_exponent = |text: &str| are_digits(text.strip_prefix(['+', '-']).unwrap_or(text));
    is_integer(whole) && fraction.is_none_or(are_digits) && exponent.is_none_or(is_exponent)
}
