//! CancelRotateSecret: behaviour.md §3.2.

use secretsmith::operation::cancel_rotate_secret::{CancelRotateSecretInput, CancelRotateSecretOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;

/// Turns rotation off, and stops the one in progress.
///
/// # Errors
/// Those of §3.2, in its order.
pub fn cancel_rotate_secret(
    account: &mut Account,
    input: &CancelRotateSecretInput,
    now: DateTime,
) -> Result<CancelRotateSecretOutput, Refusal> {
    account.change(SecretId::parse(&input.secret_id)?, now, |secret| {
        secret.check_not_deleted()?;
        secret.check_primary()?;
        let version = secret.cancel_rotation(now);
        let mut output = CancelRotateSecretOutput::default().with_arn(secret.arn()).with_name(secret.name());
        output.version_id = version.map(String::from);
        Ok(output)
    })
}
