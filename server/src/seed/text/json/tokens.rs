//! The tokens of a text of which it is known that it is JSON, and where each begins.

use crate::seed::place::{self, Position, START};

/// What stands between tokens. Commas and colons do, too: where they stand follows from the others.
const BETWEEN: [char; 6] = [' ', '\t', '\n', '\r', ',', ':'];

/// Brackets, texts with their quotes, and words.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    at: Position,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { rest: text, at: START }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.at = place::after(taken, self.at);
        self.rest = rest;
        taken
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Position, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.take(self.rest.len() - self.rest.trim_start_matches(BETWEEN).len());
        let length = match *self.rest.as_bytes().first()? {
            b'[' | b']' | b'{' | b'}' => 1,
            b'"' => quoted(self.rest),
            _ => self.rest.find(|end| BETWEEN.contains(&end) || "]}".contains(end)).unwrap_or(self.rest.len()),
        };
        Some((self.at, self.take(length)))
    }
}

/// How long a text is that begins here, with its quotes.
fn quoted(text: &str) -> usize {
    let mut is_escaped = false;
    let ends = |byte: u8| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    };
    text.bytes().skip(1).position(ends).map_or(text.len(), |inside| inside + 2)
}
