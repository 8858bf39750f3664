//! One constraint: whether it holds, and how the framework words it.

use std::fmt;
use std::ops::{Bound, RangeBounds};

use super::{Constrained, Pattern};

/// A constraint on a value.
#[derive(Clone, Copy, Debug)]
pub enum Rule<'a> {
    /// At least so many characters, bytes, elements or entries.
    MinLength(u64),
    /// At most so many characters, bytes, elements or entries.
    MaxLength(u64),
    /// A number not below this one.
    Min(f64),
    /// A number not above this one.
    Max(f64),
    /// Text that matches the regular expression.
    Pattern(&'static Pattern),
    /// One of the values of an enumeration, in the order in which the service lists them.
    OneOf(&'static [&'static str]),
    /// Each element of a list, or each value of a map, keeps these.
    Each(&'a [Rule<'a>]),
}

impl Rule<'_> {
    /// The rules of a length: at least, then at most.
    pub(super) fn of_length(length: impl RangeBounds<u64>) -> [Option<Self>; 2] {
        [bound(length.start_bound()).map(Self::MinLength), bound(length.end_bound()).map(Self::MaxLength)]
    }

    /// The rules of a range: at least, then at most.
    pub(super) fn of_range(range: impl RangeBounds<f64>) -> [Option<Self>; 2] {
        [bound(range.start_bound()).map(Self::Min), bound(range.end_bound()).map(Self::Max)]
    }

    /// Whether a value keeps the rule; a rule that does not apply to a value's kind is kept.
    pub(super) fn holds<T: Constrained>(&self, value: &T) -> bool {
        match self {
            Self::MinLength(min) => value.length().is_none_or(|length| length >= *min),
            Self::MaxLength(max) => value.length().is_none_or(|length| length <= *max),
            Self::Min(min) => value.number().is_none_or(|number| number >= *min),
            Self::Max(max) => value.number().is_none_or(|number| number <= *max),
            Self::Pattern(pattern) => value.text().is_none_or(|text| pattern.is_match(text)),
            Self::Each(rules) => value.each_keeps(rules),
            Self::OneOf(values) => value.text().is_none_or(|text| values.contains(&text)),
        }
    }
}

/// What a range includes at one end. Smithy's ranges have no ends that they exclude.
fn bound<T: Copy>(bound: Bound<&T>) -> Option<T> {
    match bound {
        Bound::Included(end) | Bound::Excluded(end) => Some(*end),
        Bound::Unbounded => None,
    }
}

impl fmt::Display for Rule<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(min) => write!(f, "Member must have length greater than or equal to {min}"),
            Self::MaxLength(max) => write!(f, "Member must have length less than or equal to {max}"),
            Self::Min(min) => write!(f, "Member must have value greater than or equal to {min}"),
            Self::Max(max) => write!(f, "Member must have value less than or equal to {max}"),
            Self::Pattern(pattern) => write!(f, "Member must satisfy regular expression pattern: {}", pattern.as_str()),
            Self::Each(rules) => {
                let rules: Vec<String> = rules.iter().map(Self::to_string).collect();
                write!(f, "Member must satisfy constraint: [{}]", rules.join(", "))
            }
            Self::OneOf(values) => write!(f, "Member must satisfy enum value set: [{}]", values.join(", ")),
        }
    }
}
