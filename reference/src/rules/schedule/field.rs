//! One field of a `cron(…)` expression: numbers, names, ranges, steps and lists (behaviour.md §4.4).

/// What a field may say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    first: u8,
    last: u8,
    /// The names of the numbers, in their order; empty when they have none.
    names: &'static [&'static str],
}

pub(super) const HOURS: Field = Field { first: 0, last: 23, names: &[] };
pub(super) const DAYS_OF_MONTH: Field = Field { first: 1, last: 31, names: &[] };
pub(super) const MONTHS: Field = Field {
    first: 1,
    last: 12,
    names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
};
pub(super) const DAYS_OF_WEEK: Field =
    Field { first: 1, last: 7, names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };

impl Field {
    /// Reads a list, the items of which [`set`](Self::set) reads.
    pub(super) fn list(self, text: &str) -> Option<Set> {
        text.split(',').try_fold(Set::default(), |all, item| Some(all.with(self.set(item)?)))
    }

    /// Reads `5`, `2-6`, `*`, and each of them in steps: `5/2`, `2-6/2`, `*/2`, and `/2` for `*/2`.
    /// A single number in steps goes on to the last.
    pub(super) fn set(self, text: &str) -> Option<Set> {
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, Some(digits(step).filter(|step| *step > 0)?)),
            None => (text, None),
        };
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (self.number(from)?, self.number(to)?),
            None if range == "*" || (range.is_empty() && step.is_some()) => (self.first, self.last),
            None => {
                let number = self.number(range)?;
                (number, if step.is_some() { self.last } else { number })
            }
        };
        (from <= to).then(|| (from..=to).step_by(step.unwrap_or(1).into()).collect())
    }

    /// Reads a number or its name, in capitals or not.
    pub(super) fn number(self, text: &str) -> Option<u8> {
        let named = self.names.iter().zip(self.first..).find(|(name, _)| name.eq_ignore_ascii_case(text));
        let number = named.map(|(_, number)| number).or_else(|| digits(text))?;
        (self.first..=self.last).contains(&number).then_some(number)
    }
}

/// A set of numbers below 32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u32);

impl Set {
    pub(super) fn has(self, number: u8) -> bool {
        self.0 >> number & 1 == 1
    }

    /// The numbers, the least first.
    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = u8> + Clone {
        (0..32).filter(move |number| self.has(*number))
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<u8> for Set {
    fn from_iter<I: IntoIterator<Item = u8>>(numbers: I) -> Self {
        Self(numbers.into_iter().fold(0, |bits, number| bits | 1 << number))
    }
}

/// Reads digits, and nothing but digits.
pub(super) fn digits(text: &str) -> Option<u8> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}
