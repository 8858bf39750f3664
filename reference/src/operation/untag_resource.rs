//! UntagResource: behaviour.md §3.20.

use secretsmith::operation::untag_resource::{UntagResourceInput, UntagResourceOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;

/// Removes tags from a secret.
///
/// # Errors
/// The id is malformed, there is no such secret, or it is marked for deletion, a replica, or owned
/// by a service.
pub fn untag_resource(
    account: &mut Account,
    input: &UntagResourceInput,
    now: DateTime,
) -> Result<UntagResourceOutput, Refusal> {
    account.change(SecretId::parse(&input.secret_id)?, now, |secret| {
        secret.check_changeable()?;
        secret.tags.remove(&input.tag_keys);
        secret.changed = now;
        Ok(UntagResourceOutput::default())
    })
}
