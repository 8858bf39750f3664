//! What is wrong with a body, said without repeating any of it.

use std::fmt;

use serde_json::error::Category;

/// Why a body cannot be read.
///
/// The message names the position and the types, never the values: a body may hold secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    problem: Problem,
    line: usize,
    column: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    /// Not JSON, or cut off.
    Syntax,
    /// A value of another type than the model has.
    Type { found: Found, expected: String },
    /// A value of the right type that is refused, or a required member that is missing.
    Other(String),
}

/// What kind of JSON value stood where another was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Boolean(bool),
    Number,
    String,
    Null,
    List,
    Map,
}

impl DecodeError {
    /// Whether the body is no JSON at all, rather than JSON of the wrong form.
    pub fn is_syntax(&self) -> bool {
        self.problem == Problem::Syntax
    }

    /// The kind of value found and what was expected, when a value has the wrong type.
    #[cfg(feature = "server")]
    pub(crate) fn wrong_type(&self) -> Option<(Found, &str)> {
        match &self.problem {
            Problem::Type { found, expected } => Some((*found, expected)),
            Problem::Syntax | Problem::Other(_) => None,
        }
    }
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        let problem = match error.classify() {
            Category::Syntax | Category::Eof | Category::Io => Problem::Syntax,
            Category::Data => {
                let position = format!(" at line {} column {}", error.line(), error.column());
                let message = error.to_string();
                data_problem(message.strip_suffix(&position).unwrap_or(&message))
            }
        };
        Self { problem, line: error.line(), column: error.column() }
    }
}

/// Keeps of serde's message what cannot hold a value: the two type names, or our own texts.
fn data_problem(message: &str) -> Problem {
    let Some((found, expected)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|types| types.rsplit_once(", expected "))
    else {
        return match message.starts_with("missing ") || message.starts_with("expected ") {
            true => Problem::Other(message.to_owned()),
            false => Problem::Other("a value that does not fit the model".to_owned()),
        };
    };
    let found = match found.split([' ', '`']).next().unwrap_or_default() {
        "boolean" => Found::Boolean(found.contains("true")),
        "integer" | "floating" | "number" => Found::Number,
        "null" | "unit" => Found::Null,
        "sequence" => Found::List,
        "map" => Found::Map,
        _ => Found::String,
    };
    Problem::Type { found, expected: expected.to_owned() }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::Syntax => f.write_str("broken JSON")?,
            Problem::Type { found, expected } => write!(f, "expected {expected}, found {found}")?,
            Problem::Other(message) => f.write_str(message)?,
        }
        write!(f, " at line {} column {}", self.line, self.column)
    }
}

impl std::error::Error for DecodeError {}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Boolean(_) => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Null => "null",
            Self::List => "a list",
            Self::Map => "a map",
        })
    }
}
