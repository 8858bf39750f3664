//! What is wrong with a model, and where.

use std::fmt;
use std::vec;

use crate::{Position, ShapeId};

/// All that is wrong with a model, in the order of the file; never empty.
///
/// `Display` prints a line for each problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Errors(Vec<Problem>);

impl Errors {
    /// Succeeds when there are no problems, and fails with all of them otherwise.
    ///
    /// # Errors
    /// The given problems, ordered by their position.
    pub fn unless_empty(mut problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort_by_key(|problem| problem.position);
        Err(Self(problems))
    }

    /// The problems, at least one.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

impl From<Problem> for Errors {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl IntoIterator for Errors {
    type Item = Problem;
    type IntoIter = vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for problem in &self.0 {
            write!(f, "{separator}{problem}")?;
            separator = "\n";
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}

/// One thing that is wrong, with the shape, member and trait that it concerns as far as it
/// concerns one.
///
/// `Display` reads `com.x#Foo$bar (line 12, column 9), trait smithy.api#length: min 5 is greater
/// than max 3`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// The shape.
    pub shape: Option<ShapeId>,
    /// The name of the member of `shape`.
    pub member: Option<String>,
    /// The id of the trait, as it stands in the file.
    pub trait_id: Option<String>,
    /// Where the member, else the shape, stands in the file; for broken JSON where it breaks.
    pub position: Option<Position>,
    /// What is wrong, as a clause without a full stop.
    pub message: String,
}

/// Something to tell the user that does not keep a model from being used, told like a problem.
pub type Warning = Problem;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.shape, self.position) {
            (Some(shape), position) => {
                write!(f, "{shape}")?;
                if let Some(member) = &self.member {
                    write!(f, "${member}")?;
                }
                if let Some(position) = position {
                    write!(f, " ({position})")?;
                }
            }
            (None, Some(position)) => write!(f, "{position}")?,
            (None, None) => return f.write_str(&self.message),
        }
        if let Some(trait_id) = &self.trait_id {
            write!(f, ", trait {trait_id}")?;
        }
        write!(f, ": {}", self.message)
    }
}
