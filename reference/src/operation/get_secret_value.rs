//! GetSecretValue: behaviour.md §3.9.

use secretsmith::operation::get_secret_value::{GetSecretValueInput, GetSecretValueOutput};
use secretsmith::primitives::DateTime;

use crate::policy::Origin;
use crate::refusal::Refusal;
use crate::rules::access::Access;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;

/// Reads the value of a version; the access is still to be noted.
///
/// # Errors
/// Those of §3.9, in its order.
pub fn get_secret_value(
    account: &Account,
    input: &GetSecretValueInput,
    origin: Origin,
    now: DateTime,
) -> Result<(GetSecretValueOutput, Option<Access>), Refusal> {
    let secret = account.find(SecretId::parse(&input.secret_id)?, now)?;
    secret.check_not_deleted()?;
    let version = secret.select(input.version_id.as_deref(), input.version_stage.as_deref())?;
    secret.check_value_access(origin)?;
    account.keys().check_decrypts(&version.keys)?;

    let mut output = GetSecretValueOutput::default()
        .with_arn(secret.arn())
        .with_name(secret.name())
        .with_version_id(version.id())
        .with_created_date(version.created);
    output.version_stages = version.stages();
    (output.secret_string, output.secret_binary) = version.members();
    Ok((output, Access::of(secret, version, now)))
}
