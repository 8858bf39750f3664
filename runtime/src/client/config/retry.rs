//! How calls are made again, as far as it is configuration.

use std::time::Duration;

use crate::client::retry::{Backoff, MAX_ATTEMPTS};

/// How calls that failed are made again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryMode {
    /// After a pause that grows, as long as not too many calls of the client fail.
    #[default]
    Standard,
    /// The same, and while the service throttles, all calls of the client wait their turn.
    Adaptive,
    /// They are not.
    Off,
}

impl RetryMode {
    /// Reads how variables and files spell it; `legacy` is for SDKs that are older than `standard`,
    /// and the same as that.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "standard" | "legacy" => Some(Self::Standard),
            "adaptive" => Some(Self::Adaptive),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}

/// How calls that failed are made again, as one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryConfig {
    mode: RetryMode,
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
}

impl RetryConfig {
    /// As [`RetryMode::Standard`] says: three attempts, pauses of up to a second first, and of up to 20 later.
    pub fn standard() -> Self {
        let Backoff { initial, max } = Backoff::default();
        Self { mode: RetryMode::Standard, max_attempts: MAX_ATTEMPTS, initial_backoff: initial, max_backoff: max }
    }

    /// The same as [`RetryMode::Adaptive`] says.
    pub fn adaptive() -> Self {
        Self::standard().with_retry_mode(RetryMode::Adaptive)
    }

    /// They are not made again.
    pub fn disabled() -> Self {
        Self::standard().with_max_attempts(1)
    }

    /// Sets how they are made again.
    pub fn with_retry_mode(self, mode: RetryMode) -> Self {
        Self { mode, ..self }
    }

    /// Sets how many attempts a call has, the first among them: 1 or more.
    pub fn with_max_attempts(self, attempts: u32) -> Self {
        Self { max_attempts: attempts, ..self }
    }

    /// Sets the longest pause before the second attempt; each further one may be twice as long.
    pub fn with_initial_backoff(self, longest: Duration) -> Self {
        Self { initial_backoff: longest, ..self }
    }

    /// Sets the longest pause before any attempt.
    pub fn with_max_backoff(self, longest: Duration) -> Self {
        Self { max_backoff: longest, ..self }
    }

    /// How they are made again.
    pub fn mode(&self) -> RetryMode {
        self.mode
    }

    /// How many attempts a call has, the first among them.
    pub fn max_attempts(&self) -> u32 {
        self.max_attempts
    }

    /// The longest pause before the second attempt.
    pub fn initial_backoff(&self) -> Duration {
        self.initial_backoff
    }

    /// The longest pause before any attempt.
    pub fn max_backoff(&self) -> Duration {
        self.max_backoff
    }

    /// Whether there may be a second attempt.
    pub fn has_retry(&self) -> bool {
        self.max_attempts > 1 && self.mode != RetryMode::Off
    }

    /// The pauses.
    pub(super) fn backoff(&self) -> Backoff {
        Backoff { initial: self.initial_backoff, max: self.max_backoff }
    }
}
