//! The time limits of a client, as one value.

use std::time::Duration;

/// The time limits of a client; those that are not set stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeoutConfig {
    pub(super) connect: Option<Duration>,
    pub(super) read: Option<Duration>,
    /// The inner `None` is a call without limit.
    pub(super) operation: Option<Option<Duration>>,
    pub(super) attempt: Option<Duration>,
}

impl TimeoutConfig {
    /// Starts collecting limits.
    pub fn builder() -> TimeoutConfigBuilder {
        TimeoutConfigBuilder::default()
    }

    /// No limit for calls, and none for attempts. Connections have one always.
    pub fn disabled() -> Self {
        Self::builder().disable_operation_timeout().build()
    }
}

/// Collects a [`TimeoutConfig`].
#[derive(Clone, Debug, Default)]
#[must_use = "it is collected for `build`"]
pub struct TimeoutConfigBuilder(TimeoutConfig);

impl TimeoutConfigBuilder {
    /// Sets the time for a connection to be made, as
    /// [`ConfigBuilder::connect_timeout`](super::ConfigBuilder::connect_timeout) does.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.0.connect = Some(limit);
        self
    }

    /// Sets how long a server may say nothing, as
    /// [`ConfigBuilder::read_timeout`](super::ConfigBuilder::read_timeout) does.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.0.read = Some(limit);
        self
    }

    /// Sets the time for a call with all its attempts, as
    /// [`ConfigBuilder::call_timeout`](super::ConfigBuilder::call_timeout) does.
    pub fn operation_timeout(mut self, limit: Duration) -> Self {
        self.0.operation = Some(Some(limit));
        self
    }

    /// Sets that a call may take as long as its attempts do.
    pub fn disable_operation_timeout(mut self) -> Self {
        self.0.operation = Some(None);
        self
    }

    /// Sets the time for each attempt, as
    /// [`ConfigBuilder::attempt_timeout`](super::ConfigBuilder::attempt_timeout) does.
    pub fn operation_attempt_timeout(mut self, limit: Duration) -> Self {
        self.0.attempt = Some(limit);
        self
    }

    /// The limits.
    pub fn build(self) -> TimeoutConfig {
        self.0
    }
}
