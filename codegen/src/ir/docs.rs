//! Documentation, as it will stand in the source.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Lines of Markdown; emitted as one doc comment a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Takes the lines as they are.
    pub fn new(lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { lines: lines.into_iter().map(Into::into).collect() }
    }

    /// The lines.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Adds a paragraph.
    pub fn paragraph(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines.into_iter().map(Into::into));
        self
    }

    /// The same lines as the documentation of the module that they stand in.
    pub fn inner(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
        quote!(#(#![doc = #lines])*)
    }
}

impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.lines.iter().map(|line| spaced(line));
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}

/// One leading blank, as people write it; none on an empty line.
fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
