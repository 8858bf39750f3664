//! RemoveRegionsFromReplication: behaviour.md §3.14.

use secretsmith::operation::remove_regions_from_replication::{
    RemoveRegionsFromReplicationInput, RemoveRegionsFromReplicationOutput,
};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::delivery::What;
use crate::rules::lookup::SecretId;

/// Gives up replicas of a secret, which are removed for good.
///
/// # Errors
/// The id is malformed, there is no such secret, or it is marked for deletion or itself a replica;
/// there is no replica in one of the Regions.
pub fn remove_regions_from_replication(
    account: &mut Account,
    input: &RemoveRegionsFromReplicationInput,
    now: DateTime,
) -> Result<RemoveRegionsFromReplicationOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    let output = account.change(id, now, |secret| {
        secret.check_not_deleted()?;
        secret.check_primary()?;
        secret.give_up_replicas(&input.remove_replica_regions, now)?;
        let output = RemoveRegionsFromReplicationOutput::default().with_arn(secret.arn());
        Ok(output.with_replication_status(secret.replication_status()))
    })?;
    for region in &input.remove_replica_regions {
        account.leave_task(What::Withdraw, id, region, now);
    }
    Ok(output)
}
