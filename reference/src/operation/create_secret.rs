//! CreateSecret: behaviour.md §3.3.

use std::sync::Arc;

use secretsmith::operation::create_secret::{CreateSecretInput, CreateSecretOutput};
use secretsmith::primitives::DateTime;

use crate::message;
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::arn::Suffix;
use crate::rules::replication::{Overwrite, Target};
use crate::rules::secret::Secret;
use crate::rules::tags::Tag;
use crate::rules::value::Value;
use crate::rules::{name, token};

/// Creates a secret, whose ARN will end in this suffix; or answers a retry as the first call.
///
/// # Errors
/// Those of §3.3, in its order. The checks of tags, which it does not place, come with the others
/// that need no state.
pub fn create_secret(
    account: &mut Account,
    input: CreateSecretInput,
    suffix: Suffix,
    now: DateTime,
) -> Result<CreateSecretOutput, Refusal> {
    create(account, input, Creator::Customer, suffix, now)
}

/// Creates a secret as an AWS service does that will own it (§2.12), such as `rds`.
///
/// # Errors
/// Those of [`create_secret`].
pub fn create_owned_secret(
    account: &mut Account,
    service: &str,
    input: CreateSecretInput,
    suffix: Suffix,
    now: DateTime,
) -> Result<CreateSecretOutput, Refusal> {
    create(account, input, Creator::Service(service), suffix, now)
}

/// Who creates a secret.
#[derive(Clone, Copy)]
enum Creator<'a> {
    Customer,
    Service(&'a str),
}

fn create(
    account: &mut Account,
    mut input: CreateSecretInput,
    creator: Creator<'_>,
    suffix: Suffix,
    now: DateTime,
) -> Result<CreateSecretOutput, Refusal> {
    name::check_new(&input.name)?;
    let token = token::require(input.client_request_token.as_deref())?.to_owned();
    let value = Value::of(input.secret_string.take(), input.secret_binary.take())?;
    let tags = Tag::read(input.tags.take().unwrap_or_default())?;
    let targets = Target::read(input.add_replica_regions.take().unwrap_or_default(), account.place())?;
    if let Some(existing) = account.get(&input.name, now) {
        return retry(existing, &token, value.as_ref(), &targets);
    }

    let mut secret = Secret::new(Arc::clone(account.place()), &input.name, suffix, now);
    if let Creator::Service(service) = creator {
        secret.owner = Some(service.into());
    }
    let key = account.keys().choose(input.kms_key_id.as_deref().unwrap_or_default())?;
    account.keys().check_encrypts(&key)?;
    secret.encrypt_with(key, account.keys());
    secret.describe(input.description.unwrap_or_default())?;
    secret.set_kind(input.r#type.unwrap_or_default());
    secret.tags.set(tags)?;
    let version = value.is_some().then_some(&*token);
    if let Some(value) = value {
        secret.add_version(&token, value, &[], now)?;
    }
    secret.replicate(&targets, Overwrite::of(input.force_overwrite_replica_secret), now);
    let output = answer(&secret, version, &targets);
    account.add(secret)?;
    Ok(output)
}

fn retry(
    existing: &Secret,
    token: &str,
    value: Option<&Value>,
    targets: &[Target],
) -> Result<CreateSecretOutput, Refusal> {
    if existing.deleted.is_some() {
        return Err(message::name_scheduled_for_deletion());
    }
    match token::earlier(existing, token, value)? {
        Some(version) => Ok(answer(existing, Some(version.id()), targets)),
        None => Err(message::name_exists(existing.name())),
    }
}

/// How replication stands is told to those who asked for it, also when they ask again.
fn answer(secret: &Secret, version: Option<&str>, targets: &[Target]) -> CreateSecretOutput {
    let mut output = CreateSecretOutput::default().with_arn(secret.arn()).with_name(secret.name());
    output.version_id = version.map(str::to_owned);
    output.replication_status = (!targets.is_empty()).then(|| secret.replication_status());
    output
}
