//! What the service refuses calls with: the message catalogue of §10.1 and the wording of §2.6.

use secretsmith_tests::Refusal;

pub(crate) fn not_found() -> Refusal {
    resource_not_found("Secrets Manager can't find the specified secret.")
}

pub(crate) fn no_label(label: &str) -> Refusal {
    resource_not_found(&format!("Secrets Manager can't find the specified secret value for staging label: {label}"))
}

pub(crate) fn no_version(id: &str) -> Refusal {
    resource_not_found(&format!("Secrets Manager can't find the specified secret value for VersionId: {id}"))
}

fn resource_not_found(message: &str) -> Refusal {
    Refusal::new("ResourceNotFoundException", message)
}

pub(crate) fn invalid_request(message: &str) -> Refusal {
    Refusal::new("InvalidRequestException", message)
}

pub(crate) fn invalid_parameter(message: &str) -> Refusal {
    Refusal::new("InvalidParameterException", message)
}

pub(crate) fn marked_for_deletion() -> Refusal {
    invalid_request("You can't perform this operation on the secret because it was marked for deletion.")
}

pub(crate) fn on_a_replica() -> Refusal {
    invalid_parameter("Operation not permitted on a replica secret. Call must be made in primary secret's region.")
}

pub(crate) fn name_scheduled_for_deletion() -> Refusal {
    invalid_request("You can't create this secret because a secret with this name is already scheduled for deletion.")
}

pub(crate) fn no_value() -> Refusal {
    invalid_request("You must provide either SecretString or SecretBinary.")
}

pub(crate) fn both_values() -> Refusal {
    invalid_parameter("You can't specify both a binary secret value and a string secret value in the same secret.")
}

pub(crate) fn name_taken(name: &str) -> Refusal {
    resource_exists(&format!("The operation failed because the secret {name} already exists."))
}

pub(crate) fn token_used(token: &str, arn: &str) -> Refusal {
    resource_exists(&format!(
        "You can't use ClientRequestToken {token} because that value is already in use for a version of secret {arn}."
    ))
}

fn resource_exists(message: &str) -> Refusal {
    Refusal::new("ResourceExistsException", message)
}

pub(crate) fn invalid_key_id() -> Refusal {
    invalid_parameter("The operation failed because of an invalid KMS key: Invalid keyId")
}

pub(crate) fn label_stays_behind(label: &str, holder: &str) -> Refusal {
    invalid_parameter(&format!(
        "The parameter RemoveFromVersionId can't be empty. Staging label {label} is currently attached to version \
         {holder}, so you must explicitly reference that version in RemoveFromVersionId."
    ))
}

pub(crate) fn label_is_elsewhere(label: &str) -> Refusal {
    invalid_parameter(&format!(
        "When you move staging label {label}, if you specify RemoveFromVersionId, it must be set to the version that \
         currently has the staging label {label}."
    ))
}

pub(crate) fn invalid_next_token() -> Refusal {
    Refusal::new("InvalidNextTokenException", "The NextToken value is invalid.")
}

pub(crate) fn invalid_name() -> Refusal {
    let message =
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
    Refusal::new("ValidationException", message)
}

/// What breaks one rule of the model: `Value '0' at 'maxResults'` and the rule.
pub(crate) fn validation(value: &str, rule: &str) -> Refusal {
    validations(&[(value, rule)])
}

/// What breaks several rules of the model.
pub(crate) fn validations(violations: &[(&str, &str)]) -> Refusal {
    let count = match violations.len() {
        1 => "1 validation error".to_owned(),
        n => format!("{n} validation errors"),
    };
    let violations: Vec<String> =
        violations.iter().map(|(value, rule)| format!("{value} failed to satisfy constraint: {rule}")).collect();
    Refusal::new("ValidationException", format!("{count} detected: {}", violations.join("; ")))
}

pub(crate) fn at_least(length: u32) -> String {
    format!("Member must have length greater than or equal to {length}")
}

pub(crate) fn at_most(length: u32) -> String {
    format!("Member must have length less than or equal to {length}")
}
