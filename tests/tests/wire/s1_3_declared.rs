//! §1.3, §3: which errors each operation declares, told by how they are written.

use secretsmith::Unmodeled;
use secretsmith::server::{HttpService, Server};
use secretsmith_reference::{Fault, Faults, InMemory};
use serde_json::json;

use crate::support::{answer, signed, version};

/// All errors of the model.
const ERRORS: [&str; 12] = [
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

/// What most operations declare, and nothing else.
const USUAL: [&str; 4] =
    ["InternalServiceError", "InvalidParameterException", "InvalidRequestException", "ResourceNotFoundException"];

/// What those declare that make or change a secret.
const CREATION: [&str; 10] = [
    "DecryptionFailure",
    "EncryptionFailure",
    "InternalServiceError",
    "InvalidParameterException",
    "InvalidRequestException",
    "LimitExceededException",
    "MalformedPolicyDocumentException",
    "PreconditionNotMetException",
    "ResourceExistsException",
    "ResourceNotFoundException",
];

/// What an operation declares that differs from the usual.
fn declared(operation: &str) -> Vec<&'static str> {
    let (fewer, more): (&[&str], &[&str]) = match operation {
        "BatchGetSecretValue" => (&[], &["DecryptionFailure", "InvalidNextTokenException"]),
        "CreateSecret" | "UpdateSecret" => return CREATION.to_vec(),
        "DescribeSecret" => (&["InvalidRequestException"], &[]),
        "GetRandomPassword" => (&["ResourceNotFoundException"], &[]),
        "GetSecretValue" => (&[], &["DecryptionFailure"]),
        "ListSecretVersionIds" => (&["InvalidRequestException"], &["InvalidNextTokenException"]),
        "ListSecrets" => (&["ResourceNotFoundException"], &["InvalidNextTokenException"]),
        "PutResourcePolicy" => (&[], &["MalformedPolicyDocumentException", "PublicPolicyException"]),
        "PutSecretValue" => {
            (&[], &["DecryptionFailure", "EncryptionFailure", "LimitExceededException", "ResourceExistsException"])
        }
        "UpdateSecretVersionStage" => (&[], &["LimitExceededException"]),
        "ValidateResourcePolicy" => (&[], &["MalformedPolicyDocumentException"]),
        _ => (&[], &[]),
    };
    USUAL.into_iter().filter(|usual| !fewer.contains(usual)).chain(more.iter().copied()).collect()
}

const OPERATIONS: [&str; 23] = [
    "BatchGetSecretValue",
    "CancelRotateSecret",
    "CreateSecret",
    "DeleteResourcePolicy",
    "DeleteSecret",
    "DescribeSecret",
    "GetRandomPassword",
    "GetResourcePolicy",
    "GetSecretValue",
    "ListSecretVersionIds",
    "ListSecrets",
    "PutResourcePolicy",
    "PutSecretValue",
    "RemoveRegionsFromReplication",
    "ReplicateSecretToRegions",
    "RestoreSecret",
    "RotateSecret",
    "StopReplicationToReplica",
    "TagResource",
    "UntagResource",
    "UpdateSecret",
    "UpdateSecretVersionStage",
    "ValidateResourcePolicy",
];

#[tokio::test]
async fn only_what_an_operation_declares_is_written_as_an_error_of_the_model() {
    let faults = Faults::new(InMemory::new());
    let service = Server::new(faults.clone()).into_service();
    for operation in OPERATIONS {
        for code in ERRORS {
            faults.inject(Fault::error(&Unmodeled::new(code, "m")).times(1));
            let expected = match declared(operation).contains(&code) {
                true => format!(r#"{{"Message":"m","__type":"{code}"}}"#),
                false => format!(r#"{{"__type":"{code}","message":"m"}}"#),
            };
            assert_eq!(call(&service, operation).await, expected, "{operation}");
        }
    }
}

/// The body that a call answers whose input has what each operation needs.
async fn call(service: &HttpService<Server<Faults<InMemory>>>, operation: &str) -> String {
    let body = json!({
        "SecretId": "db",
        "Name": "db",
        "SecretString": "one",
        "ClientRequestToken": version(1),
        "VersionStage": "x",
        "Tags": [],
        "TagKeys": ["k"],
        "AddReplicaRegions": [{"Region": "us-east-1"}],
        "RemoveReplicaRegions": ["us-east-1"],
        "ResourcePolicy": "{}",
    });
    let request = signed(&format!("secretsmanager.{operation}"), body.to_string());
    answer(service, request).await.body
}
