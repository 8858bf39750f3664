//! UpdateSecret: behaviour.md §3.21.

use std::sync::Arc;

use secretsmith::operation::update_secret::{UpdateSecretInput, UpdateSecretOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;
use crate::rules::secret::Secret;
use crate::rules::token;
use crate::rules::value::Value;

/// Changes what a secret is described by and encrypted with, and makes a new current version when
/// there is a value. A retry, told by its token and value, changes nothing.
///
/// # Errors
/// Those of §3.21, in its order.
pub fn update_secret(
    account: &mut Account,
    input: UpdateSecretInput,
    now: DateTime,
) -> Result<UpdateSecretOutput, Refusal> {
    let id = SecretId::parse(&input.secret_id)?;
    let token = token::require(input.client_request_token.as_deref())?;
    let value = Value::of(input.secret_string, input.secret_binary)?;

    let keys = Arc::clone(account.keys());
    account.change(id, now, |secret| {
        secret.check_changeable()?;
        let mut output = UpdateSecretOutput::default().with_arn(secret.arn()).with_name(secret.name());
        output.version_id = value.is_some().then(|| token.to_owned());
        if is_retry(secret, token, value.as_ref())? {
            return Ok(output);
        }
        // Quotas are told before keys (§1.8); what is done until then is thrown away with the draft.
        let key = input.kms_key_id.map(|key| keys.choose(&key));
        let is_encrypted = key.is_some() || value.is_some();
        if let Some(Ok(key)) = &key {
            secret.encrypt_with(key.clone(), &keys);
        }
        if let Some(description) = input.description {
            secret.describe(description)?;
        }
        if let Some(kind) = input.r#type {
            secret.set_kind(kind);
        }
        if let Some(value) = value {
            secret.add_version(token, value, &[], now)?;
        }
        key.transpose()?;
        if is_encrypted {
            keys.check_encrypts(&secret.key)?;
        }
        secret.changed = now;
        Ok(output)
    })
}

/// Without a value the token stands for nothing, and stays unused (§11).
fn is_retry(secret: &Secret, token: &str, value: Option<&Value>) -> Result<bool, Refusal> {
    match value {
        Some(_) => token::earlier(secret, token, value).map(|version| version.is_some()),
        None => Ok(false),
    }
}
