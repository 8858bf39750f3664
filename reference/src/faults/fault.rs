//! One fault: what goes wrong, for which calls, and how often.

use std::fmt;
use std::future::pending;
use std::pin::Pin;
use std::sync::Arc;

use secretsmith::Unmodeled;
use secretsmith::error::{ErrorBody, OperationError, ServiceError};
use secretsmith::types::error::InternalServiceError;

/// What goes wrong; without more said, with every call until the fault is [cleared](super::Faults::clear).
///
/// ```
/// use secretsmith::types::error::DecryptionFailure;
/// use secretsmith_reference::Fault;
///
/// let twice = Fault::internal_error().on("PutSecretValue").times(2);
/// let broken_key = Fault::error(&DecryptionFailure::new("the key is gone")).for_secret(|id| id.starts_with("app/"));
/// let lost = Fault::silence().on("GetSecretValue").times(1);
/// ```
pub struct Fault {
    operation: Option<String>,
    is_for_secret: Option<Predicate>,
    remaining: Option<usize>,
    wait: Option<Wait>,
    answer: Option<Answer>,
}

/// Whether a fault is meant for a secret.
type Predicate = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// Makes what a call has to wait for.
pub(super) type Wait = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// What happens to one call: it waits, and then it fails or is passed on.
pub(super) struct Outcome {
    pub(super) wait: Option<Wait>,
    pub(super) answer: Option<Answer>,
}

impl Fault {
    /// `ThrottlingException`: `Rate exceeded`.
    pub fn throttling() -> Self {
        Self::error(&Unmodeled::new("ThrottlingException", "Rate exceeded"))
    }

    /// `InternalServiceError`, with status 500.
    pub fn internal_error() -> Self {
        Self::error(&InternalServiceError::new("An internal error occurred."))
    }

    /// `AccessDeniedException` with a text.
    pub fn access_denied(text: impl Into<String>) -> Self {
        Self::error(&Unmodeled::access_denied(text))
    }

    /// Any error: one of [`types::error`](secretsmith::types::error), or an [`Unmodeled`] one with any code.
    pub fn error(error: &dyn ServiceError) -> Self {
        let answer = Answer {
            code: error.code().to_owned(),
            message: error.message().map(str::to_owned),
            status: error.status(),
            body: ErrorBody::of(error),
        };
        Self { operation: None, is_for_secret: None, remaining: None, wait: None, answer: Some(answer) }
    }

    /// The call is never answered, and never gets to the service: what a time limit is for.
    pub fn silence() -> Self {
        Self::delay(pending)
    }

    /// The call gets to the service, but only after this: a sleep, or a signal that the test gives.
    pub fn delay<F: Future<Output = ()> + Send + 'static>(wait: impl Fn() -> F + Send + Sync + 'static) -> Self {
        Self { operation: None, is_for_secret: None, remaining: None, wait: None, answer: None }.after(wait)
    }

    /// Only for calls of this operation, for example `GetSecretValue`.
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Only for calls about a secret that this is true of: about any one of them, for a call about several. What it
    /// is given is the name or ARN as it stands in the call.
    pub fn for_secret(mut self, is_meant: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        self.is_for_secret = Some(Box::new(is_meant));
        self
    }

    /// Only for the next so many calls.
    pub fn times(mut self, calls: usize) -> Self {
        self.remaining = Some(calls);
        self
    }

    /// Only after this.
    pub fn after<F: Future<Output = ()> + Send + 'static>(
        mut self,
        wait: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self {
        self.wait = Some(Arc::new(move || Box::pin(wait())));
        self
    }

    /// The operation that it is only for.
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// The code of the error; `None` when calls only wait.
    pub fn code(&self) -> Option<&str> {
        self.answer.as_ref().map(|answer| answer.code.as_str())
    }

    /// For how many more calls it is; `None` when it is for all until it is cleared.
    pub fn remaining(&self) -> Option<usize> {
        self.remaining
    }

    pub(super) fn is_for(&self, operation: &str, ids: &[&str]) -> bool {
        let is_operation = self.operation.as_ref().is_none_or(|meant| meant == operation);
        let is_secret = self.is_for_secret.as_ref().is_none_or(|is_meant| ids.iter().any(|id| is_meant(id)));
        is_operation && is_secret && !self.is_used_up()
    }

    pub(super) fn use_up(&mut self) -> Outcome {
        self.remaining = self.remaining.map(|remaining| remaining.saturating_sub(1));
        Outcome { wait: self.wait.clone(), answer: self.answer.clone() }
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.remaining == Some(0)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, remaining, answer, .. } = self;
        let mut debug = f.debug_struct("Fault");
        debug.field("operation", operation).field("remaining", remaining);
        debug.field("code", &answer.as_ref().map(|answer| &answer.code)).finish_non_exhaustive()
    }
}

/// The status of an error of which nothing else is said.
const UNSET: u16 = 400;

/// An error before it is known which operation answers it.
#[derive(Clone)]
pub(super) struct Answer {
    code: String,
    message: Option<String>,
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    /// The error as the operation answers it: its own, when it declares one with this code, unless a status was set
    /// that is not its own.
    pub(super) fn into_error<E: OperationError>(self) -> E {
        if let Ok(Some(error)) = E::read(&self.code, &self.body)
            && [error.status(), UNSET].contains(&self.status)
        {
            return error;
        }
        let error = match self.message {
            Some(message) => Unmodeled::new(self.code, message),
            None => Unmodeled::bare(self.code),
        };
        error.with_status(self.status).into()
    }
}
