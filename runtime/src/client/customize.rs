//! A call with settings of its own.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Handle, Interceptor, Metadata};
use crate::{BuildError, Operation, SdkError};

/// A call that is ready to be sent, with settings of its own where they differ from the client's.
#[must_use = "a call does nothing until it is sent"]
pub struct Customized<O: Operation, W = ()> {
    handle: Handle,
    input: Result<O::Input, BuildError>,
    overrides: Overrides,
    /// Who sends the calls of a client that blocks.
    #[cfg_attr(not(feature = "blocking"), expect(dead_code))]
    worker: W,
}

/// What a call has in place of the client's configuration.
#[derive(Clone, Default)]
pub(super) struct Overrides {
    /// The inner `None` is a call without limit.
    pub(super) call_timeout: Option<Option<Duration>>,
    pub(super) attempt_timeout: Option<Option<Duration>>,
    pub(super) max_attempts: Option<u32>,
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
}

impl<O: Operation, W> Customized<O, W> {
    /// Sets the time for this call, or with `None` that there is no limit.
    pub fn call_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.overrides.call_timeout = Some(limit.into());
        self
    }

    /// Sets the time for each attempt of this call, or with `None` that only that for the call counts.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.overrides.attempt_timeout = Some(limit.into());
        self
    }

    /// Sets how many attempts this call has, the first among them; at least one, and with
    /// [`RetryMode::Off`](super::RetryMode::Off) no more.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.overrides.max_attempts = Some(attempts);
        self
    }

    /// Has requests and responses of this call pass by, behind those whom the client has for all calls.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.overrides.interceptors.push(Arc::new(interceptor));
        self
    }

    /// The call, and who sends it.
    #[cfg(feature = "blocking")]
    pub(super) fn split(self) -> (Customized<O>, W) {
        let Self { handle, input, overrides, worker } = self;
        (Customized { handle, input, overrides, worker: () }, worker)
    }
}

impl<O: Operation> Customized<O> {
    pub(super) fn new(handle: Handle, input: Result<O::Input, BuildError>) -> Self {
        Self { handle, input, overrides: Overrides::default(), worker: () }
    }

    /// Has the call sent on the thread of a client that blocks.
    #[cfg(feature = "blocking")]
    #[doc(hidden)]
    pub fn on<W>(self, worker: W) -> Customized<O, W> {
        let Self { handle, input, overrides, .. } = self;
        Customized { handle, input, overrides, worker }
    }

    /// What is asked for, unless it is not complete.
    #[cfg(feature = "waiters")]
    pub(super) fn input(&self) -> Result<&O::Input, &BuildError> {
        self.input.as_ref()
    }

    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    /// When the input is not complete, no answer comes, or it is an error.
    pub async fn send(self) -> Result<O::Output, SdkError<O::Error>> {
        let answer = self.handle.answer::<O>(self.input, &self.overrides).await?;
        answer.read::<O>()
    }

    /// Sends the call, waits for the answer, and says what came with it.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_with_metadata(self) -> Result<(O::Output, Metadata), SdkError<O::Error>> {
        let answer = self.handle.answer::<O>(self.input, &self.overrides).await?;
        let metadata = answer.metadata();
        answer.read::<O>().map(|output| (output, metadata))
    }
}

impl<O: Operation, W> fmt::Debug for Customized<O, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Customized")
            .field("operation", &O::NAME)
            .field("handle", &self.handle)
            .field("overrides", &self.overrides)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Overrides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overrides")
            .field("call_timeout", &self.call_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("max_attempts", &self.max_attempts)
            .field("interceptors", &self.interceptors.len())
            .finish()
    }
}
