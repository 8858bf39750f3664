//! What an operation is to the client and to the server.

use std::error::Error;
use std::fmt;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::OperationError;
use crate::endpoint::{EndpointParams, Resolved, is_valid_host_label};

/// One operation of a service; implemented by its call builder.
pub trait Operation: 'static {
    /// The name on the wire, for example `GetSecretValue`.
    const NAME: &'static str;

    /// What the operation asks for.
    type Input: Serialize + DeserializeOwned + Send;

    /// What it answers.
    type Output: Serialize + DeserializeOwned + Send;

    /// Why it failed.
    type Error: OperationError;

    /// What the protocol does for this operation and not for every one.
    const FACTS: OperationFacts = OperationFacts::USUAL;

    /// The URL to call in place of the endpoint, for an operation whose input says it.
    fn endpoint(input: &Self::Input) -> Option<&str> {
        let _ = input;
        None
    }

    /// What stands before the host of the endpoint, if anything does.
    ///
    /// # Errors
    /// When a member of the input that is to be part of the host cannot be.
    fn host_prefix(input: &Self::Input) -> Result<Option<String>, HostLabelError> {
        let _ = input;
        Ok(None)
    }

    /// The endpoint of this call, for an operation that sets parameters of the endpoint rules; for
    /// any other that of the client is called.
    fn resolve(params: &EndpointParams, input: &Self::Input) -> Option<Resolved> {
        let _ = (params, input);
        None
    }
}

/// Whether requests are signed with SigV4, which Smithy's authentication traits decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// They are, and a server refuses those that are not.
    Required,
    /// By a client that has credentials (`smithy.api#optionalAuth`, or some operations are and others not).
    Optional,
    /// They are not: `smithy.api#auth` names no scheme, or the service has none.
    Never,
}

/// What the protocol does for an operation and not for every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationFacts {
    /// Whether requests are signed.
    pub signing: Signing,
    /// Whether the bodies of large requests are compressed.
    pub is_compressed: bool,
    /// Whether the model has an output, so that there is a body to answer.
    pub has_output: bool,
}

impl OperationFacts {
    /// Signed, not compressed, answered with a body.
    pub const USUAL: Self = Self { signing: Signing::Required, is_compressed: false, has_output: true };
}

/// Why a member cannot be part of a host: it is absent, or holds what no host does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLabelError {
    member: &'static str,
}

impl HostLabelError {
    /// Checks a member that is to be part of the host.
    ///
    /// # Errors
    /// When it is no label of a host.
    pub fn check<'a>(member: &'static str, value: Option<&'a str>) -> Result<&'a str, Self> {
        value.filter(|value| is_valid_host_label(value, true)).ok_or(Self { member })
    }
}

impl fmt::Display for HostLabelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the member {} is to be part of the host, and is no label of one", self.member)
    }
}

impl Error for HostLabelError {}
