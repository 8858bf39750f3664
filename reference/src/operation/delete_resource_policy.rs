//! DeleteResourcePolicy: behaviour.md §3.4.

use secretsmith::operation::delete_resource_policy::{DeleteResourcePolicyInput, DeleteResourcePolicyOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;

/// Removes the resource policy of a secret; without one, nothing happens.
///
/// # Errors
/// The id is malformed, there is no such secret, it is marked for deletion, or a replica.
pub fn delete_resource_policy(
    account: &mut Account,
    input: &DeleteResourcePolicyInput,
    now: DateTime,
) -> Result<DeleteResourcePolicyOutput, Refusal> {
    account.change(SecretId::parse(&input.secret_id)?, now, |secret| {
        secret.check_not_deleted()?;
        secret.check_primary()?;
        if secret.policy.take().is_some() {
            secret.changed = now;
        }
        Ok(DeleteResourcePolicyOutput::default().with_arn(secret.arn()).with_name(secret.name()))
    })
}
