//! RestoreSecret: behaviour.md §3.16.

use secretsmith::operation::restore_secret::{RestoreSecretInput, RestoreSecretOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;

/// Undoes a scheduled deletion; without one, nothing happens.
///
/// # Errors
/// The id is malformed, there is no such secret, or it is a replica.
pub fn restore_secret(
    account: &mut Account,
    input: &RestoreSecretInput,
    now: DateTime,
) -> Result<RestoreSecretOutput, Refusal> {
    account.change(SecretId::parse(&input.secret_id)?, now, |secret| {
        secret.check_primary()?;
        secret.restore(now);
        Ok(RestoreSecretOutput::default().with_arn(secret.arn()).with_name(secret.name()))
    })
}
