//! CreateSecret: behaviour.md §3.3.

use std::sync::Arc;

use secretsmith::operation::create_secret::{CreateSecretInput, CreateSecretOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types::ReplicaRegionType;

use crate::message;
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::arn::{Place, Suffix, is_region, partition_of};
use crate::rules::kms::KmsKey;
use crate::rules::secret::Secret;
use crate::rules::tags::Tag;
use crate::rules::value::Value;
use crate::rules::{name, token};

/// Creates a secret, whose ARN will end in this suffix; or answers a retry as the first call.
///
/// # Errors
/// Those of §3.3, in its order. The checks of tags, which it does not place, come with the others
/// that need no state. To replicate the new secret is refused: that is not implemented yet.
pub fn create_secret(
    account: &mut Account,
    input: CreateSecretInput,
    suffix: Suffix,
    now: DateTime,
) -> Result<CreateSecretOutput, Refusal> {
    name::check(&input.name)?;
    let token = token::require(input.client_request_token.as_deref())?;
    let value = Value::of(input.secret_string, input.secret_binary)?;
    let tags = Tag::read(input.tags.unwrap_or_default())?;
    check_replicas(&input.add_replica_regions.unwrap_or_default(), account.place())?;
    if let Some(existing) = account.get(&input.name, now) {
        return retry(existing, token, value.as_ref());
    }

    let mut secret = Secret::new(Arc::clone(account.place()), &input.name, suffix, now);
    secret.encrypt_with(KmsKey::parse(input.kms_key_id.as_deref().unwrap_or_default(), account.place())?);
    secret.describe(input.description.unwrap_or_default());
    secret.set_kind(input.r#type.unwrap_or_default());
    secret.tags.set(tags)?;
    let version = value.is_some().then_some(token);
    if let Some(value) = value {
        secret.add_version(token, value, &[], now)?;
    }
    let output = answer(&secret, version);
    account.add(secret)?;
    Ok(output)
}

fn retry(existing: &Secret, token: &str, value: Option<&Value>) -> Result<CreateSecretOutput, Refusal> {
    if existing.deleted.is_some() {
        return Err(message::name_scheduled_for_deletion());
    }
    match token::earlier(existing, token, value)? {
        Some(version) => Ok(answer(existing, Some(version.id()))),
        None => Err(message::name_exists(existing.name())),
    }
}

fn answer(secret: &Secret, version: Option<&str>) -> CreateSecretOutput {
    let mut output = CreateSecretOutput::default().with_arn(secret.arn()).with_name(secret.name());
    output.version_id = version.map(str::to_owned);
    output
}

/// The Regions must be others than this one, of the same partition.
fn check_replicas(replicas: &[ReplicaRegionType], place: &Place) -> Result<(), Refusal> {
    let is_possible =
        |region: &str| is_region(region) && region != place.region() && partition_of(region) == place.partition();
    match replicas {
        [] => Ok(()),
        _ if replicas.iter().all(|replica| replica.region.as_deref().is_some_and(is_possible)) => {
            Err(message::replication_not_implemented())
        }
        _ => Err(message::invalid_replica_region()),
    }
}
