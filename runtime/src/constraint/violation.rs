//! What is wrong with an input, constraint by constraint.

use std::error::Error;
use std::fmt;

use super::path::Path;

/// An input that breaks constraints of the model, with every one that it breaks.
///
/// `Display` is in the words of a server that refuses such an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    violations: Vec<Violation>,
}

impl ValidationError {
    /// What was found, unless it is nothing.
    pub(super) fn of(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self { violations }) }
    }

    /// What is wrong, in the order of the model; at least one thing.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.violations.as_slice() {
            [one] => write!(f, "1 validation error detected: {one}"),
            many => {
                let all: Vec<String> = many.iter().map(Violation::to_string).collect();
                write!(f, "{} validation errors detected: {}", many.len(), all.join("; "))
            }
        }
    }
}

impl Error for ValidationError {}

/// A member that breaks a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// `Value` with the value behind it, if that may be shown.
    shown: String,
    member: String,
    constraint: String,
}

impl Violation {
    pub(super) fn new(shown: impl Into<String>, at: &Path<'_>, constraint: impl fmt::Display) -> Self {
        Self { shown: shown.into(), member: at.to_string(), constraint: constraint.to_string() }
    }

    /// Where the member stands, as servers write it: `secretId`, or `filters.1.member.key` within a list.
    pub fn member(&self) -> &str {
        &self.member
    }

    /// What the model asks for, for example `Member must not be null`.
    pub fn constraint(&self) -> &str {
        &self.constraint
    }
}

/// Shows the value too, but never that of a sensitive member.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at '{}' failed to satisfy constraint: {}", self.shown, self.member, self.constraint)
    }
}
