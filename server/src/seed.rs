//! Seeds: secrets that are there from the start, out of files in JSON or YAML.
//!
//! A seed is carried out by the operations of the service, so that a secret comes out as if somebody
//! had made these calls, and is refused as they would have been. What is there already is left as it
//! is: a seed adds what is missing, and can be given again. What may stand in a file is told in
//! `docs/server.md`.

use std::path::Path;
use std::{fmt, fs};

use zeroize::Zeroizing;

// From the file to the service; what may stand in it; from its text to that, and from a path to line and column.
mod apply;
mod document;
mod text;

pub use apply::sow;
use document::Document;
pub use text::Language;
use text::Text;

/// A file of secrets, read.
#[derive(Debug)]
pub struct Seed {
    name: String,
    text: Text,
    document: Document,
}

impl Seed {
    /// Reads a file: YAML when its name ends in `.yaml` or `.yml`, JSON otherwise.
    ///
    /// # Errors
    /// When it cannot be read, or is no seed: where, and what is wrong. No secret value stands in it.
    pub fn read_file(file: &Path) -> Result<Self, SeedError> {
        let name = file.display().to_string();
        let problem = |problem: String| SeedError { name: name.clone(), position: None, path: String::new(), problem };
        let bytes = Zeroizing::new(fs::read(file).map_err(|error| problem(error.to_string()))?);
        let text = std::str::from_utf8(&bytes).map_err(|_| problem("it is no text in UTF-8".to_owned()))?;
        Self::read(&name, text, Language::of(file))
    }

    /// Reads a text, which has this name in messages.
    ///
    /// # Errors
    /// When it is no seed.
    pub fn read(name: &str, text: &str, language: Language) -> Result<Self, SeedError> {
        let text = Text::new(text, language);
        let document = text.read().map_err(|(position, path, problem)| SeedError {
            name: name.to_owned(),
            position,
            path,
            problem,
        })?;
        Ok(Self { name: name.to_owned(), text, document })
    }

    /// What is wrong at a path in it.
    fn problem(&self, path: String, problem: String) -> SeedError {
        SeedError { name: self.name.clone(), position: self.text.position(&path), path, problem }
    }
}

/// What a seed has changed: the names of secrets, those of other Regions and accounts too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seeded {
    /// Those that were created.
    pub created: Vec<String>,
    /// Those that were there, and are as they were.
    pub kept: Vec<String>,
}

/// What is wrong with a seed, and where: `seed.yaml:12:7: Secrets[3].Tags[0].Key: …`.
///
/// Holds no secret value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedError {
    name: String,
    /// Line and column, from one on.
    position: Option<(usize, usize)>,
    path: String,
    problem: String,
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for SeedError {}
