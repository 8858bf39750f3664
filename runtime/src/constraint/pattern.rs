//! Regular expressions, compiled when first needed.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A `smithy.api#pattern`.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    expression: &'static str,
    /// Whether the expression takes more than the small engine has.
    is_rich: bool,
    engine: OnceLock<Engine>,
}

/// What an expression was compiled to.
#[derive(Debug)]
enum Engine {
    Plain(Regex),
    #[cfg(feature = "patterns")]
    Rich(Box<fancy_regex::Regex>),
    /// Nothing: any text matches.
    None,
}

impl Pattern {
    /// Keeps a pattern; it is compiled on first use.
    pub const fn new(source: &'static str) -> Self {
        Self::translated(source, source)
    }

    /// Keeps a pattern that Rust writes in another way.
    pub const fn translated(source: &'static str, expression: &'static str) -> Self {
        Self { source, expression, is_rich: false, engine: OnceLock::new() }
    }

    /// Keeps a pattern with classes of Unicode, look-around or references back.
    ///
    /// It is checked with the feature `patterns` only, and otherwise matches any text.
    pub const fn rich(source: &'static str, expression: &'static str) -> Self {
        Self { source, expression, is_rich: true, engine: OnceLock::new() }
    }

    /// The pattern as the model has it.
    pub fn as_str(&self) -> &'static str {
        self.source
    }

    /// Whether the text matches. What would take the engine too long to find out does not.
    pub(super) fn is_match(&self, text: &str) -> bool {
        match self.engine.get_or_init(|| self.compile()) {
            Engine::Plain(regex) => regex.is_match(text),
            #[cfg(feature = "patterns")]
            Engine::Rich(regex) => regex.is_match(text).unwrap_or(false),
            Engine::None => true,
        }
    }

    /// The generator has tried every pattern, so that each compiles.
    fn compile(&self) -> Engine {
        if self.is_rich {
            #[cfg(feature = "patterns")]
            return fancy_regex::Regex::new(self.expression)
                .map_or(Engine::None, |regex| Engine::Rich(Box::new(regex)));
            #[cfg(not(feature = "patterns"))]
            return Engine::None;
        }
        Regex::new(self.expression).map_or(Engine::None, Engine::Plain)
    }
}
