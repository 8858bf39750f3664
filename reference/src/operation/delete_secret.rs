//! DeleteSecret: behaviour.md §3.5.

use secretsmith::operation::delete_secret::{DeleteSecretInput, DeleteSecretOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::arn::Suffix;
use crate::rules::deletion::Deletion;
use crate::rules::lookup::SecretId;

/// Schedules a secret for deletion, or deletes it at once. To delete at once what is not there
/// succeeds; the answer then has this suffix, unless the id has one.
///
/// # Errors
/// Those of §3.5, in its order.
pub fn delete_secret(
    account: &mut Account,
    input: &DeleteSecretInput,
    suffix: Suffix,
    now: DateTime,
) -> Result<DeleteSecretOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    match Deletion::of(input.recovery_window_in_days, input.force_delete_without_recovery)? {
        Deletion::After(days) => account.change(id, now, |secret| {
            secret.check_primary()?;
            secret.check_without_replicas()?;
            secret.check_not_deleted()?;
            secret.check_not_owned()?;
            let end = secret.schedule_deletion(days, now);
            Ok(answer(secret.arn(), secret.name(), end))
        }),
        Deletion::AtOnce => delete_at_once(account, &input.secret_id, id, suffix, now),
    }
}

/// Needs no background work: the name is free again when the call returns.
fn delete_at_once(
    account: &mut Account,
    given: &str,
    id: SecretId<'_>,
    suffix: Suffix,
    now: DateTime,
) -> Result<DeleteSecretOutput, Refusal> {
    let Ok(secret) = account.find(id, now) else {
        return Ok(match id {
            SecretId::Name(name) => answer(account.place().arn(name, suffix), name, now),
            SecretId::Arn(arn) if arn.is_full() => answer(given.to_owned(), given, now),
            SecretId::Arn(_) => answer(format!("{given}-{suffix}"), given, now),
        });
    };
    secret.check_primary()?;
    secret.check_without_replicas()?;
    secret.check_not_owned()?;
    let name = secret.name().to_owned();
    let output = answer(secret.arn(), &name, now);
    account.remove(&name);
    Ok(output)
}

fn answer(arn: String, name: &str, date: DateTime) -> DeleteSecretOutput {
    DeleteSecretOutput::default().with_arn(arn).with_name(name).with_deletion_date(date)
}
