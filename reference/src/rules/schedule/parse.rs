//! From `RotationRules` to a schedule: behaviour.md §4.4.

use secretsmith::primitives::DateTime;
use secretsmith::types::RotationRulesType;

use super::cron::Cron;
use super::rate::Rate;
use super::{Duration, Expression, Frequency, Schedule};
use crate::message;
use crate::refusal::Refusal;
use crate::rules::dates::Day;

impl Schedule {
    /// Reads the rules that are given now; `None` when they say nothing.
    ///
    /// The checks are in the order of §4.4: both frequencies, then the expression, then the
    /// duration. That a duration alone is refused is ours: §4.4 has it beside a frequency only.
    ///
    /// # Errors
    /// `InvalidParameterException` for rules that contradict each other or cannot be understood.
    pub fn read(rules: &RotationRulesType, now: DateTime) -> Result<Option<Self>, Refusal> {
        let frequency = match (rules.automatically_after_days, rules.schedule_expression.as_deref()) {
            (Some(_), Some(_)) => return Err(message::days_and_expression()),
            (Some(days), None) => Frequency::Days(days),
            (None, Some(text)) => Frequency::Expression(text.into(), Expression::read(text)?),
            (None, None) if rules.duration.is_some() => return Err(message::duration_without_frequency()),
            (None, None) => return Ok(None),
        };
        let duration = rules.duration.as_deref().map(Duration::read).transpose()?;
        let schedule = Self { frequency, duration, since: Day::of(now) };
        schedule.check_duration()?;
        Ok(Some(schedule))
    }

    /// A window must not reach into the next one, nor into the next day.
    fn check_duration(&self) -> Result<(), Refusal> {
        match (&self.frequency, self.hours()) {
            (Frequency::Expression(_, Expression::Rate(Rate::Hours(rate))), Some(hours)) if hours > *rate => {
                Err(message::duration_beyond_rate())
            }
            (Frequency::Expression(_, Expression::Cron(cron)), Some(hours)) => cron.check_duration(hours),
            _ => Ok(()),
        }
    }
}

impl Expression {
    /// Reads `rate(…)` or `cron(…)`.
    fn read(text: &str) -> Result<Self, Refusal> {
        let within = |kind: &str| text.strip_prefix(kind)?.strip_prefix('(')?.strip_suffix(')');
        match (within("rate"), within("cron")) {
            (Some(rate), _) => Rate::parse(rate).map(Self::Rate),
            (_, Some(cron)) => Cron::parse(cron).map(Self::Cron).ok_or_else(message::invalid_schedule),
            _ => Err(message::invalid_schedule()),
        }
    }
}

impl Duration {
    /// Reads 1 to 24 hours, such as `3h` or `03h`.
    fn read(text: &str) -> Result<Self, Refusal> {
        let hours = text.strip_suffix('h').and_then(|digits| digits.parse().ok());
        let hours = hours.filter(|hours| (1..=24).contains(hours)).ok_or_else(message::duration_out_of_range)?;
        Ok(Self { text: text.into(), hours })
    }
}
