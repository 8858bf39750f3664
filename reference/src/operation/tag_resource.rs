//! TagResource: behaviour.md §3.19.

use secretsmith::operation::tag_resource::{TagResourceInput, TagResourceOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;
use crate::rules::tags::Tag;

/// Adds tags to a secret.
///
/// # Errors
/// The id is malformed; a tag has no key, or a reserved one; there is no such secret, it is marked
/// for deletion, a replica, or owned by a service; or it would have too many tags.
pub fn tag_resource(
    account: &mut Account,
    input: TagResourceInput,
    now: DateTime,
) -> Result<TagResourceOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    let tags = Tag::read(input.tags)?;
    account.change(id, now, |secret| {
        secret.check_changeable()?;
        secret.tags.set(tags)?;
        secret.changed = now;
        Ok(TagResourceOutput::default())
    })
}
