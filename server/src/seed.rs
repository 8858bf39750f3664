//! Seeds: secrets that are there from the start, out of files in JSON or YAML.
//!
//! A seed is carried out by the operations of the service, so that a secret comes out as if somebody
//! had made these calls, and is refused as they would have been. What is there already is left as it
//! is: a seed adds what is missing, and can be given again. What may stand in a file is told in
//! `docs/server.md`.

use std::path::Path;
use std::{fmt, fs, io};

use serde::Deserialize;
use zeroize::Zeroizing;

// From the text to a tree; from the tree to what may stand in it; from there to the service.
mod apply;
mod check;
mod document;
mod mistake;
mod place;
mod text;
mod tree;

pub use apply::sow;
use document::Document;
use mistake::Mistake;
use place::{Position, START};
pub use text::Language;
use tree::Node;

/// A file of secrets, read.
#[derive(Debug)]
pub struct Seed {
    name: String,
    tree: Node,
    document: Document,
}

impl Seed {
    /// Reads a file: YAML when its name ends in `.yaml` or `.yml`, JSON otherwise.
    ///
    /// # Errors
    /// When it cannot be read, or is no seed: where, and what is wrong. No secret value stands in it.
    pub fn read_file(file: &Path) -> Result<Self, SeedError> {
        let name = file.display().to_string();
        let bytes = Zeroizing::new(fs::read(file).map_err(|error| SeedError::unread(&name, &error))?);
        let text = str::from_utf8(&bytes).map_err(|error| {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let mistake = Mistake::at(place::after(&before, START), "this is no text in UTF-8; save the file as UTF-8");
            SeedError::of(&name, mistake, START)
        })?;
        Self::read(&name, text, Language::of(file))
    }

    /// Reads a text, which has this name in messages.
    ///
    /// # Errors
    /// When it is no seed.
    pub fn read(name: &str, text: &str, language: Language) -> Result<Self, SeedError> {
        let refused = |mistake| SeedError::of(name, mistake, START);
        let tree = language.read(text).map_err(refused)?;
        let document = Document::deserialize(&tree).map_err(|mistake| refused(mistake.near(tree.at)))?;
        let seed = Self { name: name.to_owned(), tree, document };
        check::check(&seed.document).map_err(|mistake| seed.refused(mistake))?;
        Ok(seed)
    }

    /// What is wrong in it.
    fn refused(&self, mistake: Mistake) -> SeedError {
        let at = self.tree.position(&mistake.path);
        SeedError::of(&self.name, mistake, at)
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
    position: Option<Position>,
    path: String,
    problem: String,
}

impl SeedError {
    /// Line and column in the file, in characters, from one on; `None` when the file could not be read at all.
    pub fn position(&self) -> Option<(usize, usize)> {
        self.position
    }

    fn unread(name: &str, error: &io::Error) -> Self {
        Self { name: name.to_owned(), position: None, path: String::new(), problem: error.to_string() }
    }

    /// A mistake in the seed with this name, at a place unless it says where it is.
    fn of(name: &str, Mistake { at, path, problem }: Mistake, otherwise: Position) -> Self {
        let path = path.trim_start_matches('.').to_owned();
        Self { name: name.to_owned(), position: at.or(Some(otherwise)), path, problem }
    }
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
