//! Conditions: one comparison of one key of the request with the values of the policy.

use secretsmith::primitives::DateTime;

use super::{Absent, Case, ConditionKeys, Network, Operator, Pattern, Quantifier, Sense, Test, Version};

/// One condition of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// How the key is compared.
    pub operator: Operator,
    /// The name of the key, in lower case.
    pub key: String,
    /// What it is compared with: one of these.
    pub operands: Vec<Operand>,
}

impl Condition {
    /// Whether the condition holds for the keys of a request.
    pub fn holds(&self, keys: &ConditionKeys) -> bool {
        let values = keys.get(&self.key);
        let fits = |value: &String| self.fits(value, keys);
        match (values, self.operator.quantifier) {
            _ if self.operator.test == Test::Null => self.operands.contains(&Operand::Flag(values.is_none())),
            (None, quantifier) => self.holds_absent(quantifier),
            (Some(values), Some(Quantifier::All)) => values.iter().all(fits),
            (Some(values), Some(Quantifier::Any)) => values.iter().any(fits),
            // A key with several values, to which IAM wants a quantifier, fits as a whole.
            (Some(values), None) => match self.operator.sense {
                Sense::Is => values.iter().any(fits),
                Sense::IsNot => values.iter().all(fits),
            },
        }
    }

    fn holds_absent(&self, quantifier: Option<Quantifier>) -> bool {
        match (self.operator.absent, quantifier) {
            (Absent::Holds, _) | (_, Some(Quantifier::All)) => true,
            (_, Some(Quantifier::Any)) => false,
            (Absent::ByOperator, None) => self.operator.sense == Sense::IsNot,
        }
    }

    fn fits(&self, value: &str, keys: &ConditionKeys) -> bool {
        let succeeds = self.operands.iter().any(|operand| operand.fits(self.operator.test, value, keys));
        succeeds == (self.operator.sense == Sense::Is)
    }
}

/// A value of a condition, read as its operator needs it.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// For texts and ARNs.
    Pattern(Pattern),
    /// For numbers.
    Number(f64),
    /// For dates.
    Date(DateTime),
    /// For `Bool` and `Null`.
    Flag(bool),
    /// For addresses.
    Network(Network),
}

impl Operand {
    /// Reads a value; `None` when the operator has no such values.
    pub fn parse(test: Test, text: &str, version: Version) -> Option<Self> {
        match test {
            Test::Equals | Test::EqualsIgnoreCase | Test::Like | Test::Arn | Test::Binary => {
                Some(Self::Pattern(Pattern::new(text, version)))
            }
            Test::Number(_) => number(text).map(Self::Number),
            Test::Date(_) => date(text).map(Self::Date),
            Test::Bool | Test::Null => flag(text).map(Self::Flag),
            Test::Ip => Network::parse(text).map(Self::Network),
        }
    }

    /// Whether a value of the request compares so with this. One that cannot be compared does not.
    fn fits(&self, test: Test, value: &str, keys: &ConditionKeys) -> bool {
        match (self, test) {
            (Self::Pattern(pattern), Test::Like) => pattern.matches(value, keys),
            (Self::Pattern(pattern), Test::Arn) => pattern.matches_arn(value, keys),
            (Self::Pattern(pattern), Test::Binary) => pattern.text() == value,
            (Self::Pattern(pattern), Test::EqualsIgnoreCase) => pattern.equals(value, keys, Case::Insensitive),
            (Self::Pattern(pattern), _) => pattern.equals(value, keys, Case::Sensitive),
            (Self::Number(limit), Test::Number(order)) => number(value).is_some_and(|value| order.holds(&value, limit)),
            (Self::Date(limit), Test::Date(order)) => date(value).is_some_and(|value| order.holds(&value, limit)),
            (Self::Flag(wanted), _) => flag(value) == Some(*wanted),
            (Self::Network(network), _) => value.parse().is_ok_and(|address| network.has(address)),
            (Self::Number(_) | Self::Date(_), _) => false,
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A point in time as ISO 8601 writes it, a day, or seconds since the epoch.
fn date(text: &str) -> Option<DateTime> {
    let point = |text: &str| text.parse::<DateTime>().ok();
    let seconds = || text.parse().ok().and_then(|seconds| DateTime::try_from_secs(seconds).ok());
    point(text).or_else(|| point(&format!("{text}T00:00:00Z"))).or_else(seconds)
}

fn flag(text: &str) -> Option<bool> {
    match text {
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
