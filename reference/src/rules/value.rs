//! Secret values: text or bytes (behaviour.md §2.4, §2.5, §3.3).

use secretsmith::Sensitive;
use secretsmith::primitives::Blob;

use crate::message;
use crate::refusal::Refusal;

/// What a version of a secret holds. `Debug` shows none of it, and it is wiped on drop.
///
/// Two values are equal when they came in the same member and have equal bytes, compared in
/// constant time: the equality that makes a call a retry (§2.4).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Given as `SecretString`.
    Text(Sensitive<String>),
    /// Given as `SecretBinary`.
    Bytes(Sensitive<Blob>),
}

impl Value {
    /// The value out of the two members of an input that can hold one; `None` when neither does.
    ///
    /// # Errors
    /// `ValidationException` when one is too long, which the model has checked of bytes unless somebody calls the store
    /// itself; `InvalidParameterException` when both hold one.
    pub fn of(text: Option<Sensitive<String>>, bytes: Option<Sensitive<Blob>>) -> Result<Option<Self>, Refusal> {
        check_length(text.as_ref())?;
        if bytes.as_ref().is_some_and(|bytes| bytes.expose().len() > LIMIT) {
            return Err(message::value_too_long("secretBinary", LIMIT));
        }
        match (text, bytes) {
            (Some(_), Some(_)) => Err(message::two_values()),
            (Some(text), None) => Ok(Some(Self::Text(text))),
            (None, Some(bytes)) => Ok(Some(Self::Bytes(bytes))),
            (None, None) => Ok(None),
        }
    }

    /// The members of an output that show the value: `SecretString` and `SecretBinary`.
    pub fn members(&self) -> (Option<Sensitive<String>>, Option<Sensitive<Blob>>) {
        match self {
            Self::Text(text) => (Some(text.clone()), None),
            Self::Bytes(bytes) => (None, Some(bytes.clone())),
        }
    }
}

/// The most bytes that a value can have, as text in UTF-8. The model has the limit too, but for text it counts
/// characters.
const LIMIT: usize = 65_536;

/// Refuses a text that is too long in bytes, with the words that the framework has for too many characters (§2.6).
///
/// # Errors
/// `ValidationException`.
pub fn check_length(text: Option<&Sensitive<String>>) -> Result<(), Refusal> {
    match text {
        Some(text) if text.expose().len() > LIMIT => Err(message::value_too_long("secretString", LIMIT)),
        _ => Ok(()),
    }
}
