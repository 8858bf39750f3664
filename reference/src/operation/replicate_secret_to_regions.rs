//! ReplicateSecretToRegions: behaviour.md §3.15.

use secretsmith::operation::replicate_secret_to_regions::{
    ReplicateSecretToRegionsInput, ReplicateSecretToRegionsOutput,
};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;
use crate::rules::replication::{Overwrite, Target};

/// Begins to replicate a secret to further Regions. What goes wrong there is no error of the call.
///
/// # Errors
/// The id is malformed; a Region is none that a replica can be in; there is no such secret, or it is
/// marked for deletion or itself a replica.
pub fn replicate_secret_to_regions(
    account: &mut Account,
    input: ReplicateSecretToRegionsInput,
    now: DateTime,
) -> Result<ReplicateSecretToRegionsOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    let targets = Target::read(input.add_replica_regions, account.place())?;
    let overwrite = Overwrite::of(input.force_overwrite_replica_secret);
    account.change(id, now, |secret| {
        secret.check_not_deleted()?;
        secret.check_primary()?;
        secret.replicate(&targets, overwrite, now);
        let output = ReplicateSecretToRegionsOutput::default().with_arn(secret.arn());
        Ok(output.with_replication_status(secret.replication_status()))
    })
}
