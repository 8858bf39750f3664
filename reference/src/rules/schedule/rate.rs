//! `rate(…)`: behaviour.md §4.4.

use crate::message;
use crate::refusal::Refusal;

/// A rotation every so many hours, or days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// 4 to 23 hours.
    Hours(u8),
    /// 1 to 999 days.
    Days(u16),
}

impl Rate {
    /// Reads what stands between the parentheses, such as `10 days`. Like the names of the units,
    /// the number and the unit need not agree: `1 days` is as good as `1 day`.
    ///
    /// # Errors
    /// `InvalidParameterException` when the number is out of range, or it is no rate at all.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let (number, unit) = text.split_once(' ').ok_or_else(message::invalid_schedule)?;
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(message::invalid_schedule());
        }
        // What does not fit is out of range, whatever the unit.
        let number = number.parse().unwrap_or(u16::MAX);
        match unit {
            "hour" | "hours" => match u8::try_from(number) {
                Ok(hours @ 4..24) => Ok(Self::Hours(hours)),
                _ => Err(message::rate_in_hours_out_of_range()),
            },
            "day" | "days" => match number {
                1..1000 => Ok(Self::Days(number)),
                _ => Err(message::rate_in_days_out_of_range()),
            },
            _ => Err(message::invalid_schedule()),
        }
    }
}
