//! What time it is: the time of the computer, with or without a shift, or a time that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use secretsmith::primitives::DateTime;

/// Tells the time to an [`InMemory`](crate::InMemory).
///
/// The service keeps milliseconds (behaviour.md §2.7); what is finer is dropped.
pub trait Clock: Send + Sync + 'static {
    /// The present.
    fn now(&self) -> DateTime;
}

/// The clock of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime {
        DateTime::now()
    }
}

/// A clock that stands still until it is set; clones are the same clock.
///
/// ```
/// use std::time::Duration;
///
/// use secretsmith_reference::{Clock, InMemory, ManualClock};
///
/// let clock = ManualClock::at("2026-01-22T06:42:22Z".parse()?);
/// let service = InMemory::builder().clock(clock.clone()).build();
/// clock.advance(Duration::from_secs(30 * 24 * 60 * 60));
/// assert_eq!(clock.now().to_string(), "2026-02-21T06:42:22Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// A clock that shows this time.
    pub fn at(time: DateTime) -> Self {
        Self(Arc::new(AtomicI64::new(time.as_millis())))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let milliseconds = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Sets the clock, also back.
    pub fn set(&self, time: DateTime) {
        self.0.store(time.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime {
        crate::rules::dates::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// The clock of this computer, ahead of it or behind; it goes on from wherever it is set. Clones are the same clock.
///
/// ```
/// use secretsmith_reference::{Clock, ShiftedClock};
///
/// let clock = ShiftedClock::default();
/// clock.set("2040-02-29T12:00:00Z".parse()?);
/// assert!(clock.now().to_string().starts_with("2040-02-29T12:0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ShiftedClock(Arc<AtomicI64>);

impl ShiftedClock {
    /// Sets the clock, also back.
    pub fn set(&self, time: DateTime) {
        self.0.store(time.as_millis().saturating_sub(DateTime::now().as_millis()), Ordering::SeqCst);
    }

    /// Moves the clock on by so many milliseconds, or back when they are negative.
    pub fn advance(&self, milliseconds: i64) {
        let moved = |shift: i64| Some(shift.saturating_add(milliseconds));
        // It is never refused.
        let _ = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, moved);
    }

    /// Has the clock agree with that of this computer again.
    pub fn reset(&self) {
        self.0.store(0, Ordering::SeqCst);
    }

    /// By how many milliseconds it is ahead; negative when it is behind.
    pub fn shift(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime {
        crate::rules::dates::from_millis(DateTime::now().as_millis().saturating_add(self.shift()))
    }
}
