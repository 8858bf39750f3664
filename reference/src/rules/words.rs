//! Searching by words: behaviour.md §6.2, and the key `description` of §6.1.

/// The words of a search value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words(Vec<String>);

impl Words {
    /// Cuts a search value into words.
    pub fn of(value: &str) -> Self {
        Self(words(value).map(str::to_lowercase).collect())
    }

    /// Whether every word is a prefix, in upper or lower case, of some word of the field.
    ///
    /// A search value without any word finds nothing: special characters are never matched.
    pub fn are_in(&self, field: &str) -> bool {
        !self.0.is_empty() && self.0.iter().all(|wanted| words(field).any(|word| begins_with(word, wanted)))
    }
}

/// The words of a text: a word ends before what is neither letter nor digit, before a digit that
/// follows a letter, and before a capital that a small letter follows.
///
/// `credsDatabase#892` is `creds`, `Database`, `892`; `COMPANYthings` is `COMPAN`, `Ythings`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).flat_map(split_by_case)
}

fn split_by_case(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (word, tail) = rest.split_at(first_word(rest));
        rest = tail;
        (!word.is_empty()).then_some(word)
    })
}

/// How many bytes the first word of a text of letters and digits has.
fn first_word(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let Some((_, mut previous)) = characters.next() else { return 0 };
    while let Some((at, current)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        if begins_word(previous, current, next) {
            return at;
        }
        previous = current;
    }
    text.len()
}

fn begins_word(previous: char, current: char, next: Option<char>) -> bool {
    let is_capital = current.is_uppercase() && next.is_some_and(char::is_lowercase);
    let is_number = previous.is_alphabetic() && current.is_numeric();
    is_capital || is_number
}

fn begins_with(word: &str, lower_case: &str) -> bool {
    let mut characters = word.chars().flat_map(char::to_lowercase);
    lower_case.chars().all(|wanted| characters.next() == Some(wanted))
}
