//! When a secret is rotated: behaviour.md §4.4 and §4.5.
//!
//! - [`parse`]: from the members of an input to a schedule, with every error in its order;
//! - [`rate`] and [`cron`]: the two kinds of expression;
//! - [`window`]: the time in which a rotation is to happen;
//! - [`next`]: which window comes next.

use secretsmith::types::RotationRulesType;

use super::dates::Day;
use cron::Cron;
use rate::Rate;

pub mod cron;
mod field;
pub mod next;
pub mod parse;
pub mod rate;
pub mod window;

/// A schedule, read by [`Schedule::read`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    frequency: Frequency,
    /// How long a window is open, when that was said.
    duration: Option<Duration>,
    /// The day of the configuration, from whose midnight hours are counted.
    pub(super) since: Day,
}

/// How often a secret is rotated.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Frequency {
    /// `AutomaticallyAfterDays`.
    Days(i64),
    /// `ScheduleExpression`, as it was given and as it was understood.
    Expression(Box<str>, Expression),
}

/// What a `ScheduleExpression` says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Expression {
    Rate(Rate),
    Cron(Cron),
}

/// A `Duration`, as it was given and as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Duration {
    text: Box<str>,
    hours: u8,
}

impl Schedule {
    /// The schedule as outputs show it: as it was given, together with the number of days between
    /// windows when one has been [calculated](Self::days_between) from an expression (§3.6).
    pub fn shown(&self, calculated: Option<i64>) -> RotationRulesType {
        let (days, expression) = match &self.frequency {
            Frequency::Days(days) => (Some(*days), None),
            Frequency::Expression(text, _) => (calculated, Some(text.to_string())),
        };
        RotationRulesType::builder()
            .set_automatically_after_days(days)
            .set_schedule_expression(expression)
            .set_duration(self.duration.as_ref().map(|duration| duration.text.to_string()))
            .build()
    }

    /// How many hours a window is open, when that was said.
    fn hours(&self) -> Option<u8> {
        self.duration.as_ref().map(|duration| duration.hours)
    }

    /// Whether a value that is put by hand counts as a rotation when the next one is planned.
    pub fn counts_changes_by_hand(&self) -> bool {
        matches!(self.frequency, Frequency::Days(_))
    }
}
