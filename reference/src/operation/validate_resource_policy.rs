//! ValidateResourcePolicy: behaviour.md §3.23 and §7.3.

use secretsmith::operation::validate_resource_policy::{ValidateResourcePolicyInput, ValidateResourcePolicyOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types::ValidationErrorsEntry;

use crate::authorisation::Visitor;
use crate::message;
use crate::policy::{Malformed, Policy};
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;
use crate::rules::secret::Secret;

/// Checks a resource policy: its syntax, whether it allows broad access, and whether whoever calls could not replace
/// it once it is attached. Stores nothing.
///
/// The names of the checks are those that emulators use; the real ones are not known.
///
/// # Errors
/// The id is malformed, the text is no policy at all, or there is no such secret.
pub fn validate_resource_policy(
    account: &Account,
    input: &ValidateResourcePolicyInput,
    visitor: &Visitor<'_>,
    now: DateTime,
) -> Result<ValidateResourcePolicyOutput, Refusal> {
    let id = input.secret_id.as_deref().map(SecretId::parse).transpose()?;
    let policy = match Policy::of_resource(&input.resource_policy) {
        Err(Malformed::NotAPolicy) => return Err(message::malformed_policy(Malformed::NotAPolicy)),
        read => read,
    };
    let secret = id.map(|id| account.find(id, now)).transpose()?;
    let failures = match policy {
        Ok(policy) => failures(&policy, visitor, secret, now),
        Err(malformed) => vec![failure("SyntaxCheck", message::malformed_policy_text(malformed))],
    };
    let has_passed = failures.is_empty();
    Ok(ValidateResourcePolicyOutput::default()
        .with_policy_validation_passed(has_passed)
        .with_validation_errors(failures))
}

fn failures(
    policy: &Policy,
    visitor: &Visitor<'_>,
    secret: Option<&Secret>,
    now: DateTime,
) -> Vec<ValidationErrorsEntry> {
    let mut failures = Vec::new();
    if policy.is_public() {
        failures.push(failure("BlockPublicPolicyCheck", message::BROAD_ACCESS));
    }
    if visitor.is_locked_out(policy, secret, now) {
        failures.push(failure("LockOutCheck", message::LOCK_OUT));
    }
    failures
}

fn failure(check: &str, text: &str) -> ValidationErrorsEntry {
    ValidationErrorsEntry::default().with_check_name(check).with_error_message(text)
}
