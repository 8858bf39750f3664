//! From a text to what stands in it, and from a path back to line and column.

use std::fmt;
use std::path::Path;

use secretsmith_reference::told;
use serde_json::Value;
use serde_path_to_error::{Error, Segment, deserialize};
use zeroize::Zeroizing;

use super::document::{Document, wipe};

mod json;
mod yaml;

/// What a seed is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JSON.
    Json,
    /// YAML 1.2, of which JSON is nearly a part.
    Yaml,
}

impl Language {
    /// That of a file, by the end of its name: `.yaml` and `.yml` are YAML, all else is JSON.
    pub fn of(file: &Path) -> Self {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let is_yaml = ["yaml", "yml"].iter().any(|yaml| extension.eq_ignore_ascii_case(yaml));
        if is_yaml { Self::Yaml } else { Self::Json }
    }
}

/// Line and column, from one on.
pub(super) type Position = (usize, usize);

/// The text of a seed, which is wiped when it is dropped.
pub(super) struct Text {
    text: Zeroizing<String>,
    language: Language,
}

impl Text {
    pub(super) fn new(text: &str, language: Language) -> Self {
        Self { text: Zeroizing::new(text.to_owned()), language }
    }

    /// What stands in it; or where something is wrong, on which path, and what.
    pub(super) fn read(&self) -> Result<Document, (Option<Position>, String, String)> {
        let tree = match self.language {
            Language::Json => json::tree(&self.text),
            Language::Yaml => yaml::tree(&self.text),
        };
        let tree = Tree(tree.map_err(|(position, problem)| (Some(position), String::new(), problem))?);
        deserialize(&tree.0).map_err(|error| {
            let path = Some(error.path().to_string()).filter(|path| path != ".").unwrap_or_default();
            (self.position(&path), known(&path, &error), told(&error.inner().to_string()))
        })
    }

    /// Where a path leads: to the value, or as near to it as there is something.
    pub(super) fn position(&self, path: &str) -> Option<Position> {
        let steps = steps(path);
        match self.language {
            Language::Json => json::position(&self.text, &steps),
            Language::Yaml => yaml::position(&self.text, &steps),
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {} bytes", self.language, self.text.len())
    }
}

/// All values of a text, wiped when they are dropped.
struct Tree(Value);

impl Drop for Tree {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// The path of a mistake without a name in it that nobody knows: that may be a part of a secret.
fn known(path: &str, error: &Error<serde_json::Error>) -> String {
    let is_unknown = error.inner().to_string().starts_with("unknown field ");
    match error.path().iter().next_back() {
        Some(Segment::Map { key }) if is_unknown => path.strip_suffix(key.as_str()).unwrap_or_default(),
        _ => path,
    }
    .trim_end_matches('.')
    .to_owned()
}

/// One step of a path such as `Secrets[3].Tags`.
#[derive(Debug, PartialEq)]
enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

fn steps(path: &str) -> Vec<Step<'_>> {
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    let step = |part| match str::strip_suffix(part, ']').and_then(|number| number.parse().ok()) {
        Some(number) => Step::Element(number),
        None => Step::Member(part),
    };
    parts.map(step).collect()
}
