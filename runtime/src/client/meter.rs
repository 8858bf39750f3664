//! Those who count and measure calls.

use std::fmt;
use std::time::Duration;

use crate::SdkError;

/// Somebody who counts and measures what a client does, as for a registry of metrics.
///
/// Nothing that it is given is a secret. It is told in the task that calls, so that it should only
/// count; a call that is dropped before it ends is told to nobody.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::sync::{Arc, Mutex};
/// use std::time::Duration;
///
/// use secretsmith_runtime::client::{Config, Meter, MeteredCall};
///
/// /// Calls and their time, by operation and what came of them.
/// #[derive(Clone, Default)]
/// struct Registry(Arc<Mutex<BTreeMap<(&'static str, &'static str), (u64, Duration)>>>);
///
/// impl Meter for Registry {
///     fn on_call(&self, call: &MeteredCall<'_>) {
///         let mut registry = self.0.lock().expect("nobody panics with the lock");
///         let (calls, time) = registry.entry((call.operation, call.outcome.as_str())).or_default();
///         *calls += 1;
///         *time += call.duration;
///     }
/// }
///
/// let config = Config::builder().meter(Registry::default());
/// ```
pub trait Meter: Send + Sync + 'static {
    /// Learns of an attempt that has ended. One that the time limit of its call cuts off does not end.
    fn on_attempt(&self, attempt: &MeteredAttempt<'_>) {
        let _ = attempt;
    }

    /// Learns of a call that has ended.
    fn on_call(&self, call: &MeteredCall<'_>) {
        let _ = call;
    }
}

/// An attempt that has ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct MeteredAttempt<'a> {
    /// The name of the operation.
    pub operation: &'static str,
    /// Which attempt it was, from 1.
    pub number: u32,
    /// What came of it.
    pub outcome: OutcomeClass,
    /// The code of the error that the service answered.
    pub error_code: Option<&'a str>,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// How long it took, credentials and signature included.
    pub duration: Duration,
    /// The length of the request's body, in bytes.
    pub request_bytes: usize,
    /// The length of the answer's body in bytes, if there was one.
    pub response_bytes: Option<usize>,
}

/// A call that has ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct MeteredCall<'a> {
    /// The name of the operation.
    pub operation: &'static str,
    /// What came of it.
    pub outcome: OutcomeClass,
    /// The code of the error that the service answered.
    pub error_code: Option<&'a str>,
    /// The HTTP status, if its last attempt was answered.
    pub status: Option<u16>,
    /// How many attempts were begun; none when there was nothing to send.
    pub attempts: u32,
    /// How long it took, with all attempts and pauses.
    pub duration: Duration,
    /// How long it paused: before further attempts, and for its turn while the service throttles.
    pub waited: Duration,
    /// The length of the body of each request, in bytes.
    pub request_bytes: usize,
    /// The length of the last answer's body in bytes, if the last attempt was answered.
    pub response_bytes: Option<usize>,
}

/// What came of a call or of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OutcomeClass {
    /// There is an output.
    Success,
    /// The service answered with an error.
    ServiceError,
    /// There was an answer, but not one that the model knows.
    ResponseError,
    /// The time was up.
    Timeout,
    /// The request did not reach the service, or its answer did not come back.
    DispatchFailure,
    /// There was no request to send, or an interceptor has ended the call.
    ConstructionFailure,
}

impl OutcomeClass {
    /// A name for labels, for example `service_error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::ServiceError => "service_error",
            Self::ResponseError => "response_error",
            Self::Timeout => "timeout",
            Self::DispatchFailure => "dispatch_failure",
            Self::ConstructionFailure => "construction_failure",
        }
    }

    pub(super) fn of<E>(error: &SdkError<E>) -> Self {
        match error {
            SdkError::ConstructionFailure(_) => Self::ConstructionFailure,
            SdkError::TimeoutError(_) => Self::Timeout,
            SdkError::DispatchFailure(_) => Self::DispatchFailure,
            SdkError::ResponseError(_) => Self::ResponseError,
            SdkError::ServiceError(_) => Self::ServiceError,
        }
    }
}

impl fmt::Display for OutcomeClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
