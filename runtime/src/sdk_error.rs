//! Why a call failed, wherever it failed.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;

use crate::{ErrorMetadata, OperationError, ProvideErrorMetadata, ServiceError, Unmodeled};

mod failure;
mod response;

pub(crate) use failure::{AnswerMeta, Seconds};
pub use failure::{ConstructionFailure, DispatchFailure, ResponseError, ServiceFailure, TimeoutError};
pub use response::{Headers, HttpResponse};

/// Why a call failed; `E` is the error enumeration of the operation.
///
/// `Display` tells the whole story, so that [`source`](Error::source) has nothing to add for most
/// errors; what was underneath is there to ask for on the variants. Neither `Display` nor `Debug`
/// shows a body, a secret or a credential.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SdkError<E> {
    /// There was no request to send: a required member, the Region or the credentials are missing. Or
    /// an interceptor has ended the call, maybe after it was answered.
    ConstructionFailure(ConstructionFailure),
    /// The time was up before there was an answer; the service may have done what it was asked.
    TimeoutError(TimeoutError),
    /// The request did not reach the service, or its answer did not come back.
    DispatchFailure(DispatchFailure),
    /// There was an answer, but not one that the model knows.
    ResponseError(ResponseError),
    /// The service answered with an error.
    ServiceError(ServiceFailure<E>),
}

impl<E> SdkError<E> {
    /// The name of the operation that was called.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::ConstructionFailure(failure) => failure.operation(),
            Self::TimeoutError(failure) => failure.operation(),
            Self::DispatchFailure(failure) => failure.operation(),
            Self::ResponseError(failure) => failure.meta().operation,
            Self::ServiceError(failure) => failure.meta().operation,
        }
    }

    /// The error that the service answered, if it did.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(failure) => Some(failure.err()),
            _ => None,
        }
    }

    /// The id that the service gave the request, if it answered; its support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.meta()?.request_id()
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.meta().map(AnswerMeta::status)
    }

    /// The answer, if there was one.
    pub fn raw_response(&self) -> Option<&HttpResponse> {
        self.meta().map(|meta| &meta.response)
    }

    /// The failure of a call whose answer was this error: for tests of code that calls.
    pub fn service_error(error: E, response: HttpResponse) -> Self {
        ServiceFailure::new(AnswerMeta { operation: "", response, attempts: 1 }, error).into()
    }

    /// The same failure, with another kind of error in the place of the service's.
    pub fn map_service_error<F>(self, map: impl FnOnce(E) -> F) -> SdkError<F> {
        match self {
            Self::ConstructionFailure(failure) => SdkError::ConstructionFailure(failure),
            Self::TimeoutError(failure) => SdkError::TimeoutError(failure),
            Self::DispatchFailure(failure) => SdkError::DispatchFailure(failure),
            Self::ResponseError(failure) => SdkError::ResponseError(failure),
            Self::ServiceError(failure) => SdkError::ServiceError(failure.map(map)),
        }
    }

    /// How many attempts were begun; none when there was nothing to send.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::ConstructionFailure(failure) => failure.attempts(),
            Self::TimeoutError(failure) => failure.attempts(),
            Self::DispatchFailure(failure) => failure.attempts(),
            Self::ResponseError(failure) => failure.meta().attempts,
            Self::ServiceError(failure) => failure.meta().attempts,
        }
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::TimeoutError(_))
    }

    fn meta(&self) -> Option<&AnswerMeta> {
        match self {
            Self::ResponseError(failure) => Some(failure.meta()),
            Self::ServiceError(failure) => Some(failure.meta()),
            _ => None,
        }
    }
}

impl<E: ServiceError> SdkError<E> {
    /// The code of the error that the service answered, for example `ResourceNotFoundException`.
    pub fn code(&self) -> Option<&str> {
        self.as_service_error().map(ServiceError::code)
    }

    /// What the service said of the error.
    pub fn message(&self) -> Option<&str> {
        self.as_service_error().and_then(ServiceError::message)
    }

    /// Whether the same call may succeed later.
    ///
    /// A call that timed out or whose connection broke may have done its work all the same.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::ConstructionFailure(_) => false,
            Self::TimeoutError(_) => true,
            Self::DispatchFailure(failure) => failure.is_transient(),
            Self::ResponseError(failure) => is_transient(failure.meta().status()),
            Self::ServiceError(failure) => {
                failure.err().is_retryable() || failure.err().is_throttling() || is_transient(failure.meta().status())
            }
        }
    }

    /// Whether the service asks to slow down.
    pub fn is_throttling(&self) -> bool {
        self.as_service_error().is_some_and(ServiceError::is_throttling) || self.status() == Some(429)
    }
}

impl<E: OperationError> SdkError<E> {
    /// The error that the service answered.
    ///
    /// Every other failure becomes an [`Unmodeled`] whose code is that of its kind
    /// (`ConstructionFailure`, `RequestTimeout`, `DispatchFailure`, `ResponseError`) and whose
    /// message is what `Display` shows.
    pub fn into_service_error(self) -> E {
        let (code, status) = match self {
            Self::ServiceError(failure) => return failure.into_err(),
            Self::ConstructionFailure(_) => ("ConstructionFailure", 400),
            Self::TimeoutError(_) => ("RequestTimeout", 504),
            Self::DispatchFailure(_) => ("DispatchFailure", 502),
            Self::ResponseError(_) => ("ResponseError", 502),
        };
        Unmodeled::new(code, self.to_string()).with_status(status).into()
    }
}

impl SdkError<Infallible> {
    /// Notes how many attempts were made.
    pub(crate) fn after(self, attempts: u32) -> Self {
        match self {
            Self::ConstructionFailure(failure) => failure.after(attempts).into(),
            Self::TimeoutError(failure) => failure.after(attempts).into(),
            Self::DispatchFailure(failure) => failure.after(attempts).into(),
            other => other,
        }
    }

    /// The same failure among those of an operation; that of plumbing which knows no operation.
    pub(crate) fn widen<E>(self) -> SdkError<E> {
        self.map_service_error(|never| match never {})
    }
}

impl<E: ProvideErrorMetadata> ProvideErrorMetadata for SdkError<E> {
    fn code(&self) -> Option<&str> {
        self.as_service_error().and_then(E::code)
    }

    fn message(&self) -> Option<&str> {
        self.as_service_error().and_then(E::message)
    }

    fn meta(&self) -> ErrorMetadata<'_> {
        ErrorMetadata::of(self).with_request_id(self.request_id())
    }
}

impl<E> RequestId for SdkError<E> {
    fn request_id(&self) -> Option<&str> {
        Self::request_id(self)
    }
}

/// What knows the id of a request.
pub trait RequestId {
    /// The id that the service gave the request, if it answered; its support asks for it.
    fn request_id(&self) -> Option<&str>;
}

/// The statuses of an answer that says nothing of the request, only of the moment.
fn is_transient(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

impl<E: fmt::Display> fmt::Display for SdkError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConstructionFailure(failure) => failure.fmt(f),
            Self::TimeoutError(failure) => failure.fmt(f),
            Self::DispatchFailure(failure) => failure.fmt(f),
            Self::ResponseError(failure) => failure.fmt(f),
            Self::ServiceError(failure) => failure.fmt(f),
        }
    }
}

/// The source is what `Display` does not already tell: only the source of a service's error.
impl<E: Error + 'static> Error for SdkError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.as_service_error().and_then(Error::source)
    }
}

impl<E> From<ConstructionFailure> for SdkError<E> {
    fn from(failure: ConstructionFailure) -> Self {
        Self::ConstructionFailure(failure)
    }
}

impl<E> From<TimeoutError> for SdkError<E> {
    fn from(failure: TimeoutError) -> Self {
        Self::TimeoutError(failure)
    }
}

impl<E> From<DispatchFailure> for SdkError<E> {
    fn from(failure: DispatchFailure) -> Self {
        Self::DispatchFailure(failure)
    }
}

impl<E> From<ResponseError> for SdkError<E> {
    fn from(failure: ResponseError) -> Self {
        Self::ResponseError(failure)
    }
}

impl<E> From<ServiceFailure<E>> for SdkError<E> {
    fn from(failure: ServiceFailure<E>) -> Self {
        Self::ServiceError(failure)
    }
}
