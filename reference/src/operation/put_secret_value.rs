//! PutSecretValue: behaviour.md §3.13.

use std::sync::Arc;

use secretsmith::operation::put_secret_value::{PutSecretValueInput, PutSecretValueOutput};
use secretsmith::primitives::DateTime;

use crate::message;
use crate::policy::Origin;
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::labels::Label;
use crate::rules::lookup::SecretId;
use crate::rules::token;
use crate::rules::value::Value;

/// Makes a version of a secret, with these labels or as the current one; or answers a retry.
///
/// # Errors
/// Those of §3.13, in its order.
pub fn put_secret_value(
    account: &mut Account,
    input: PutSecretValueInput,
    origin: Origin,
    now: DateTime,
) -> Result<PutSecretValueOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    let token = token::require(input.client_request_token.as_deref())?;
    let value = Value::of(input.secret_string, input.secret_binary)?.ok_or_else(message::missing_value)?;
    let labels: Vec<Label> = input.version_stages.iter().flatten().map(|label| label.as_str().into()).collect();

    let keys = Arc::clone(account.keys());
    account.change(id, now, |secret| {
        secret.check_changeable()?;
        secret.check_rotation_token(input.rotation_token.as_ref())?;
        if token::earlier(secret, token, Some(&value))?.is_none() {
            secret.add_version(token, value, &labels, now)?;
            secret.check_value_access(origin)?;
            keys.check_encrypts(&secret.key)?;
        }
        let mut output =
            PutSecretValueOutput::default().with_arn(secret.arn()).with_name(secret.name()).with_version_id(token);
        output.version_stages = secret.versions().get(token).and_then(|version| version.stages());
        Ok(output)
    })
}
