//! What each kind of failure knows.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::HttpResponse;
use crate::client::{TransportError, TransportErrorKind};
use crate::{BuildError, DecodeError};

/// The header of the id that a service gives a request.
const REQUEST_ID: &str = "x-amzn-requestid";

/// A call for which no request could be made, or which somebody who looks on has ended.
#[derive(Clone, Debug)]
pub struct ConstructionFailure {
    operation: &'static str,
    cause: Arc<dyn Error + Send + Sync>,
    /// How many attempts were begun.
    attempts: u32,
}

impl ConstructionFailure {
    pub(crate) fn new(operation: &'static str, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { operation, cause: Arc::from(cause.into()), attempts: 0 }
    }

    /// The name of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Notes how many attempts were begun.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The required members that are missing, when that is why.
    pub fn build_error(&self) -> Option<&BuildError> {
        self.cause.downcast_ref()
    }
}

impl fmt::Display for ConstructionFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.cause)
    }
}

/// A call whose time was up.
#[derive(Clone, Debug)]
pub struct TimeoutError {
    operation: &'static str,
    limit: Limit,
    attempts: u32,
}

/// Who kept the time.
#[derive(Clone, Debug)]
enum Limit {
    Call(Duration),
    Attempt(Duration),
    Transport { url: Arc<str>, error: Arc<TransportError> },
}

impl TimeoutError {
    pub(crate) fn call(operation: &'static str, limit: Duration) -> Self {
        Self { operation, limit: Limit::Call(limit), attempts: 1 }
    }

    pub(crate) fn attempt(operation: &'static str, limit: Duration) -> Self {
        Self { operation, limit: Limit::Attempt(limit), attempts: 1 }
    }

    /// Notes how many attempts were made.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The name of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What the transport said, if it was the transport that gave up waiting.
    pub fn transport_error(&self) -> Option<&TransportError> {
        match &self.limit {
            Limit::Call(_) | Limit::Attempt(_) => None,
            Limit::Transport { error, .. } => Some(error),
        }
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, limit, attempts } = self;
        match limit {
            Limit::Call(limit) => write!(f, "{operation}: no answer within {} (call timeout)", Seconds(*limit))?,
            Limit::Attempt(limit) => write!(f, "{operation}: no answer within {} (attempt timeout)", Seconds(*limit))?,
            Limit::Transport { url, error } => write!(f, "{operation}: {url}: {}", error.root_cause())?,
        }
        After(*attempts).fmt(f)
    }
}

/// A call whose request did not reach the service, or whose answer did not come back.
#[derive(Clone, Debug)]
pub struct DispatchFailure {
    operation: &'static str,
    url: Arc<str>,
    error: Arc<TransportError>,
    attempts: u32,
}

impl DispatchFailure {
    /// The failure of a transport; a timeout if it is one.
    pub(crate) fn of<E>(operation: &'static str, url: &Arc<str>, error: TransportError) -> super::SdkError<E> {
        let (url, error) = (Arc::clone(url), Arc::new(error));
        match error.kind() {
            TransportErrorKind::Timeout => {
                TimeoutError { operation, limit: Limit::Transport { url, error }, attempts: 1 }.into()
            }
            _ => Self { operation, url, error, attempts: 1 }.into(),
        }
    }

    /// The name of the operation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Scheme, host and port of the endpoint.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the transport said, with everything underneath as its source.
    pub fn transport_error(&self) -> &TransportError {
        &self.error
    }

    /// Notes how many attempts were made.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether there was no connection, or it broke.
    pub fn is_io(&self) -> bool {
        self.is_transient()
    }

    /// Whether it was neither the network nor the time.
    pub fn is_other(&self) -> bool {
        !self.is_transient()
    }

    /// Whether it was the network, not something that stays as it is.
    pub(crate) fn is_transient(&self) -> bool {
        matches!(self.error.kind(), TransportErrorKind::Connect | TransportErrorKind::Io)
    }
}

impl fmt::Display for DispatchFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, url, error, attempts } = self;
        let cause = error.root_cause();
        match error.kind() {
            TransportErrorKind::Connect => write!(f, "{operation}: cannot connect to {url}: {cause}")?,
            TransportErrorKind::Io => write!(f, "{operation}: the connection to {url} broke: {cause}")?,
            _ => write!(f, "{operation}: {url}: {cause}")?,
        }
        After(*attempts).fmt(f)
    }
}

/// An answer that the model does not know.
#[derive(Clone, Debug)]
pub struct ResponseError(Box<UnknownAnswer>);

#[derive(Clone, Debug)]
struct UnknownAnswer {
    meta: AnswerMeta,
    /// `None`: an error status, and nowhere the name of an error.
    problem: Option<DecodeError>,
}

impl ResponseError {
    pub(crate) fn undecodable(meta: AnswerMeta, problem: DecodeError) -> Self {
        Self(Box::new(UnknownAnswer { meta, problem: Some(problem) }))
    }

    pub(crate) fn without_code(meta: AnswerMeta) -> Self {
        Self(Box::new(UnknownAnswer { meta, problem: None }))
    }

    /// What is wrong with the body; `None` when the status is one of failure and nothing in the
    /// answer names an error, as when a proxy answers in place of the service.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.problem.as_ref()
    }

    /// The answer, without its body.
    pub fn raw(&self) -> &HttpResponse {
        &self.0.meta.response
    }

    pub(crate) fn meta(&self) -> &AnswerMeta {
        &self.0.meta
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UnknownAnswer { meta, problem } = &*self.0;
        write!(f, "{}: ", meta.operation)?;
        match problem {
            Some(problem) => write!(f, "the answer is not what the model says: {problem}")?,
            None => f.write_str("the answer is a failure that names no error")?,
        }
        write!(f, " (HTTP {}{})", meta.status(), meta.suffix())
    }
}

/// An error that the service answered.
#[derive(Clone, Debug)]
pub struct ServiceFailure<E>(Box<ServiceAnswer<E>>);

#[derive(Clone, Debug)]
struct ServiceAnswer<E> {
    meta: AnswerMeta,
    error: E,
}

impl<E> ServiceFailure<E> {
    pub(crate) fn new(meta: AnswerMeta, error: E) -> Self {
        Self(Box::new(ServiceAnswer { meta, error }))
    }

    /// The error.
    pub fn err(&self) -> &E {
        &self.0.error
    }

    /// The error, taken out.
    pub fn into_err(self) -> E {
        self.0.error
    }

    /// The answer, without its body.
    pub fn raw(&self) -> &HttpResponse {
        &self.0.meta.response
    }

    /// The same answer to another kind of error.
    pub(super) fn map<F>(self, map: impl FnOnce(E) -> F) -> ServiceFailure<F> {
        let ServiceAnswer { meta, error } = *self.0;
        ServiceFailure::new(meta, map(error))
    }

    pub(crate) fn meta(&self) -> &AnswerMeta {
        &self.0.meta
    }
}

impl<E: fmt::Display> fmt::Display for ServiceFailure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ServiceAnswer { meta, error } = &*self.0;
        match meta.operation {
            "" => write!(f, "{error}"),
            operation => write!(f, "{error} ({operation}{})", meta.suffix()),
        }
    }
}

/// What is known of an answer beside its body.
#[derive(Clone, Debug)]
pub(crate) struct AnswerMeta {
    /// Empty when nobody was called.
    pub(crate) operation: &'static str,
    pub(crate) response: HttpResponse,
    /// Which attempt was answered, from 1.
    pub(crate) attempts: u32,
}

impl AnswerMeta {
    pub(crate) fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// The id that the service gave the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.response.headers().get(REQUEST_ID)
    }

    fn suffix(&self) -> impl fmt::Display + '_ {
        fmt::from_fn(|f| {
            self.request_id().iter().try_for_each(|id| write!(f, ", request id {id}"))?;
            match self.attempts {
                1 => Ok(()),
                attempts => write!(f, ", {attempts} attempts"),
            }
        })
    }
}

/// What stands behind a failure that came after several attempts.
struct After(u32);

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 | 1 => Ok(()),
            attempts => write!(f, " ({attempts} attempts)"),
        }
    }
}

/// A time as people write it: `3 s`, `3.1 s`, `250 ms`.
pub(crate) struct Seconds(pub(crate) Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            0 => write!(f, "{} ms", self.0.as_millis()),
            _ => write!(f, "{} s", self.0.as_secs_f64()),
        }
    }
}
