//! Tags of a secret: behaviour.md §2.8.

use secretsmith::types;

use crate::message;
use crate::refusal::Refusal;

/// The tags of a secret, in the order of their first insertion.
///
/// A secret that was never tagged is told apart from one whose tags were all removed.
#[derive(Clone, Debug, Default)]
pub struct Tags(pub(super) Option<Vec<Tag>>);

impl Tags {
    /// How many tags a secret can have (§2.5).
    pub const LIMIT: usize = 50;

    /// The tags; `None` when the secret was never tagged.
    pub fn get(&self) -> Option<&[Tag]> {
        self.0.as_deref()
    }

    /// Adds tags. One whose key is there replaces it in its place; of equal keys the last one wins.
    ///
    /// # Errors
    /// `InvalidParameterException` when there would be too many.
    pub fn set(&mut self, tags: Vec<Tag>) -> Result<(), Refusal> {
        for tag in tags {
            let all = self.0.get_or_insert_default();
            match all.iter_mut().find(|held| held.key == tag.key) {
                Some(held) => *held = tag,
                None => all.push(tag),
            }
        }
        let count = self.get().map_or(0, <[Tag]>::len);
        if count <= Self::LIMIT { Ok(()) } else { Err(message::too_many_tags(Self::LIMIT)) }
    }

    /// Removes the tags with these keys; keys that are not there do not matter.
    pub fn remove(&mut self, keys: &[String]) {
        if let Some(tags) = &mut self.0 {
            tags.retain(|tag| !keys.iter().any(|key| **key == *tag.key));
        }
    }
}

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    key: Box<str>,
    value: Option<Box<str>>,
}

impl Tag {
    /// Reads the tags of a request.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn read(tags: Vec<types::Tag>) -> Result<Vec<Self>, Refusal> {
        tags.into_iter().map(|tag| Self::new(tag.key, tag.value)).collect()
    }

    /// A tag as a caller gives it. A value that is missing stays missing.
    ///
    /// # Errors
    /// `InvalidParameterException` when the key is missing, or is reserved: it begins with `aws:`,
    /// in upper or lower case.
    pub fn new(key: Option<String>, value: Option<String>) -> Result<Self, Refusal> {
        let key = key.ok_or_else(message::missing_tag_key)?;
        let is_reserved = key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
        if is_reserved {
            return Err(message::reserved_tag_key(&key));
        }
        Ok(Self { key: key.into(), value: value.map(Into::into) })
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value.
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }
}
