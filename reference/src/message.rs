//! Every text that the rules answer, each once.
//!
//! Row numbers are those of the catalogue in behaviour.md §10.1. A text without a row is ours: the
//! specification says that the real one is unknown.

use crate::refusal::{Kind, Refusal};

// ResourceNotFoundException

/// Row 1.
pub(crate) fn secret_not_found() -> Refusal {
    Refusal::new(Kind::ResourceNotFound, "Secrets Manager can't find the specified secret.")
}

/// Rows 2 to 4.
pub(crate) fn label_not_found(label: &str) -> Refusal {
    let text = format!("Secrets Manager can't find the specified secret value for staging label: {label}");
    Refusal::new(Kind::ResourceNotFound, text)
}

/// Row 5.
pub(crate) fn version_not_found(id: &str) -> Refusal {
    let text = format!("Secrets Manager can't find the specified secret value for VersionId: {id}");
    Refusal::new(Kind::ResourceNotFound, text)
}

// InvalidRequestException

/// Row 6.
pub(crate) fn label_not_on_version() -> Refusal {
    Refusal::new(Kind::InvalidRequest, "You provided a VersionStage that is not associated to the provided VersionId.")
}

/// Row 7.
pub(crate) fn name_scheduled_for_deletion() -> Refusal {
    Refusal::new(
        Kind::InvalidRequest,
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    )
}

/// Row 8.
pub(crate) fn marked_for_deletion() -> Refusal {
    Refusal::new(
        Kind::InvalidRequest,
        "You can't perform this operation on the secret because it was marked for deletion.",
    )
}

/// Row 9.
pub(crate) fn missing_token() -> Refusal {
    Refusal::new(Kind::InvalidRequest, "You must provide a ClientRequestToken value. We recommend a UUID-type value.")
}

/// Row 28.
pub(crate) fn missing_value() -> Refusal {
    Refusal::new(Kind::InvalidRequest, "You must provide either SecretString or SecretBinary.")
}

// ResourceExistsException

/// Row 12.
pub(crate) fn name_exists(name: &str) -> Refusal {
    let text = format!("The operation failed because the secret {name} already exists.");
    Refusal::new(Kind::ResourceExists, text)
}

/// Row 13.
pub(crate) fn token_in_use(token: &str, arn: &str) -> Refusal {
    let text = format!(
        "You can't use ClientRequestToken {token} because that value is already in use for a version of secret {arn}."
    );
    Refusal::new(Kind::ResourceExists, text)
}

// ValidationException

/// Row 14.
pub(crate) fn invalid_name() -> Refusal {
    Refusal::new(
        Kind::Validation,
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    )
}

// InvalidParameterException

/// Row 16, which was recorded for `AWSCURRENT`.
pub(crate) fn missing_remove_from(label: &str, holder: &str) -> Refusal {
    let text = format!(
        "The parameter RemoveFromVersionId can't be empty. Staging label {label} is currently attached to version \
         {holder}, so you must explicitly reference that version in RemoveFromVersionId."
    );
    Refusal::new(Kind::InvalidParameter, text)
}

/// Row 17; the apostrophe is U+2019.
pub(crate) fn current_must_stay() -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        "You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.",
    )
}

/// Row 65.
pub(crate) fn wrong_remove_from(label: &str) -> Refusal {
    let text = format!(
        "When you move staging label {label}, if you specify RemoveFromVersionId, it must be set to the version that \
         currently has the staging label {label}."
    );
    Refusal::new(Kind::InvalidParameter, text)
}

/// Ours (§3.22 check 2).
pub(crate) fn no_version_named() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "You must provide either MoveToVersionId or RemoveFromVersionId.")
}

/// Row 27.
pub(crate) fn two_values() -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        "You can't specify both a binary secret value and a string secret value in the same secret.",
    )
}

/// Row 29.
pub(crate) fn window_out_of_range() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
}

/// Row 30.
pub(crate) fn window_with_force() -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    )
}

/// Row 33.
pub(crate) fn invalid_replica_region() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Invalid replica region.")
}

/// Row 34.
pub(crate) fn invalid_key_id() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "The operation failed because of an invalid KMS key: Invalid keyId")
}

/// Row 35.
pub(crate) fn key_of_other_region(region: &str) -> Refusal {
    let text = format!("The operation failed because of an invalid KMS key: Invalid arn {region}");
    Refusal::new(Kind::InvalidParameter, text)
}

/// Row 37.
pub(crate) fn password_too_short() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Password length is too short based on the required types.")
}

/// Row 38.
pub(crate) fn required_type_excluded() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "All characters of the desired type have been excluded.")
}

/// Row 39.
pub(crate) fn everything_excluded() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "All characters have been excluded from selection.")
}

/// Row 61.
pub(crate) fn ids_or_filters() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Either 'SecretIdList' or 'Filters' must be provided, but not both.")
}

/// Row 62.
pub(crate) fn max_results_without_filters() -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
    )
}

/// Row 63.
pub(crate) fn invalid_filter_key() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Invalid filter key")
}

/// Row 64.
pub(crate) fn invalid_filter_values(key: &str) -> Refusal {
    Refusal::new(Kind::InvalidParameter, format!("Invalid filter values for key: {key}"))
}

/// Ours (§2.8).
pub(crate) fn missing_tag_key() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "You must provide a key for every tag.")
}

/// Ours (§2.8).
pub(crate) fn reserved_tag_key(key: &str) -> Refusal {
    let text = format!("The tag key {key} is not allowed because the prefix aws: is reserved for AWS use.");
    Refusal::new(Kind::InvalidParameter, text)
}

/// Ours (§2.5, §2.8).
pub(crate) fn too_many_tags(limit: usize) -> Refusal {
    Refusal::new(Kind::InvalidParameter, format!("A secret can have at most {limit} tags."))
}

// LimitExceededException

/// Ours (§2.5).
pub(crate) fn too_many_labels(limit: usize) -> Refusal {
    let text = format!("A secret can have at most {limit} staging labels attached across all its versions.");
    Refusal::new(Kind::LimitExceeded, text)
}

/// Ours (§2.5, §2.11).
pub(crate) fn too_many_versions(limit: usize) -> Refusal {
    let text = format!("A secret can have at most {limit} versions.");
    Refusal::new(Kind::LimitExceeded, text)
}

/// Ours (§2.5).
pub(crate) fn too_many_secrets(limit: usize) -> Refusal {
    let text = format!("An account can have at most {limit} secrets in a Region.");
    Refusal::new(Kind::LimitExceeded, text)
}

// InvalidNextTokenException

/// The model's phrase (§6.4).
pub(crate) fn invalid_next_token() -> Refusal {
    Refusal::new(Kind::InvalidNextToken, "The NextToken value is invalid.")
}

// AccessDeniedException

/// Row 36.
pub(crate) fn kms_denied() -> Refusal {
    Refusal::new(Kind::AccessDenied, "Access to KMS is not allowed")
}

// NotImplementedException, which the real service does not have.

/// Ours, until replication is there.
pub(crate) fn replication_not_implemented() -> Refusal {
    Refusal::new(Kind::NotImplemented, "Replication of secrets is not implemented yet.")
}
