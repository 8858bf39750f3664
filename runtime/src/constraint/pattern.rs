//! Regular expressions, compiled when first needed.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A `smithy.api#pattern`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    expression: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Keeps a pattern; it is compiled on first use.
    pub const fn new(source: &'static str) -> Self {
        Self::translated(source, source)
    }

    /// Keeps a pattern that Rust writes in another way.
    pub const fn translated(source: &'static str, expression: &'static str) -> Self {
        Self { source, expression, regex: OnceLock::new() }
    }

    /// The pattern as the model has it.
    pub fn as_str(&self) -> &'static str {
        self.source
    }

    /// Whether the text matches. The generator has tried every pattern, so that each compiles.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.expression).ok());
        regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}
