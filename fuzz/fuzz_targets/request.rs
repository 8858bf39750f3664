//! Requests: each line is a call, its first byte the operation and the rest the body; one store for all.

#![no_main]

use std::sync::LazyLock;

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use libfuzzer_sys::fuzz_target;
use secretsmith::server::Server;
use secretsmith_reference::InMemory;
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Builder::new_current_thread().build().expect("threads"));

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

const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/secretsmanager/aws4_request, \
     SignedHeaders=host;x-amz-date, Signature=00";

fuzz_target!(|lines: &[u8]| {
    let service = Server::new(InMemory::new()).into_service();
    for line in lines.split(|byte| *byte == b'\n').take(8) {
        let Some((first, body)) = line.split_first() else { continue };
        let operation = OPERATIONS[usize::from(*first) % OPERATIONS.len()];
        let request = Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("secretsmanager.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", AUTHORIZATION)
            .body(Full::new(Bytes::copy_from_slice(body)))
            .expect("a request");
        let response = RUNTIME.block_on(service.serve(request));
        let (head, body) = response.into_parts();
        // Whatever was sent, it is no fault of the service.
        assert!(matches!(head.status.as_u16(), 200 | 400), "{operation}: {}", head.status);
        assert!(serde_json::from_slice::<Value>(&body).is_ok_and(|body| body.is_object()), "{operation}");
    }
});
