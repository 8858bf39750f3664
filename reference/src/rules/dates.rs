//! Points in time, days and windows: behaviour.md §2.7.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use secretsmith::primitives::DateTime;

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// A day in UTC, as number of days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i32);

impl Day {
    /// The day that an instant falls on.
    pub fn of(time: DateTime) -> Self {
        // From year -9999 to 9999 there are less than eight million days.
        Self(time.secs().div_euclid(SECONDS_PER_DAY) as i32)
    }

    /// Midnight, when the day begins.
    pub fn start(self) -> DateTime {
        from_millis(i64::from(self.0) * SECONDS_PER_DAY * 1000)
    }

    /// The day so many days later (or earlier); at the ends of time, those ends.
    pub fn plus(self, days: i64) -> Self {
        Self::of(days_after(self.start(), days))
    }

    /// The day in the calendar.
    pub(crate) fn date(self) -> Date {
        self.start().to_jiff().to_zoned(TimeZone::UTC).date()
    }

    pub(crate) fn number(self) -> i64 {
        self.0.into()
    }
}

/// The instant so many days, of 24 hours, later (or earlier).
pub fn days_after(time: DateTime, days: i64) -> DateTime {
    from_millis(time.as_millis().saturating_add(days.saturating_mul(SECONDS_PER_DAY * 1000)))
}

/// The instant so many seconds later (or earlier).
pub fn seconds_after(time: DateTime, seconds: i64) -> DateTime {
    from_millis(time.as_millis().saturating_add(seconds.saturating_mul(1000)))
}

/// The instant without what is finer than a millisecond, which the service does not keep.
pub fn to_the_millisecond(time: DateTime) -> DateTime {
    from_millis(time.as_millis())
}

/// The instant so many milliseconds after the epoch; beyond the ends of time, those ends.
pub(crate) fn from_millis(milliseconds: i64) -> DateTime {
    // Whole days within what a `DateTime` holds: year -9999 to 9999.
    const FIRST: i64 = -4_371_585 * SECONDS_PER_DAY * 1000;
    const LAST: i64 = 2_932_895 * SECONDS_PER_DAY * 1000;
    DateTime::from_millis(milliseconds.clamp(FIRST, LAST))
}
