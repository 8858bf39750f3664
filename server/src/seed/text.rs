//! From a text to what stands in it.

use std::path::Path;

use super::mistake::Mistake;
use super::tree::Node;

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

    /// Reads a text, which may begin with a byte order mark, as some editors write it.
    pub(super) fn read(self, text: &str) -> Result<Node, Mistake> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match self {
            Self::Json => json::tree(text),
            Self::Yaml => yaml::tree(text),
        }
    }
}
