//! Cases, as `cargo xtask conformance` writes them.
//!
//! Values of shapes are JSON as it is on the wire, as text, so that no digit of a number is lost.

use std::fmt;

use serde::Deserialize;

use crate::http_message::Message;

/// One test on one side.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    /// What the model calls the test.
    pub(crate) id: String,
    /// The wire name of the operation.
    pub(crate) operation: String,
    pub(crate) check: Check,
}

#[derive(Debug, Deserialize)]
pub(crate) enum Check {
    ClientRequest(ClientRequest),
    ClientResponse(ClientResponse),
    ServerRequest(ServerRequest),
    ServerResponse(ServerResponse),
}

/// An input that a client sends.
#[derive(Debug, Deserialize)]
pub(crate) struct ClientRequest {
    /// The URL that the client is set up with.
    pub(crate) endpoint: String,
    /// The input as the test has it.
    pub(crate) input: String,
    /// The input as it must be written, with the defaults that the model gives.
    pub(crate) written: String,
    pub(crate) method: String,
    /// Path and query.
    pub(crate) uri: String,
    pub(crate) host: String,
    pub(crate) message: Message,
}

/// A response that a client reads.
#[derive(Debug, Deserialize)]
pub(crate) struct ClientResponse {
    /// Some input with which the operation can be called.
    pub(crate) input: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) expected: Value,
}

/// A request that a server reads.
#[derive(Debug, Deserialize)]
pub(crate) struct ServerRequest {
    pub(crate) request: Request,
    /// The input that the implementation must get.
    pub(crate) expected: String,
}

/// An output or error that a server writes.
#[derive(Debug, Deserialize)]
pub(crate) struct ServerResponse {
    /// Some request that calls the operation.
    pub(crate) request: Request,
    /// What the implementation answers.
    pub(crate) answer: Value,
    pub(crate) status: u16,
    pub(crate) message: Message,
}

/// A request as it comes to a server.
#[derive(Debug, Deserialize)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// What an operation answers.
#[derive(Clone, Debug, Deserialize)]
pub(crate) enum Value {
    Output(String),
    Error(ErrorValue),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(json) => write!(f, "the output {json}"),
            Self::Error(ErrorValue { name, code, members }) => write!(f, "the error {name} ({code}) {members}"),
        }
    }
}

/// A modeled error.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ErrorValue {
    /// The name of its shape.
    pub(crate) name: String,
    /// What a client must give as its code.
    pub(crate) code: String,
    pub(crate) members: String,
}
