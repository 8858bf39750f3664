//! Numbers of JSON, exactly.

/// A number: `digits` times ten to the power of `exponent`.
#[derive(Clone, Debug)]
pub(crate) struct Decimal {
    /// As it was written.
    pub(crate) text: String,
    is_negative: bool,
    /// Without zeros at either end; zero has none.
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads a number of JSON.
    pub(crate) fn read(text: &str) -> Self {
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
        let significant = digits.trim_end_matches('0');
        let zeros = digits.len() - significant.len();
        let places = i64::try_from(zeros).unwrap_or(i64::MAX) - i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        let digits = significant.trim_start_matches('0').to_owned();
        let power = power.parse::<i64>().unwrap_or(i64::MAX);
        let exponent = if digits.is_empty() { 0 } else { power.saturating_add(places) };
        Self { text: text.to_owned(), is_negative: whole.starts_with('-') && !digits.is_empty(), digits, exponent }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        (self.is_negative, self.exponent, &self.digits) == (other.is_negative, other.exponent, &other.digits)
    }
}
