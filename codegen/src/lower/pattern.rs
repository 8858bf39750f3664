//! Patterns: from the regular expressions of Java, which models are written in, to those of Rust.

use std::cell::RefCell;
use std::collections::HashMap;

use regex_lite::Regex;

/// Classes of Java that are sets of ASCII characters, and the same sets in brackets' notation.
const CLASSES: [(&str, &str); 13] = [
    ("ASCII", r"\x00-\x7F"),
    ("Alnum", "0-9A-Za-z"),
    ("Alpha", "A-Za-z"),
    ("Blank", r" \t"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("Digit", "0-9"),
    ("Graph", r"\x21-\x7E"),
    ("Lower", "a-z"),
    ("Print", r"\x20-\x7E"),
    ("Punct", r"!-/:-@\[-`{-~"),
    ("Space", r" \t\n\x0B\f\r"),
    ("Upper", "A-Z"),
    ("XDigit", "0-9A-Fa-f"),
];

/// The code points beyond the first plane, as models write them, and as they are written here.
const SURROGATES: [(&str, &str); 2] =
    [(r"\uD800\uDC00-\uDBFF\uDFFF", r"\u{10000}-\u{10FFFF}"), (r"\ud800\udc00-\udbff\udfff", r"\u{10000}-\u{10FFFF}")];

/// An expression for Rust.
#[derive(Clone)]
pub(super) struct Translated {
    pub(super) regex: String,
    /// Whether it takes more than the small engine has.
    pub(super) is_rich: bool,
}

/// The expressions that were translated: many members have the same.
#[derive(Default)]
pub(super) struct Patterns(RefCell<HashMap<String, Result<Translated, String>>>);

impl Patterns {
    /// The expression for Rust.
    ///
    /// # Errors
    /// As [`translate`].
    pub(super) fn get(&self, pattern: &str) -> Result<Translated, String> {
        if let Some(known) = self.0.borrow().get(pattern) {
            return known.clone();
        }
        let translated = translate(pattern);
        self.0.borrow_mut().insert(pattern.to_owned(), translated.clone());
        translated
    }
}

/// The expression for Rust.
///
/// # Errors
/// Why the expression cannot be had: it uses what neither engine has.
fn translate(pattern: &str) -> Result<Translated, String> {
    let mut text = pattern.to_owned();
    for (java, rust) in SURROGATES {
        text = text.replace(java, rust);
    }
    let text = classes(&code_points(&text));
    if Regex::new(&text).is_ok() {
        return Ok(Translated { regex: text, is_rich: false });
    }
    let text = ascii(&text);
    match fancy_regex::Regex::new(&text) {
        Ok(_) => Ok(Translated { regex: text, is_rich: true }),
        Err(error) => Err(error.to_string()),
    }
}

/// Writes `\uXXXX` as `\u{XXXX}`; halves of surrogate pairs stay and are refused.
fn code_points(text: &str) -> String {
    let mut pieces = text.split(r"\u");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_code = piece.len() >= 4 && piece.as_bytes()[..4].iter().all(u8::is_ascii_hexdigit);
        match piece.split_at_checked(4) {
            Some((code, rest)) if is_code => out.push_str(&format!(r"\u{{{code}}}{rest}")),
            _ => out.push_str(&format!(r"\u{piece}")),
        }
    }
    out
}

/// Writes `\p{Alpha}` and the like as sets; within brackets the set joins the others. A hyphen behind a
/// class means itself, which has to be written.
fn classes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0_usize;
    while let Some(letter) = rest.chars().next() {
        let class = CLASSES.iter().find_map(|(name, set)| {
            let after = rest.strip_prefix(r"\p{")?.strip_prefix(name)?.strip_prefix('}')?;
            Some((*set, after))
        });
        if let Some((set, after)) = class {
            out.push_str(&if depth > 0 { set.to_owned() } else { format!("[{set}]") });
            rest = hyphen(after, depth, &mut out);
            continue;
        }
        let length = if letter == '\\' { rest.chars().take(2).map(char::len_utf8).sum() } else { letter.len_utf8() };
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let (taken, after) = rest.split_at(length);
        out.push_str(taken);
        rest = match taken {
            r"\d" | r"\D" | r"\s" | r"\S" | r"\w" | r"\W" => hyphen(after, depth, &mut out),
            r"\p" | r"\P" => match after.strip_prefix('{').and_then(|after| after.split_once('}')) {
                Some((name, after)) => {
                    out.push_str(&format!("{{{name}}}"));
                    hyphen(after, depth, &mut out)
                }
                None => after,
            },
            _ => after,
        };
    }
    out
}

/// Writes `\d`, `\w` and `\s` as the sets of ASCII characters that they are in Java and in the small
/// engine; the larger one takes them for sets of Unicode. The others within brackets stay.
fn ascii(text: &str) -> String {
    const SETS: [(char, &str); 3] = [('d', "0-9"), ('w', "0-9A-Za-z_"), ('s', r" \t\n\x0B\f\r")];
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    let mut depth = 0_usize;
    while let Some(letter) = letters.next() {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let escaped = if letter == '\\' { letters.next() } else { None };
        let set = |class: char| SETS.iter().find(|(name, _)| *name == class).map(|(_, set)| *set);
        match escaped {
            None => out.push(letter),
            Some(class) => match (set(class), set(class.to_ascii_lowercase()), depth) {
                (Some(set), _, 0) => out.push_str(&format!("[{set}]")),
                (Some(set), _, _) => out.push_str(set),
                (None, Some(set), 0) => out.push_str(&format!("[^{set}]")),
                (None, _, _) => out.extend([letter, class]),
            },
        }
    }
    out
}

/// Takes a hyphen from behind a class within brackets.
fn hyphen<'t>(rest: &'t str, depth: usize, out: &mut String) -> &'t str {
    match rest.strip_prefix('-').filter(|_| depth > 0) {
        Some(after) => {
            out.push_str(r"\-");
            after
        }
        None => rest,
    }
}
