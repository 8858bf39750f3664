//! `cron(…)`: behaviour.md §4.4.

use jiff::civil::{Date, date};

use super::field::{DAYS_OF_MONTH, DAYS_OF_WEEK, HOURS, MONTHS, Set, digits};
use crate::message;
use crate::refusal::Refusal;

/// Rotations at full hours (UTC) of certain days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    hours: Set,
    days: Vec<Days>,
    months: Set,
}

/// Days that one item of a list names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// Such as `1`, `10-20`, `*/5`.
    OfMonth(Set),
    /// `L` as day of the month.
    LastOfMonth,
    /// Such as `SUN`, `2-6`. Sunday is 1.
    OfWeek(Set),
    /// `FRIL`: the last Friday of the month.
    LastOfWeekday(u8),
    /// `TUE#3`: the third Tuesday of the month.
    NthOfWeekday(u8, u8),
}

impl Cron {
    /// The least number of hours between two rotations.
    const DISTANCE: u8 = 4;

    /// Reads the six fields that stand between the parentheses; `None` when they are not in the
    /// grammar, allow rotations less than four hours apart, or name no day that ever comes.
    ///
    /// The hours of consecutive days count, too: `21` and `0` are too close if both are to be had.
    pub fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split(' ').collect();
        let ["0", hours, day_of_month, month, day_of_week, "*"] = fields[..] else { return None };
        let days = match (day_of_month, day_of_week) {
            (days, "?") => days.split(',').map(Days::of_month).collect::<Option<Vec<_>>>()?,
            ("?", days) => days.split(',').map(Days::of_week).collect::<Option<Vec<_>>>()?,
            _ => return None,
        };
        let cron = Self { hours: read_hours(hours)?, days, months: MONTHS.list(month)? };
        (cron.keeps_distance() && every_date().any(|date| cron.is_on(date))).then_some(cron)
    }

    /// Checks that windows of so many hours end with the day, and before the next one begins. That
    /// windows must not meet within a day is answered with the text for hourly rates (ours).
    pub(super) fn check_duration(&self, hours: u8) -> Result<(), Refusal> {
        if self.hours.iter().any(|start| start + hours > 24) {
            return Err(message::duration_beyond_day());
        }
        match self.distances().any(|distance| hours > distance) {
            true => Err(message::duration_beyond_rate()),
            false => Ok(()),
        }
    }

    /// Whether there is more than one rotation a day, so that a window is an hour unless said.
    pub fn is_hourly(&self) -> bool {
        self.hours.iter().count() > 1
    }

    /// The hours of the day at which windows open, earliest first.
    pub fn hours(&self) -> impl Iterator<Item = u8> + Clone {
        self.hours.iter()
    }

    /// Whether there are rotations on a day.
    pub fn is_on(&self, date: Date) -> bool {
        self.months.has(number(date.month())) && self.days.iter().any(|days| days.have(date))
    }

    fn keeps_distance(&self) -> bool {
        if self.distances().any(|distance| distance < Self::DISTANCE) {
            return false;
        }
        let (first, last) = (self.hours.iter().next(), self.hours.iter().next_back());
        let overnight = first.zip(last).map_or(24, |(first, last)| first + 24 - last);
        let is_on_both = |day: Date| self.is_on(day) && day.tomorrow().is_ok_and(|next| self.is_on(next));
        overnight >= Self::DISTANCE || !every_date().any(is_on_both)
    }

    /// How many hours lie between the rotations of one day.
    fn distances(&self) -> impl Iterator<Item = u8> {
        self.hours.iter().zip(self.hours.iter().skip(1)).map(|(earlier, later)| later - earlier)
    }
}

impl Days {
    fn of_month(text: &str) -> Option<Self> {
        match text.strip_suffix(['L', 'l']) {
            Some("") => Some(Self::LastOfMonth),
            Some(weekday) if digits(weekday).is_none() => DAYS_OF_WEEK.number(weekday).map(Self::LastOfWeekday),
            Some(_) => None,
            None => DAYS_OF_MONTH.set(text).map(Self::OfMonth),
        }
    }

    /// Like other schedulers of this grammar, `L` alone is the last day of the week.
    fn of_week(text: &str) -> Option<Self> {
        if let Some((weekday, nth)) = text.split_once('#') {
            let nth = digits(nth).filter(|nth| (1..=5).contains(nth))?;
            return Some(Self::NthOfWeekday(DAYS_OF_WEEK.number(weekday)?, nth));
        }
        match text.strip_suffix(['L', 'l']) {
            Some("") => DAYS_OF_WEEK.set("SAT").map(Self::OfWeek),
            Some(weekday) => DAYS_OF_WEEK.number(weekday).map(Self::LastOfWeekday),
            None => DAYS_OF_WEEK.set(text).map(Self::OfWeek),
        }
    }

    fn have(self, date: Date) -> bool {
        let (day, weekday) = (number(date.day()), number(date.weekday().to_sunday_one_offset()));
        let last = number(date.days_in_month());
        match self {
            Self::OfMonth(days) => days.has(day),
            Self::LastOfMonth => day == last,
            Self::OfWeek(weekdays) => weekdays.has(weekday),
            Self::LastOfWeekday(one) => weekday == one && day + 7 > last,
            Self::NthOfWeekday(one, nth) => weekday == one && day.div_ceil(7) == nth,
        }
    }
}

/// Hours are single ones or in steps of four or more, also lists of these; neither all of them nor
/// ranges.
fn read_hours(text: &str) -> Option<Set> {
    let is_range = |item: &str| item == "*" || item.contains('-');
    let is_short = |(_, step): (&str, &str)| digits(step).is_some_and(|step| step < Cron::DISTANCE);
    let is_refused = |item: &str| is_range(item) || item.split_once('/').is_some_and(is_short);
    (!text.split(',').any(is_refused)).then(|| HOURS.list(text))?
}

/// The calendar repeats itself after 28 years, apart from the ends of most centuries.
fn every_date() -> impl Iterator<Item = Date> {
    let start = date(2000, 1, 1);
    std::iter::successors(Some(start), |day| day.tomorrow().ok()).take_while(move |day| day.year() < start.year() + 28)
}

/// Numbers of the calendar are small and positive.
fn number(number: i8) -> u8 {
    number.unsigned_abs()
}
