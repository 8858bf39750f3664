//! The KMS keys that there are, as far as Secrets Manager notices them: behaviour.md §2.9.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arn::Place;
use super::kms::KmsKey;
use crate::message;
use crate::refusal::Refusal;

/// The KMS keys that a Region of an account can use.
///
/// There is no KMS behind this service. Unless told otherwise, every well-formed key exists and is
/// enabled, so that nobody has to register keys in order to use them.
///
/// Keys and aliases are named as in a `KmsKeyId`: key id, key ARN, alias or alias ARN. Those of the
/// account itself are the same with and without the ARN around them.
///
/// ```
/// use secretsmith::server::Caller;
/// use secretsmith_reference::InMemory;
/// use secretsmith_reference::rules::keys::KeyState;
///
/// let service = InMemory::new();
/// service.keys(&Caller::anonymous(), |keys| {
///     keys.set("1234abcd-12ab-34cd-56ef-1234567890ab", KeyState::Disabled);
///     keys.set_alias("alias/app", "1234abcd-12ab-34cd-56ef-1234567890ab");
/// });
/// ```
#[derive(Clone, Debug)]
pub struct Keys {
    place: Arc<Place>,
    /// What the ARNs of all keys and aliases of this account begin with.
    prefix: Box<str>,
    pub(super) states: BTreeMap<String, KeyState>,
    pub(super) aliases: BTreeMap<String, String>,
    pub(super) others: KeyState,
}

/// What can be said of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyState {
    /// Encrypts and decrypts.
    Enabled,
    /// Neither encrypts nor decrypts until it is enabled again.
    Disabled,
    /// Is scheduled for deletion, and neither encrypts nor decrypts.
    PendingDeletion,
    /// Exists, but the caller may not use it.
    Forbidden,
    /// Is a pair of keys, which Secrets Manager does not take.
    Asymmetric,
    /// Does not exist.
    Missing,
}

impl Keys {
    /// Keys that all exist and are enabled.
    pub fn new(place: Arc<Place>) -> Self {
        let prefix = format!("arn:{}:kms:{}:{}:", place.partition(), place.region(), place.account()).into();
        Self { place, prefix, states: BTreeMap::new(), aliases: BTreeMap::new(), others: KeyState::Enabled }
    }

    /// Says what state a key is in. An alias can have a state of its own, as if it led to a key that
    /// has no other name.
    pub fn set(&mut self, key: &str, state: KeyState) {
        self.states.insert(self.plain(key).to_owned(), state);
    }

    /// Has an alias lead to a key.
    pub fn set_alias(&mut self, alias: &str, key: &str) {
        self.aliases.insert(self.plain(alias).to_owned(), self.plain(key).to_owned());
    }

    /// Says what state all keys are in of which nothing was said; [`Missing`](KeyState::Missing)
    /// leaves only those that were [`set`](Self::set).
    pub fn set_others(&mut self, state: KeyState) {
        self.others = state;
    }

    /// Whether nothing was ever said of any key, or all of it was that keys exist and are enabled.
    pub fn is_untouched(&self) -> bool {
        let is_enabled = |state: &KeyState| *state == KeyState::Enabled;
        self.aliases.is_empty() && is_enabled(&self.others) && self.states.values().all(is_enabled)
    }

    /// The key that a `KmsKeyId` means.
    ///
    /// # Errors
    /// - those of [`KmsKey::parse`];
    /// - `InvalidParameterException`: there is no such key or alias, or the key is asymmetric.
    pub fn choose(&self, text: &str) -> Result<KmsKey, Refusal> {
        let key = KmsKey::parse(text, &self.place)?;
        match self.state(&key) {
            KeyState::Missing => Err(self.missing(text)),
            KeyState::Asymmetric => Err(message::asymmetric_key()),
            _ => Ok(key),
        }
    }

    /// Refuses a key that a value cannot be encrypted with now.
    ///
    /// # Errors
    /// - `AccessDeniedException`: the caller may not use it.
    /// - `EncryptionFailure`: it is disabled, about to be deleted, or no longer there.
    pub fn check_encrypts(&self, key: &KmsKey) -> Result<(), Refusal> {
        match self.state(key) {
            KeyState::Enabled => Ok(()),
            KeyState::Forbidden => Err(message::kms_denied()),
            _ => Err(message::cannot_encrypt(key.listed())),
        }
    }

    /// Refuses to decrypt a version that none of its keys can decrypt now. It is encrypted with each
    /// of them, and the one that was added last is asked first.
    ///
    /// # Errors
    /// - `AccessDeniedException`: the caller may not use it.
    /// - `DecryptionFailure`: it is disabled, about to be deleted, or no longer there.
    pub fn check_decrypts(&self, keys: &[KmsKey]) -> Result<(), Refusal> {
        let Some(last) = keys.last() else { return Ok(()) };
        match self.state(last) {
            _ if keys.iter().any(|key| self.state(key) == KeyState::Enabled) => Ok(()),
            KeyState::Forbidden => Err(message::kms_denied()),
            _ => Err(message::cannot_decrypt(last.listed())),
        }
    }

    fn state(&self, key: &KmsKey) -> KeyState {
        // Nobody can take away the key that AWS manages.
        let Some(text) = key.shown() else { return KeyState::Enabled };
        let name = self.plain(text);
        let key = self.aliases.get(name).map_or(name, String::as_str);
        self.states.get(key).copied().unwrap_or(self.others)
    }

    /// What KMS says of a key or an alias that is not there.
    fn missing(&self, text: &str) -> Refusal {
        let name = self.plain(text);
        let full = match (name.starts_with("arn:"), name.starts_with("alias/")) {
            (true, _) => name.to_owned(),
            (_, true) => format!("{}{name}", self.prefix),
            _ => format!("{}key/{name}", self.prefix),
        };
        if full.contains(":alias/") { message::alias_missing(&full) } else { message::key_missing(&full) }
    }

    /// The id or the alias of a key of this account; the ARN of one of another account.
    fn plain<'a>(&self, text: &'a str) -> &'a str {
        let name = text.strip_prefix(&*self.prefix).unwrap_or(text);
        name.strip_prefix("key/").unwrap_or(name)
    }
}
