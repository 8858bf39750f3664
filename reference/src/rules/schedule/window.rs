//! Windows: behaviour.md §4.5.

use secretsmith::primitives::DateTime;

use crate::rules::dates::{Day, seconds_after};

const HOUR: i64 = 60 * 60;

/// The time in which a rotation is to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub(in crate::rules) start: DateTime,
    pub(in crate::rules) end: DateTime,
}

impl Window {
    /// A window that is open for so many hours, or until the UTC day ends: it never goes on longer. At the end of time,
    /// it closes as it opens.
    pub fn new(start: DateTime, hours: Option<u8>) -> Self {
        let midnight = Day::of(start).plus(1).start();
        let end = hours.map_or(midnight, |hours| seconds_after(start, i64::from(hours) * HOUR));
        Self { start, end: end.min(midnight).max(start) }
    }

    /// When it opens, which is when a rotation is due here: the service takes any moment within.
    pub fn start(&self) -> DateTime {
        self.start
    }

    /// Its last second, which outputs show as `NextRotationDate`.
    pub fn last_second(&self) -> DateTime {
        seconds_after(self.end, -1)
    }

    /// Whether it is over.
    pub fn is_over(&self, now: DateTime) -> bool {
        self.end <= now
    }
}
