//! Errors that a model does not list.

use std::fmt;

use crate::de::Members;
use crate::{ErrorBody, Fault, ServiceError};

/// An error that the model does not list for the operation: the checks of the framework, missing
/// permissions, throttling, or an error newer than the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmodeled {
    code: String,
    message: Option<String>,
    status: u16,
    /// Whether the text stands under `Message`, as a few errors of the framework have it.
    has_capital: bool,
}

impl Unmodeled {
    /// An error with a code and a message, answered with status 400.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: Some(message.into()), status: Fault::Client.status(), has_capital: false }
    }

    /// An error with a code and nothing else, answered with status 400.
    pub fn bare(code: impl Into<String>) -> Self {
        Self { code: code.into(), message: None, status: Fault::Client.status(), has_capital: false }
    }

    /// Changes the HTTP status.
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Writes the text under `Message` instead of `message`.
    #[cfg(feature = "server")]
    pub(crate) fn with_capital(mut self) -> Self {
        self.has_capital = true;
        self
    }

    /// `ValidationException`: the input breaks a rule that does not depend on any state.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new("ValidationException", message)
    }

    /// `AccessDeniedException`: the caller, or the service on its behalf, may not do this.
    pub fn access_denied(message: impl Into<String>) -> Self {
        Self::new("AccessDeniedException", message)
    }

    /// `UnknownOperationException`: the service has no such operation, or does not implement it.
    pub fn unknown_operation() -> Self {
        Self::bare("UnknownOperationException")
    }

    /// Reads the error out of the body of an answer; what cannot be read is left out.
    pub fn from_body(code: impl Into<String>, status: u16, body: &[u8]) -> Self {
        let mut json = serde_json::Deserializer::from_slice(body);
        let message = crate::de::members::<Message, _>(&mut json).ok().and_then(|read| read.0);
        Self { code: code.into(), message, status, has_capital: false }
    }
}

/// The codes by which services of AWS throttle. `LimitExceededException` is not among them: it is a
/// quota more often than a rate, and a model that means a rate says so.
const THROTTLING: [&str; 13] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "RequestThrottled",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
    "SlowDown",
];

/// The codes of other failures that pass.
const TRANSIENT: [&str; 4] = ["RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure"];

impl ServiceError for Unmodeled {
    fn code(&self) -> &str {
        &self.code
    }

    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    fn fault(&self) -> Fault {
        if self.status < 500 { Fault::Client } else { Fault::Server }
    }

    fn status(&self) -> u16 {
        self.status
    }

    fn is_retryable(&self) -> bool {
        self.is_throttling() || TRANSIENT.contains(&self.code.as_str()) || self.fault() == Fault::Server
    }

    fn is_throttling(&self) -> bool {
        THROTTLING.contains(&self.code.as_str())
    }

    fn write_members(&self, body: &mut ErrorBody) {
        body.write_type(&self.code);
        body.write_some(if self.has_capital { "Message" } else { "message" }, &self.message);
    }
}

impl fmt::Display for Unmodeled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        self.message.iter().try_for_each(|message| write!(f, ": {message}"))
    }
}

impl std::error::Error for Unmodeled {}

/// The text of an error body, under whichever of its two names.
#[derive(Default)]
struct Message(Option<String>);

impl Members for Message {
    fn read<'de, M: serde_core::de::MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error> {
        match name {
            "message" | "Message" => self.0 = map.next_value()?,
            _ => return crate::de::skip(map),
        }
        Ok(())
    }
}
