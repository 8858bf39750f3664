//! PutResourcePolicy: behaviour.md §3.12 and §7.

use std::sync::Arc;

use secretsmith::operation::put_resource_policy::{PutResourcePolicyInput, PutResourcePolicyOutput};
use secretsmith::primitives::DateTime;

use crate::message;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;

/// Attaches a resource policy to a secret, in place of the one that it has.
///
/// # Errors
/// The id is malformed; the policy is (§7.1), or lets everyone in (§7.2), which only matters when the call says
/// so; there is no such secret, it is marked for deletion, or a replica. What needs no state is checked first (§1.8).
pub fn put_resource_policy(
    account: &mut Account,
    input: &PutResourcePolicyInput,
    now: DateTime,
) -> Result<PutResourcePolicyOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    let policy = Policy::of_resource(&input.resource_policy).map_err(message::malformed_policy)?;
    if input.block_public_policy.unwrap_or(false) && policy.is_public() {
        return Err(message::public_policy());
    }
    account.change(id, now, |secret| {
        secret.check_not_deleted()?;
        secret.check_primary()?;
        secret.policy = Some(Arc::new(policy));
        secret.changed = now;
        Ok(PutResourcePolicyOutput::default().with_arn(secret.arn()).with_name(secret.name()))
    })
}
