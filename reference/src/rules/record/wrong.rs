//! What is wrong in a snapshot that has the form of one, and where.

use std::fmt;

/// What is wrong, and where, as a path that begins in what is told of.
#[derive(Debug)]
pub(crate) struct Wrong {
    path: String,
    problem: String,
}

impl Wrong {
    /// Something in what is told of.
    pub(crate) fn here(problem: impl Into<String>) -> Self {
        Self { path: String::new(), problem: problem.into() }
    }

    /// The same, told of what has this member.
    pub(crate) fn of(mut self, member: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.path = [member, dot, &self.path].concat();
        self
    }

    /// The same, told of what has a list with this name.
    pub(crate) fn of_element(self, list: &str, number: usize) -> Self {
        self.of(&format!("{list}[{number}]"))
    }

    /// With words before what is wrong.
    pub(crate) fn about(self, subject: &str) -> Self {
        Self { problem: format!("{subject} {}", self.problem), ..self }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.problem)
    }
}

/// Converts the elements of a list, or tells which cannot be.
pub(super) fn each<T, U, C: FromIterator<U>>(
    list: Vec<T>,
    name: &str,
    mut convert: impl FnMut(T) -> Result<U, String>,
) -> Result<C, Wrong> {
    let convert = |(number, element)| convert(element).map_err(|problem| Wrong::here(problem).of_element(name, number));
    list.into_iter().enumerate().map(convert).collect()
}
