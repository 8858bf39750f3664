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

/// The longest pause that is chosen here.
const LONGEST: Duration = Duration::from_secs(20);

/// The longest pause that a service may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// What the calls of a client share.
#[derive(Debug)]
pub(super) struct Retry {
    mode: RetryMode,
    max_attempts: u32,
    tokens: Mutex<Tokens>,
    rate: Mutex<RateLimit>,
}

impl Retry {
    pub(super) fn new(mode: RetryMode, max_attempts: u32) -> Self {
        Self { mode, max_attempts, tokens: Mutex::default(), rate: Mutex::default() }
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
        self.tally.pause(asked.map_or_else(|| backoff(self.number), |asked| asked.min(LONGEST_ASKED))).await;
        true
    }
}

/// A pause: any part of a second after the first attempt, and of twice as much after each further one.
fn backoff(attempt: u32) -> Duration {
    let longest = Duration::from_secs(1 << (attempt - 1).min(5)).min(LONGEST);
    longest.mul_f64(fraction())
}

/// A random number from 0 to below 1.
fn fraction() -> f64 {
    let (high, _) = Uuid::new_v4().as_u64_pair();
    f64::from((high >> 32) as u32) / (f64::from(u32::MAX) + 1.0)
}
