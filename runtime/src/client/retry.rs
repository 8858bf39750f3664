//! Calling again: which failures pass, how long to wait, and when to give up.
//!
//! The rules are those of the AWS SDKs' retry modes.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

mod adaptive;
mod classify;
mod tokens;

use super::RetryMode;
use super::watch::Tally;
use adaptive::RateLimit;
pub(super) use classify::{Judge, Verdict, judge, verdict};
use tokens::Tokens;

/// The attempts of a call, when nothing else is said.
pub(super) const MAX_ATTEMPTS: u32 = 3;

/// The longest pauses that are chosen here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    /// Before the second attempt; each further one may be twice as long.
    pub(super) initial: Duration,
    /// Before any.
    pub(super) max: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { initial: Duration::from_secs(1), max: Duration::from_secs(20) }
    }
}

impl Backoff {
    /// A pause after an attempt: any part of the longest.
    fn after(self, attempt: u32) -> Duration {
        let longest = self.initial.saturating_mul(1 << (attempt - 1).min(20)).min(self.max);
        longest.mul_f64(fraction())
    }
}

/// The longest pause that a service may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// What the calls of a client share.
#[derive(Debug)]
pub(super) struct Retry {
    mode: RetryMode,
    max_attempts: u32,
    backoff: Backoff,
    tokens: Mutex<Tokens>,
    rate: Mutex<RateLimit>,
}

impl Retry {
    pub(super) fn new(mode: RetryMode, max_attempts: u32, backoff: Backoff) -> Self {
        Self { mode, max_attempts, backoff, tokens: Mutex::default(), rate: Mutex::default() }
    }

    /// The attempts of one call, which may have a mode and a number of its own.
    pub(super) fn attempts<'a>(&'a self, mode: Option<RetryMode>, max: Option<u32>, tally: &'a Tally) -> Attempts<'a> {
        let mode = mode.unwrap_or(self.mode);
        let max = if mode == RetryMode::Off { 1 } else { max.unwrap_or(self.max_attempts) };
        let rate = (mode == RetryMode::Adaptive).then_some(&self.rate);
        Attempts { retry: self, rate, tally, max, number: 0, paid: 0 }
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The attempts of one call.
#[derive(Debug)]
pub(super) struct Attempts<'a> {
    retry: &'a Retry,
    /// The limit on the rate of calls that wait their turn.
    rate: Option<&'a Mutex<RateLimit>>,
    tally: &'a Tally,
    max: u32,
    /// Which attempt is being made, from 1.
    number: u32,
    /// What the last retry took from the tokens.
    paid: u32,
}

impl Attempts<'_> {
    /// Which attempt is being made, from 1.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// How many there may be.
    pub(super) fn max(&self) -> u32 {
        self.max
    }

    /// Begins an attempt, when it is its turn.
    pub(super) async fn begin(&mut self) {
        self.number += 1;
        let Some(rate) = self.rate else { return };
        loop {
            let pause = rate.lock().unwrap_or_else(PoisonError::into_inner).acquire(Instant::now());
            match pause {
                None => return,
                Some(pause) => self.tally.pause(pause).await,
            }
        }
    }

    /// Ends an attempt: whether to make another, after a pause that is over when this returns.
    pub(super) async fn again(&mut self, verdict: Verdict, asked: Option<Duration>) -> bool {
        if let Some(rate) = self.rate {
            let mut rate = rate.lock().unwrap_or_else(PoisonError::into_inner);
            rate.update(verdict == Verdict::Throttled, Instant::now());
        }
        let cost = match verdict {
            Verdict::Final => {
                return false;
            }
            Verdict::Succeeded => {
                self.retry.tokens().give_back(self.paid);
                return false;
            }
            Verdict::TimedOut => tokens::TIMEOUT,
            Verdict::Throttled | Verdict::Transient => tokens::RETRY,
        };
        if self.number >= self.max || !self.retry.tokens().take(cost) {
            return false;
        }
        self.paid = cost;
        let pause = asked.map_or_else(|| self.retry.backoff.after(self.number), |asked| asked.min(LONGEST_ASKED));
        self.tally.pause(pause).await;
        true
    }
}

/// A random number from 0 to below 1.
fn fraction() -> f64 {
    let (high, _) = Uuid::new_v4().as_u64_pair();
    f64::from((high >> 32) as u32) / (f64::from(u32::MAX) + 1.0)
}
