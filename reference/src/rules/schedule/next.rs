//! Which window comes next: behaviour.md §4.5.

use secretsmith::primitives::DateTime;

use super::cron::Cron;
use super::rate::Rate;
use super::window::Window;
use super::{Expression, Frequency, Schedule};
use crate::rules::dates::{Day, seconds_after};

const HOUR: i64 = 60 * 60;

impl Schedule {
    /// The next window after a rotation, or after the configuration while there was none. `None`
    /// at the end of time.
    ///
    /// - Days are counted from the UTC date of the rotation.
    /// - Hours are counted from midnight of the day of the configuration.
    /// - A `cron` window is the next one to open: one that is open at the time is taken to be used.
    pub fn next(&self, after: DateTime) -> Option<Window> {
        let (start, hours) = match &self.frequency {
            Frequency::Days(days) => (day_after(after, *days), None),
            Frequency::Expression(_, Expression::Rate(Rate::Days(days))) => (day_after(after, (*days).into()), None),
            Frequency::Expression(_, Expression::Rate(Rate::Hours(hours))) => {
                (self.hour_after(after, (*hours).into()), Some(1))
            }
            Frequency::Expression(_, Expression::Cron(cron)) => {
                (cron.start_after(after)?, cron.is_hourly().then_some(1))
            }
        };
        (start > after).then(|| Window::new(start, self.hours().or(hours)))
    }

    /// The next window when the schedule is configured, and the value was renewed at that time
    /// before. `AutomaticallyAfterDays` is counted from then; when that day is past, the window is
    /// the rest of today (ours).
    pub fn next_since(&self, renewed: Option<DateTime>, now: DateTime) -> Option<Window> {
        let (Frequency::Days(days), Some(renewed)) = (&self.frequency, renewed) else { return self.next(now) };
        let window = Window::new(day_after(renewed, *days), self.hours());
        Some(if window.is_over(now) { Window::new(Day::of(now).start(), None) } else { window })
    }

    /// How many days lie between two windows that follow each other, 1 at least, counted from the
    /// next one. The service calculates it after each rotation.
    pub fn days_between(&self, after: DateTime) -> Option<i64> {
        let earlier = self.next(after)?.start();
        let later = self.next(earlier)?.start();
        Some((Day::of(later).number() - Day::of(earlier).number()).max(1))
    }

    fn hour_after(&self, after: DateTime, hours: i64) -> DateTime {
        let midnight = self.since.start();
        let step = hours * HOUR;
        let steps = (after.secs() - midnight.secs()).div_euclid(step) + 1;
        seconds_after(midnight, steps * step)
    }
}

impl Cron {
    /// The first time after another at which a window opens.
    fn start_after(&self, after: DateTime) -> Option<DateTime> {
        // A day can be rare, but not rarer than a fifth Sunday of February about the year 2100.
        const DAYS: i32 = 41 * 366;
        let today = Day::of(after);
        let days = (0..DAYS).map(|days| today.plus(days.into())).filter(|day| self.is_on(day.date()));
        let mut starts =
            days.flat_map(|day| self.hours().map(move |hour| seconds_after(day.start(), i64::from(hour) * HOUR)));
        starts.find(|start| *start > after)
    }
}

fn day_after(after: DateTime, days: i64) -> DateTime {
    Day::of(after).plus(days).start()
}
