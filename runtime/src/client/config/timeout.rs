//! The time limits of a client, as one value.

use std::time::Duration;

/// The time limits of a client; those that are not set stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeoutConfig {
    pub(super) connect: Setting,
    pub(super) read: Setting,
    pub(super) operation: Setting,
    pub(super) attempt: Setting,
}

/// A limit, if one is set; the inner `None` says that there is none.
type Setting = Option<Option<Duration>>;

impl TimeoutConfig {
    /// Starts collecting limits.
    pub fn builder() -> TimeoutConfigBuilder {
        TimeoutConfigBuilder::default()
    }

    /// No limit at all, whatever was set before.
    pub fn disabled() -> Self {
        Self { connect: Some(None), read: Some(None), operation: Some(None), attempt: Some(None) }
    }

    /// The time for a connection to be made, if it is set here.
    pub fn connect_timeout(&self) -> Option<Duration> {
        self.connect.flatten()
    }

    /// How long a server may say nothing, if it is set here.
    pub fn read_timeout(&self) -> Option<Duration> {
        self.read.flatten()
    }

    /// The time for a call with all its attempts, if it is set here.
    pub fn operation_timeout(&self) -> Option<Duration> {
        self.operation.flatten()
    }

    /// The time for each attempt, if it is set here.
    pub fn operation_attempt_timeout(&self) -> Option<Duration> {
        self.attempt.flatten()
    }

    /// Whether a limit is set here.
    pub fn has_timeouts(&self) -> bool {
        [self.connect, self.read, self.operation, self.attempt].into_iter().flatten().any(|limit| limit.is_some())
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
        self.0.connect = Some(Some(limit));
        self
    }

    /// Sets that a connection may take as long as the call does.
    pub fn disable_connect_timeout(mut self) -> Self {
        self.0.connect = Some(None);
        self
    }

    /// Sets how long a server may say nothing, as
    /// [`ConfigBuilder::read_timeout`](super::ConfigBuilder::read_timeout) does.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.0.read = Some(Some(limit));
        self
    }

    /// Sets that a server may say nothing for as long as the call may take.
    pub fn disable_read_timeout(mut self) -> Self {
        self.0.read = Some(None);
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
        self.0.attempt = Some(Some(limit));
        self
    }

    /// Sets that an attempt may take as long as the call does.
    pub fn disable_operation_attempt_timeout(mut self) -> Self {
        self.0.attempt = Some(None);
        self
    }

    /// The limits.
    pub fn build(self) -> TimeoutConfig {
        self.0
    }
}
