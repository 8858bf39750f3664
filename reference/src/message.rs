//! Every text that the rules answer, each once.
//!
//! Row numbers are those of the catalogue in behaviour.md §10.1. A text without a row is ours: the
//! specification says that the real one is unknown.

use crate::policy::{self, Denial, Malformed, Request};
use crate::refusal::{Kind, Refusal};
use crate::rules::arn::Place;

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

const MISSING_TOKEN: &str = "You must provide a ClientRequestToken value. We recommend a UUID-type value.";

/// Row 9.
pub(crate) fn missing_token() -> Refusal {
    Refusal::new(Kind::InvalidRequest, MISSING_TOKEN)
}

/// Row 11.
pub(crate) fn default_key_of_other_account() -> Refusal {
    Refusal::new(
        Kind::InvalidRequest,
        "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service \
         key.",
    )
}

/// Row 28.
pub(crate) fn missing_value() -> Refusal {
    Refusal::new(Kind::InvalidRequest, "You must provide either SecretString or SecretBinary.")
}

/// Ours (§2.12).
pub(crate) fn owned_by_service(service: &str) -> Refusal {
    let text = format!("You can't perform this operation on the secret because the service {service} manages it.");
    Refusal::new(Kind::InvalidRequest, text)
}

/// Ours but for its beginning (§9).
pub(crate) fn role_cannot_be_assumed(arn: &str) -> Refusal {
    Refusal::new(Kind::InvalidRequest, format!("Secrets Manager is unable to assume role {arn}."))
}

/// Row 10.
pub(crate) fn no_function() -> Refusal {
    Refusal::new(Kind::InvalidRequest, "No Lambda rotation function ARN is associated with this secret.")
}

/// Row 18.
pub(crate) fn rotation_incomplete() -> Refusal {
    Refusal::new(Kind::InvalidRequest, "A previous rotation isn't complete. That rotation will be reattempted.")
}

/// Ours (§4.7).
pub(crate) fn wrong_rotation_token() -> Refusal {
    Refusal::new(Kind::InvalidRequest, "The RotationToken doesn't belong to the rotation that is in progress.")
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

/// §2.6, for who calls without the model's checks.
pub(crate) fn name_too_long(name: &str, limit: usize) -> Refusal {
    too_long(&format!("Value '{name}' at 'name'"), limit)
}

/// §2.6, for who calls without the model's checks.
pub(crate) fn description_too_long(description: &str, limit: usize) -> Refusal {
    too_long(&format!("Value '{description}' at 'description'"), limit)
}

/// §2.6, for what the model leaves open, and for who calls without its checks.
pub(crate) fn value_too_long(member: &str, limit: usize) -> Refusal {
    too_long(&format!("Value at '{member}'"), limit)
}

fn too_long(what: &str, limit: usize) -> Refusal {
    let text = format!(
        "1 validation error detected: {what} failed to satisfy constraint: Member must have length less than or equal to \
         {limit}"
    );
    Refusal::new(Kind::Validation, text)
}

/// Ours: the account of a caller who is not known by an access key.
pub(crate) fn invalid_account(account: &str) -> Refusal {
    Refusal::new(Kind::Validation, format!("The account '{account}' is not a number of twelve digits."))
}

// InvalidSignatureException

/// §1.5.
pub(crate) fn invalid_region(region: &str) -> Refusal {
    let text = format!("Credential should be scoped to a valid region, not '{region}'.");
    Refusal::new(Kind::InvalidSignature, text)
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

/// Row 19.
pub(crate) fn days_and_expression() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "You cannot specify both rotation frequency and schedule expression together.")
}

/// Ours (§4.4).
pub(crate) fn duration_without_frequency() -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        "You must specify either rotation frequency or schedule expression together with the duration.",
    )
}

/// Row 20, sic.
pub(crate) fn rate_in_hours_out_of_range() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Rate in hour should be least 4 and less than 24.")
}

/// Row 21.
pub(crate) fn rate_in_days_out_of_range() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Rate in day should be greater than 0 and less than 1000.")
}

/// Row 22.
pub(crate) fn invalid_schedule() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Invalid schedule expression.")
}

/// Row 23.
pub(crate) fn duration_out_of_range() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Duration must be at least 1 hour, at most 24 hour.")
}

/// Row 24.
pub(crate) fn duration_beyond_rate() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Duration cannot be greater than Rate in hour.")
}

/// Row 25.
pub(crate) fn duration_beyond_day() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Starting hour and duration must be within a day.")
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

/// Row 31.
pub(crate) fn replica_is_read_only() -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    )
}

/// Row 32.
pub(crate) fn still_has_replicas(arn: &str, regions: &[&str]) -> Refusal {
    let text = format!("You can't delete secret {arn} that still has replica regions [{}].", regions.join(", "));
    Refusal::new(Kind::InvalidParameter, text)
}

/// Row 33.
pub(crate) fn invalid_replica_region() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "Invalid replica region.")
}

/// Row 34.
pub(crate) fn invalid_key_id() -> Refusal {
    invalid_key("Invalid keyId")
}

/// Row 35.
pub(crate) fn key_of_other_region(region: &str) -> Refusal {
    invalid_key(&format!("Invalid arn {region}"))
}

/// KMS's own words (§2.9).
pub(crate) fn key_missing(arn: &str) -> Refusal {
    invalid_key(&format!("Key '{arn}' does not exist"))
}

/// KMS's own words (§2.9).
pub(crate) fn alias_missing(arn: &str) -> Refusal {
    invalid_key(&format!("Alias {arn} is not found."))
}

/// Ours (§2.9).
pub(crate) fn asymmetric_key() -> Refusal {
    invalid_key("An asymmetric key cannot generate a data key.")
}

fn invalid_key(text: &str) -> Refusal {
    Refusal::new(Kind::InvalidParameter, format!("The operation failed because of an invalid KMS key: {text}"))
}

/// Ours (§3.18).
pub(crate) fn not_a_replica() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "You can stop replication only to a secret that is a replica.")
}

/// Ours (§9).
pub(crate) fn external_rotation_without_type() -> Refusal {
    Refusal::new(
        Kind::InvalidParameter,
        "ExternalSecretRotationMetadata and ExternalSecretRotationRoleArn are only for secrets that have a Type.",
    )
}

/// Ours (§9).
pub(crate) fn function_for_external() -> Refusal {
    Refusal::new(Kind::InvalidParameter, "A secret that has a Type is rotated without a Lambda rotation function.")
}

/// Ours (§4.7).
pub(crate) fn function_for_owned(service: &str) -> Refusal {
    let text = format!("A secret that the service {service} manages is rotated without a Lambda rotation function.");
    Refusal::new(Kind::InvalidParameter, text)
}

/// Row 9, which has another type here.
pub(crate) fn missing_rotation_token() -> Refusal {
    Refusal::new(Kind::InvalidParameter, MISSING_TOKEN)
}

/// Row 26.
pub(crate) fn invalid_function_arn(place: &Place) -> Refusal {
    let (region, account) = (place.region(), place.account());
    let text = format!(
        "Invalid rotation Lambda ARN. Ensure the ARN matches format \
         arn:aws:lambda:{region}:{account}:function:<functionName>."
    );
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

// EncryptionFailure and DecryptionFailure

/// Ours (§2.9).
pub(crate) fn cannot_encrypt(key: &str) -> Refusal {
    let text = format!("The secret value can't be encrypted with the KMS key {key} in its present state.");
    Refusal::new(Kind::Encryption, text)
}

/// Ours (§2.9).
pub(crate) fn cannot_decrypt(key: &str) -> Refusal {
    let text = format!("The secret value can't be decrypted with the KMS key {key} in its present state.");
    Refusal::new(Kind::Decryption, text)
}

// MalformedPolicyDocumentException, PublicPolicyException, and what ValidateResourcePolicy reports

/// Rows 40 to 42; row 43 is what row 40 was called in 2020.
pub(crate) fn malformed_policy(malformed: Malformed) -> Refusal {
    Refusal::new(Kind::MalformedPolicyDocument, malformed_policy_text(malformed))
}

/// Rows 40 to 42.
pub(crate) fn malformed_policy_text(malformed: Malformed) -> &'static str {
    match malformed {
        Malformed::NotAPolicy | Malformed::Syntax => "This resource policy contains a syntax error.",
        Malformed::Principal => "This resource policy contains an unsupported principal.",
        Malformed::ServicePrincipal => "This resource policy contains an unsupported service principal.",
    }
}

/// Row 44.
pub(crate) fn public_policy() -> Refusal {
    Refusal::new(Kind::PublicPolicy, "You can't attach a resource-based policy that allows broad access to the secret.")
}

/// The text of the console (§7.3).
pub(crate) const BROAD_ACCESS: &str = "This resource policy grants broad access to your secret. Secrets Manager does \
                                       not allow creating and applying such policies in the console.";

/// The text of the console (§7.3).
pub(crate) const LOCK_OUT: &str = "Your requested changes will not allow you to manage this secret in the future.";

// AccessDeniedException

/// Row 54, with every ending of §1.6; the ending for a boundary that denies is ours.
pub(crate) fn not_authorized(request: &Request<'_>, resource: Option<&str>, denial: Denial) -> Refusal {
    let action = request.action;
    let resource = resource.map(|resource| format!(" on resource: {resource}")).unwrap_or_default();
    let policy = |kind| match kind {
        policy::Kind::Identity => "identity-based policy",
        policy::Kind::Resource => "resource-based policy",
        policy::Kind::Boundary => "permissions boundary",
    };
    let ending = match denial {
        Denial::Implicit(kind) => format!("because no {} allows the {action} action", policy(kind)),
        Denial::Explicit(kind @ policy::Kind::Identity) => format!("with an explicit deny in an {}", policy(kind)),
        Denial::Explicit(kind) => format!("with an explicit deny in a {}", policy(kind)),
    };
    let text = format!("User: {} is not authorized to perform: {action}{resource} {ending}", request.principal);
    Refusal::new(Kind::AccessDenied, text)
}

/// Row 36.
pub(crate) fn kms_denied() -> Refusal {
    Refusal::new(Kind::AccessDenied, "Access to KMS is not allowed")
}

/// Row 15.
pub(crate) fn function_not_invocable() -> Refusal {
    Refusal::new(
        Kind::AccessDenied,
        "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to \
         the principal secretsmanager.amazonaws.com.",
    )
}

// The message of an event, and a reason for one; neither is an error.

/// Row 59.
pub(crate) fn rotation_failed(function: &str, step: &str) -> String {
    format!("Error when executing lambda {function} during {step} step")
}

/// Ours (§4.3).
pub(crate) const NOT_CURRENT: &str = "The function has not moved AWSCURRENT to the new version.";

/// Ours (§4.1).
pub(crate) const NO_FUNCTION: &str = "There is no such function, or it cannot be invoked.";

/// Ours (§4.1).
pub(crate) const NOT_WAITED_FOR: &str = "The function was not waited for.";

// UnrecognizedClientException, MissingAuthenticationTokenException

/// Row 51.
pub(crate) fn unknown_access_key() -> Refusal {
    Refusal::new(Kind::UnrecognizedClient, "The security token included in the request is invalid.")
}

/// Row 50.
pub(crate) fn missing_authentication() -> Refusal {
    Refusal::new(Kind::MissingAuthenticationToken, "Missing Authentication Token")
}

// StatusMessage of a replica, which is no error.

/// Row 56.
pub(crate) const REPLICATION_SUCCEEDED: &str = "Replication succeeded";

/// Row 57.
pub(crate) fn name_exists_in_region(name: &str, region: &str) -> String {
    replication_failed(&format!("Secret name {name} already exists in region {region}."))
}

/// Row 58.
pub(crate) fn replicated_with_other_arn(name: &str, region: &str) -> String {
    replication_failed(&format!("Secret name {name} is currently replicated to {region} with a different arn"))
}

/// Rows 57 and 58; ours with what else can be the reason (§5).
pub(crate) fn replication_failed(reason: &str) -> String {
    format!("Replication failed: {reason}")
}
