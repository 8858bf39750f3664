//! The codes of errors, as labels.

/// What stands for every other code.
const OTHER: &str = "other";

/// The errors of the model.
const MODEL: [&str; 12] = [
    "DecryptionFailure",
    "EncryptionFailure",
    "InternalServiceError",
    "InvalidNextTokenException",
    "InvalidParameterException",
    "InvalidRequestException",
    "LimitExceededException",
    "MalformedPolicyDocumentException",
    "PreconditionNotMetException",
    "PublicPolicyException",
    "ResourceExistsException",
    "ResourceNotFoundException",
];

/// The errors that every service has.
const FRAMEWORK: [&str; 12] = [
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "InternalFailure",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "RequestEntityTooLargeException",
    "SerializationException",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationException",
];

/// The errors of STS.
const STS: [&str; 7] = [
    "ExpiredToken",
    "IncompleteSignature",
    "InvalidAction",
    "InvalidClientTokenId",
    "MissingAuthenticationToken",
    "RequestEntityTooLarge",
    "SignatureDoesNotMatch",
];

/// What is said of bodies that were cut off.
const CUT_OFF: [&str; 2] = ["Request Timeout", "Service Unavailable"];

/// The label of a code. Each label takes memory for good, and a test may choose any code for a fault.
pub(super) fn label(code: &str) -> &'static str {
    let mut known = MODEL.into_iter().chain(FRAMEWORK).chain(STS).chain(CUT_OFF);
    known.find(|known| *known == code).unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::{MODEL, label};

    #[test]
    fn every_error_of_the_model_has_its_label() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../model/secretsmanager-2017-10-17.json");
        let model: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let shapes = model["shapes"].as_object().unwrap().iter();
        let errors = shapes.filter(|(_, shape)| !shape["traits"]["smithy.api#error"].is_null());
        let mut names: Vec<&str> = errors.map(|(id, _)| id.rsplit('#').next().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, MODEL);
        assert!(names.iter().all(|name| label(name) == *name));
    }
}
