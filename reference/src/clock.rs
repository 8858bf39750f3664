//! What time it is: the time of the computer, or a time that a test sets.

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
