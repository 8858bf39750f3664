//! Texts with wildcards and policy variables, and what they match.

use super::{ConditionKeys, Version};

/// A text of a policy. `*` in it can stand for any characters, `?` for any one, and `${…}` for the value of a
/// condition key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: Box<str>,
    version: Version,
}

/// Whether upper and lower case letters are different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// They are.
    Sensitive,
    /// They are not.
    Insensitive,
}

impl Pattern {
    /// A pattern of a policy of this version, which says whether it can have variables.
    pub fn new(text: &str, version: Version) -> Self {
        Self { text: text.into(), version }
    }

    /// The pattern as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the pattern is a text that stands for nothing but itself.
    pub fn is_fixed(&self) -> bool {
        !self.text.contains(['*', '?']) && !self.text.contains("${")
    }

    /// Whether the text is the same, with no wildcards but with variables.
    pub fn equals(&self, text: &str, keys: &ConditionKeys, case: Case) -> bool {
        let Some(tokens) = self.tokens(keys) else { return false };
        let mut characters = text.chars();
        let mut same = |token| match (characters.next(), token) {
            (Some(character), Token::Character(wanted)) => is_same(character, wanted, case),
            (Some(character), Token::One) => character == '?',
            (Some(character), Token::Any) => character == '*',
            (None, _) => false,
        };
        tokens.into_iter().all(&mut same) && characters.next().is_none()
    }

    /// Whether the text is like this, with wildcards and variables.
    pub fn matches(&self, text: &str, keys: &ConditionKeys) -> bool {
        self.tokens(keys).is_some_and(|tokens| is_like(&tokens, text, Case::Sensitive))
    }

    /// Whether this names an action. Actions have no variables, and case does not matter in them.
    pub fn matches_action(&self, action: &str) -> bool {
        is_like(&self.text.chars().map(Token::wildcard).collect::<Vec<_>>(), action, Case::Insensitive)
    }

    /// Whether this names a resource: everything, or an ARN that it matches.
    pub fn matches_resource(&self, resource: &str, keys: &ConditionKeys) -> bool {
        *self.text == *"*" || self.matches_arn(resource, keys)
    }

    /// Whether this is like an ARN, whose six parts are compared one by one. Parts that the pattern
    /// does not have at its end can be anything.
    pub fn matches_arn(&self, arn: &str, keys: &ConditionKeys) -> bool {
        const PARTS: usize = 6;
        let Some(tokens) = self.tokens(keys) else { return false };
        let parts: Vec<&str> = arn.splitn(PARTS, ':').collect();
        let mut patterns = tokens.splitn(PARTS, |token| *token == Token::Character(':'));
        let mut is_part_like =
            |part: &&str| patterns.next().is_none_or(|pattern| is_like(pattern, part, Case::Sensitive));
        parts.len() == PARTS && parts.iter().all(&mut is_part_like)
    }

    /// The pattern with its variables resolved; `None` when one has no single value.
    fn tokens(&self, keys: &ConditionKeys) -> Option<Vec<Token>> {
        let mut tokens = Vec::with_capacity(self.text.len());
        let mut rest = &*self.text;
        while let Some((before, variable, after)) = next_variable(rest, self.version) {
            tokens.extend(before.chars().map(Token::wildcard));
            tokens.extend(resolve(variable, keys)?.chars().map(Token::Character));
            rest = after;
        }
        tokens.extend(rest.chars().map(Token::wildcard));
        Some(tokens)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Character(char),
    /// `?`
    One,
    /// `*`
    Any,
}

impl Token {
    fn wildcard(character: char) -> Self {
        match character {
            '*' => Self::Any,
            '?' => Self::One,
            character => Self::Character(character),
        }
    }
}

/// What comes before the first `${…}`, what is in it, and what comes after.
fn next_variable(text: &str, version: Version) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${").filter(|_| version == Version::V2012)?;
    let (variable, after) = rest.split_once('}')?;
    Some((before, variable, after))
}

/// The value of `key`, or of `key, 'default'`; of `*`, `?` and `$`, these characters themselves.
fn resolve<'a>(variable: &'a str, keys: &'a ConditionKeys) -> Option<&'a str> {
    if matches!(variable, "*" | "?" | "$") {
        return Some(variable);
    }
    let (key, default) = match variable.split_once(',') {
        Some((key, default)) => (key, default.trim().strip_prefix('\'').and_then(|text| text.strip_suffix('\''))),
        None => (variable, None),
    };
    match keys.get(&key.trim().to_ascii_lowercase()) {
        None => default,
        Some([value]) => Some(value),
        Some(_) => None,
    }
}

/// Goes back no further than to the last `*`, so that the work is at most the product of the lengths.
fn is_like(pattern: &[Token], text: &str, case: Case) -> bool {
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut seen) = (0, 0);
    let mut last_any: Option<(usize, usize)> = None;
    while seen < text.len() {
        match pattern.get(at) {
            Some(Token::Any) => {
                at += 1;
                last_any = Some((at, seen));
                continue;
            }
            Some(Token::One) => (at, seen) = (at + 1, seen + 1),
            Some(Token::Character(wanted)) if is_same(text[seen], *wanted, case) => (at, seen) = (at + 1, seen + 1),
            _ => {
                let Some((after, start)) = last_any else { return false };
                last_any = Some((after, start + 1));
                (at, seen) = (after, start + 1);
            }
        }
    }
    pattern[at..].iter().all(|token| *token == Token::Any)
}

fn is_same(one: char, other: char, case: Case) -> bool {
    match case {
        Case::Sensitive => one == other,
        Case::Insensitive => one == other || one.to_lowercase().eq(other.to_lowercase()),
    }
}
