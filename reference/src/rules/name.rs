//! Names of secrets: behaviour.md §2.1.

use crate::message;
use crate::refusal::Refusal;

/// How many characters a name can have (§2.1).
pub const LIMIT: usize = 512;

/// Checks the name of a new secret, whose length the model has checked unless somebody calls the store itself.
///
/// # Errors
/// `ValidationException` when a character is none that a name may have, or there are too many.
pub fn check_new(name: &str) -> Result<(), Refusal> {
    check(name)?;
    if name.len() <= LIMIT { Ok(()) } else { Err(message::name_too_long(name, LIMIT)) }
}

/// Checks the name of a secret that is looked for.
///
/// # Errors
/// `ValidationException` when a character is none that a name may have.
pub fn check(name: &str) -> Result<(), Refusal> {
    if is_name(name) { Ok(()) } else { Err(message::invalid_name()) }
}

/// Whether a text has only characters that a name may have, and at least one.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/_+=.@!".contains(&byte))
}
