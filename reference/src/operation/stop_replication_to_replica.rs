//! StopReplicationToReplica: behaviour.md §3.18.

use secretsmith::operation::stop_replication_to_replica::{
    StopReplicationToReplicaInput, StopReplicationToReplicaOutput,
};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::delivery::What;
use crate::rules::lookup::SecretId;

/// Makes a standalone secret of a replica, with the same name and ARN.
///
/// # Errors
/// The id is malformed, there is no such secret, it is marked for deletion, or it is no replica.
pub fn stop_replication_to_replica(
    account: &mut Account,
    input: &StopReplicationToReplicaInput,
    now: DateTime,
) -> Result<StopReplicationToReplicaOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    let (arn, primary) = account.change(id, now, |secret| {
        secret.check_not_deleted()?;
        let primary = secret.promote(now)?;
        Ok((secret.arn(), primary))
    })?;
    account.leave_task(What::Leave, id, &primary, now);
    Ok(StopReplicationToReplicaOutput::default().with_arn(arn))
}
