//! Pages and the tokens that lead to the next one: behaviour.md §6.4.

use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::sort::Position;
use crate::message;
use crate::refusal::Refusal;

/// How many entries a page has: what the caller asks for, within what the operation allows, which
/// is also the default.
pub fn size(asked: Option<i32>, limit: usize) -> usize {
    asked.map_or(limit, |asked| usize::try_from(asked).unwrap_or(1).clamp(1, limit))
}

/// What a token is bound to: an operation and the parameters that decide what is listed and how.
///
/// The size of a page is none of them: a caller may change it on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing(u64);

impl Listing {
    /// The listing that these decide on.
    pub fn of(operation: &str, parameters: impl Hash) -> Self {
        Self(fingerprint((operation, parameters)))
    }

    /// The token that leads to what comes after a position.
    pub fn token(self, position: &Position) -> String {
        let Position { key, name } = position;
        let seal = self.seal(*key, name).to_be_bytes();
        URL_SAFE_NO_PAD.encode([&seal[..], &key.to_be_bytes(), name.as_bytes()].concat())
    }

    /// The position that a token was made for.
    ///
    /// # Errors
    /// `InvalidNextTokenException` when it was not made for this listing.
    pub fn position(self, token: &str) -> Result<Position, Refusal> {
        self.read(token).ok_or_else(message::invalid_next_token)
    }

    fn read(self, token: &str) -> Option<Position> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (seal, rest) = bytes.split_first_chunk()?;
        let (key, name) = rest.split_first_chunk()?;
        let (key, name) = (i64::from_be_bytes(*key), std::str::from_utf8(name).ok()?);
        let is_ours = self.seal(key, name) == u64::from_be_bytes(*seal);
        is_ours.then(|| Position::new(key, name))
    }

    /// Keeps out tokens of other listings and garbled ones. It is no secret: who makes a token up
    /// gets a list that he may see, from a place of his choice.
    fn seal(self, key: i64, name: &str) -> u64 {
        fingerprint((self.0, key, name))
    }
}

fn fingerprint(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
