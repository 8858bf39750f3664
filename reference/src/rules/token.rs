//! `ClientRequestToken`, the id of the version that a call makes: behaviour.md §2.4.

use super::secret::Secret;
use super::value::Value;
use super::version::Version;
use crate::message;
use crate::refusal::Refusal;

/// The token of a call that cannot do without. The empty one is none: no version has an empty id.
///
/// # Errors
/// `InvalidRequestException` when it is missing.
pub fn require(token: Option<&str>) -> Result<&str, Refusal> {
    token.filter(|token| !token.is_empty()).ok_or_else(message::missing_token)
}

/// The version that an earlier call with the same token and value has made: then this call is a
/// retry, and changes nothing. `None` when the token is new to the secret.
///
/// # Errors
/// `ResourceExistsException` when the token was used with another value, or with none now.
pub fn earlier<'a>(secret: &'a Secret, token: &str, value: Option<&Value>) -> Result<Option<&'a Version>, Refusal> {
    match secret.versions().get(token) {
        // What a rotation has reserved is still to get its value (§3.13).
        Some(version) if version.is_placeholder() => Ok(None),
        Some(version) if version.value.as_deref() != value => Err(message::token_in_use(token, &secret.arn())),
        found => Ok(found),
    }
}
