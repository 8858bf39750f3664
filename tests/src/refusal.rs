//! Errors that the service answers, in a form to compare.

use std::fmt::Debug;

use secretsmith::error::{SdkError, ServiceError};

/// The code and the message of an error that the service answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the error.
    pub code: String,
    /// What the service says.
    pub message: String,
}

impl Refusal {
    /// An error with this code and message.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }
}

/// What the service answered to a call that it is to refuse.
///
/// Every error of the client's fault has status 400 (behaviour.md §1.3) and a request id.
///
/// # Panics
/// When the call succeeded, or failed before or after the service.
#[track_caller]
pub fn refusal<T: Debug, E: ServiceError>(result: Result<T, SdkError<E>>) -> Refusal {
    let error = match result {
        Ok(output) => panic!("the service is to refuse this, and answered {output:?}"),
        Err(error) => error,
    };
    let code = error.code().unwrap_or_else(|| panic!("the service is to refuse this, and the call failed: {error}"));
    assert_eq!(error.status(), Some(400), "{error}");
    assert!(error.request_id().is_some(), "{error}");
    Refusal::new(code, error.message().unwrap_or_default())
}
