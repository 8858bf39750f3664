//! Why something is no snapshot.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Deserializer;
use serde_path_to_error::{Path, Segment};

use crate::rules::record::Wrong;
use crate::told;

/// Why something is no snapshot. Shows where, and no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotError(String);

impl SnapshotError {
    /// Why the text is no `T`.
    pub(super) fn of<T: DeserializeOwned>(error: &serde_json::Error, json: &[u8]) -> Self {
        let problem = in_words(&told(&error.to_string()));
        // Read once more, since keeping the path takes time, which is better spent when something is wrong.
        let read: Result<T, _> = serde_path_to_error::deserialize(&mut Deserializer::from_slice(json));
        let path = read.err().map(|error| known(error.path(), &error.inner().to_string())).unwrap_or_default();
        Self(if path.is_empty() { problem } else { format!("{path}: {problem}") })
    }

    pub(super) fn wrong(wrong: &Wrong) -> Self {
        Self(wrong.to_string())
    }
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no snapshot: {}", self.0)
    }
}

impl std::error::Error for SnapshotError {}

/// The names of members that hold what is named by whoever calls: keys and their aliases.
const MAPS: [&str; 2] = ["States", "Aliases"];

/// A path such as `Accounts[0].Secrets[3].Versions[1]`, as far as its names are those of members: a name that nobody
/// knows may be a part of a secret.
fn known(path: &Path, problem: &str) -> String {
    let is_unknown = problem.starts_with("unknown field ");
    let (mut text, count) = (String::new(), path.iter().count() - usize::from(is_unknown));
    for segment in path.iter().take(count) {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } => {
                text.push_str(if text.is_empty() { "" } else { "." });
                text.push_str(key);
                if MAPS.contains(&&**key) {
                    break;
                }
            }
            Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    text
}

/// What serde calls by the names of Rust, in those of JSON.
fn in_words(problem: &str) -> String {
    let Some(rest) = problem.strip_prefix("expected ") else { return problem.to_owned() };
    let (expected, place) = rest.split_once(" at line ").unwrap_or((rest, ""));
    let words = match expected {
        "a string" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "an object",
        "u32" | "usize" | "i64" => "a whole number",
        _ => return problem.to_owned(),
    };
    format!("expected {words} at line {place}")
}
