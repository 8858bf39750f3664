//! DescribeSecret: behaviour.md §3.6.

use std::collections::BTreeMap;

use secretsmith::operation::describe_secret::{DescribeSecretInput, DescribeSecretOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types;
use secretsmith::types::SecretListEntry;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::dates::Day;
use crate::rules::lookup::SecretId;
use crate::rules::secret::Secret;
use crate::rules::tags::Tag;

/// Tells what is known of a secret besides its value, also of one scheduled for deletion.
///
/// # Errors
/// The id is malformed, or there is no such secret.
pub fn describe_secret(
    account: &Account,
    input: &DescribeSecretInput,
    now: DateTime,
) -> Result<DescribeSecretOutput, Refusal> {
    let secret = account.find(SecretId::parse(&input.secret_id)?, now)?;
    let SecretListEntry {
        arn,
        name,
        r#type,
        description,
        kms_key_id,
        last_changed_date,
        last_accessed_date,
        deleted_date,
        tags,
        secret_versions_to_stages,
        created_date,
        owning_service,
        primary_region,
        external_secret_rotation_metadata,
        external_secret_rotation_role_arn,
        rotation_enabled,
        rotation_lambda_arn,
        rotation_rules,
        last_rotated_date,
        next_rotation_date,
        ..
    } = entry(secret);

    let mut output = DescribeSecretOutput::default();
    output.arn = arn;
    output.name = name;
    output.r#type = r#type;
    output.description = description;
    output.kms_key_id = kms_key_id;
    output.last_changed_date = last_changed_date;
    output.last_accessed_date = last_accessed_date;
    output.deleted_date = deleted_date;
    output.tags = tags;
    output.version_ids_to_stages = secret_versions_to_stages;
    output.created_date = created_date;
    output.owning_service = owning_service;
    output.primary_region = primary_region;
    output.external_secret_rotation_metadata = external_secret_rotation_metadata;
    output.external_secret_rotation_role_arn = external_secret_rotation_role_arn;
    output.rotation_enabled = rotation_enabled;
    output.rotation_lambda_arn = rotation_lambda_arn;
    output.rotation_rules = rotation_rules;
    output.last_rotated_date = last_rotated_date;
    output.next_rotation_date = next_rotation_date;
    output.replication_status = Some(secret.replication_status()).filter(|status| !status.is_empty());
    Ok(output)
}

/// What DescribeSecret and ListSecrets tell of a secret: which members are there, and when.
pub(super) fn entry(secret: &Secret) -> SecretListEntry {
    let stages = secret.versions.labelled().filter_map(|version| Some((version.id().to_owned(), version.stages()?)));

    let mut entry = SecretListEntry::default()
        .with_arn(secret.arn())
        .with_name(secret.name())
        .with_created_date(secret.created)
        .with_last_changed_date(secret.changed);
    entry.r#type = secret.kind.as_deref().map(str::to_owned);
    entry.description = secret.description.as_deref().map(str::to_owned);
    entry.kms_key_id = secret.key.shown().map(str::to_owned);
    entry.last_accessed_date = secret.accessed.map(Day::start);
    entry.deleted_date = secret.deleted;
    entry.tags = secret.tags.get().map(|tags| tags.iter().map(shown).collect());
    entry.secret_versions_to_stages = Some(stages.collect()).filter(|stages: &BTreeMap<_, _>| !stages.is_empty());
    entry.owning_service = secret.owning_service().map(str::to_owned);
    entry.primary_region = secret.primary_region().map(str::to_owned);
    if let Some(rotation) = secret.rotation() {
        entry.rotation_enabled = Some(rotation.is_enabled());
        entry.rotation_lambda_arn = rotation.function().map(str::to_owned);
        entry.rotation_rules = rotation.rules();
        entry.last_rotated_date = rotation.last_rotated();
        entry.next_rotation_date = rotation.next_date();
    }
    let external = secret.shown_external();
    entry.external_secret_rotation_metadata = external.and_then(|external| external.metadata.clone());
    entry.external_secret_rotation_role_arn = external.and_then(|external| external.role.clone());
    entry
}

fn shown(tag: &Tag) -> types::Tag {
    types::Tag::builder().key(tag.key()).set_value(tag.value().map(str::to_owned)).build()
}
