//! The protocols awsJson 1.0 and 1.1: names, bodies, error codes.

use serde_core::de::DeserializeOwned;

#[cfg(any(feature = "client", feature = "server"))]
use http::HeaderName;

#[cfg(any(feature = "client", feature = "server"))]
use crate::OperationFacts;
use crate::endpoint::ClientParam;
use crate::{DecodeError, Signing};

/// The header that names the operation of a request.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// Which of the two versions a service speaks; they differ in the content type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`
    AwsJson1_0,
    /// `aws.protocols#awsJson1_1`
    AwsJson1_1,
}

impl Protocol {
    /// The content type of requests and answers.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::AwsJson1_0 => "application/x-amz-json-1.0",
            Self::AwsJson1_1 => "application/x-amz-json-1.1",
        }
    }
}

/// What the plumbing must know of a service; one constant in each generated crate.
#[derive(Clone, Copy, Debug)]
pub struct ServiceInfo {
    /// The service's name for people, for example `AWS Secrets Manager`.
    pub title: &'static str,
    /// The version of the API, a date.
    pub version: &'static str,
    /// The part before the dot of the header `X-Amz-Target`.
    pub target: &'static str,
    /// The service name in the scope of a signature.
    pub signing_name: &'static str,
    /// Whether requests are signed: all, some or none.
    pub signing: Signing,
    /// The service id as environment variables spell it, for example `SECRETS_MANAGER`.
    pub env_name: &'static str,
    /// The version of the protocol.
    pub protocol: Protocol,
    /// The namespace of the model's shapes, which stands before the names of errors in awsJson 1.0.
    pub namespace: &'static str,
    /// Whether the service tells the error codes of the query protocol, which it spoke before.
    pub is_query_compatible: bool,
    /// The parameters of the endpoint rules that users of a client may set.
    pub client_params: &'static [ClientParam],
    /// The wire names of members whose values must not be shown.
    pub sensitive_members: &'static [&'static str],
    /// The wire names of idempotency tokens.
    pub token_members: &'static [&'static str],
    /// What answers an operation without output: nothing, or `{}`.
    pub empty_answer: &'static str,
}

#[cfg(any(feature = "client", feature = "server"))]
impl ServiceInfo {
    /// Whether requests of an operation are signed.
    pub(crate) fn signing_of(&self, facts: OperationFacts) -> Signing {
        match self.signing {
            Signing::Never => Signing::Never,
            Signing::Required | Signing::Optional => facts.signing,
        }
    }
}

/// Reads a value from the bytes of a body; an empty body is an empty object.
///
/// # Errors
/// When the body is not JSON or not of the type.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(or_empty_object(body)).map_err(DecodeError::from)
}

/// An empty body stands for an empty object.
pub(crate) fn or_empty_object(body: &[u8]) -> &[u8] {
    if body.is_empty() { b"{}" } else { body }
}

/// The bare name of an error from how it is written: `ns#Name`, `Name:http://…` and `Name` are one.
pub fn error_code(written: &str) -> &str {
    let name = written.split(':').next().unwrap_or(written);
    name.rsplit('#').next().unwrap_or(name)
}
