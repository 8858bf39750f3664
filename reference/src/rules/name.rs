//! Names of secrets: behaviour.md §2.1.

use crate::message;
use crate::refusal::Refusal;

/// Checks the name of a new secret.
///
/// # Errors
/// `ValidationException` when a character is none that a name may have.
pub fn check(name: &str) -> Result<(), Refusal> {
    if is_name(name) { Ok(()) } else { Err(message::invalid_name()) }
}

/// Whether a text has only characters that a name may have, and at least one.
///
/// How long it may be is a constraint of the model.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/_+=.@!".contains(&byte))
}
