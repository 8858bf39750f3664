//! Required members that are missing.

use std::fmt;

/// Why a structure cannot be built: required members are not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    shape: &'static str,
    missing: Vec<&'static str>,
}

impl BuildError {
    /// Says which members of a structure are missing: its required members, and whether each is.
    pub fn of(shape: &'static str, members: &[(&'static str, bool)]) -> Self {
        let missing = members.iter().filter(|(_, missing)| *missing).map(|(name, _)| *name).collect();
        Self { shape, missing }
    }

    /// Says that the only required member of a structure is missing.
    pub fn one(shape: &'static str, member: &'static str) -> Self {
        Self { shape, missing: vec![member] }
    }

    /// The name of the structure.
    pub fn shape(&self) -> &'static str {
        self.shape
    }

    /// The names of the members that are not set.
    pub fn members(&self) -> &[&'static str] {
        &self.missing
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.missing.len() == 1 { "" } else { "s" };
        write!(f, "missing required member{plural} of {}: {}", self.shape, self.missing.join(", "))
    }
}

impl std::error::Error for BuildError {}
