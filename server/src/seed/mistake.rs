//! What is wrong in a seed. Nothing of what was found is told: values may be secrets, and so may be what stands where
//! a name should be.

use std::fmt::Display;
use std::{error, fmt};

use serde::de::{Error, Expected, Unexpected};

use super::place::Position;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Mistake {
    /// Where it is; unless that is known, it is where the path leads.
    pub(super) at: Option<Position>,
    /// The way there from what is looked at, such as `[3].Tags`.
    pub(super) path: String,
    pub(super) problem: String,
}

impl Mistake {
    pub(super) fn at(at: Position, problem: impl Into<String>) -> Self {
        Self { at: Some(at), path: String::new(), problem: problem.into() }
    }

    /// At the end of a path.
    pub(super) fn on(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { at: None, path: path.into(), problem: problem.into() }
    }

    pub(super) fn expected(expected: &str) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }

    /// Somewhere in what begins here, unless it is known better.
    pub(super) fn near(self, at: Position) -> Self {
        Self { at: self.at.or(Some(at)), ..self }
    }

    /// The same, seen from one step further out.
    pub(super) fn within(self, step: &str) -> Self {
        Self { path: format!("{step}{}", self.path), ..self }
    }
}

impl error::Error for Mistake {}

impl Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl Error for Mistake {
    fn custom<T: Display>(problem: T) -> Self {
        Self::on("", problem.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(&expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(&expected.to_string())
    }

    fn unknown_field(found: &str, known: &'static [&'static str]) -> Self {
        let listed = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let expected = match known.iter().find(|name| plain(name) == plain(found)) {
            Some(meant) => listed(&[*meant]),
            None if known.len() > 1 => format!("one of {}", listed(known)),
            None => listed(known),
        };
        Self::custom(format_args!("unknown field, expected {expected}"))
    }
}

/// A name without what people write in different ways.
fn plain(name: &str) -> String {
    name.replace(['_', '-'], "").to_ascii_lowercase()
}
