//! Versions of a secret: behaviour.md §2.4 and, for the clean-up, §2.11.

use std::sync::Arc;

use secretsmith::Sensitive;
use secretsmith::primitives::{Blob, DateTime};
use smallvec::{SmallVec, smallvec};

use super::dates::{Day, days_after};
use super::keys::Keys;
use super::kms::KmsKey;
use super::labels::Label;
use super::value::Value;
use crate::message;
use crate::refusal::Refusal;

/// What there is mostly one of, which then has its place where the list is: half a million secrets take less memory so,
/// and are read with fewer steps through it.
pub(super) type One<T> = SmallVec<[T; 1]>;

/// All versions of one secret, oldest first.
///
/// How labels move between them is in [`labels`](super::labels).
#[derive(Clone, Debug, Default)]
pub struct Versions(pub(super) One<Version>);

impl Versions {
    /// How many versions a secret can have; deprecated ones count (§2.5).
    pub const LIMIT: usize = 100;

    /// The version with this id.
    pub fn get(&self, id: &str) -> Option<&Version> {
        self.0.iter().find(|version| version.id() == id)
    }

    /// All versions, oldest first, deprecated ones too.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.0.iter()
    }

    /// The versions that have a label, oldest first.
    pub fn labelled(&self) -> impl Iterator<Item = &Version> {
        self.iter().filter(|version| !version.is_deprecated())
    }

    /// Removes what the service would have cleaned up: while there are more than
    /// [`LIMIT`](Self::LIMIT), deprecated versions, oldest first, but none younger than a day.
    ///
    /// The service does so in the background; here it is done when a version is made, since only
    /// then there can be too many.
    ///
    /// # Errors
    /// `LimitExceededException` when there are still too many.
    pub fn clean_up(&mut self, now: DateTime) -> Result<(), Refusal> {
        let day_ago = days_after(now, -1);
        let mut excess = self.0.len().saturating_sub(Self::LIMIT);
        self.0.retain(|version| {
            let goes = excess > 0 && version.is_deprecated() && version.created <= day_ago;
            excess -= usize::from(goes);
            !goes
        });
        if excess == 0 { Ok(()) } else { Err(message::too_many_versions(Self::LIMIT)) }
    }

    /// Re-encrypts, with another key, the versions that the service itself has a use for: those
    /// labelled `AWSCURRENT`, `AWSPENDING` or `AWSPREVIOUS`. They keep the old key as well (§2.9).
    /// What cannot be decrypted now stays as it is.
    pub fn encrypt_with(&mut self, key: &KmsKey, keys: &Keys) {
        let used = |version: &&mut Version| version.labels.iter().any(Label::is_reserved);
        let lacks_key = |version: &&mut Version| !version.is_placeholder() && !version.keys.contains(key);
        let is_readable = |version: &&mut Version| keys.check_decrypts(&version.keys).is_ok();
        for version in self.0.iter_mut().filter(used).filter(lacks_key).filter(is_readable) {
            version.keys.push(key.clone());
        }
    }

    /// Removes a version for good.
    pub fn remove(&mut self, id: &str) {
        self.0.retain(|version| version.id() != id);
    }

    /// Notes that a version was read on this day.
    pub(super) fn note_access(&mut self, id: &str, day: Day) {
        if let Some(version) = self.0.iter_mut().find(|version| version.id() == id) {
            version.accessed = Some(day);
        }
    }

    /// Adds a version, which is the youngest then; answers where it stands.
    pub(super) fn push(&mut self, mut version: Version) -> usize {
        version.number = self.0.last().map_or(1, |last| last.number + 1);
        // Few secrets have more than a version or two, and there may be half a million of them.
        self.0.reserve_exact(1);
        self.0.push(version);
        self.0.len() - 1
    }
}

/// One version of a secret.
#[derive(Clone, Debug)]
pub struct Version {
    id: Box<str>,
    /// Orders the versions of one secret, for paging.
    pub(crate) number: u32,
    pub(crate) created: DateTime,
    pub(crate) accessed: Option<Day>,
    pub(crate) labels: One<Label>,
    /// Whether a new current version came while this one was labelled `AWSPENDING`: then the label
    /// blocks no rotation (§4.3).
    pub(super) is_overtaken: bool,
    pub(crate) keys: One<KmsKey>,
    // Shared, so that a draft of a secret does not copy what it protects.
    pub(crate) value: Option<Arc<Value>>,
}

impl Version {
    /// A version without labels; [`Versions::add`] gives it some.
    pub fn new(id: impl Into<Box<str>>, value: Value, key: KmsKey, now: DateTime) -> Self {
        Self {
            id: id.into(),
            number: 0,
            created: now,
            accessed: None,
            labels: One::new(),
            is_overtaken: false,
            keys: smallvec![key],
            value: Some(Arc::new(value)),
        }
    }

    /// A version that a rotation is still to give a value (§4.3).
    pub fn placeholder(id: impl Into<Box<str>>, now: DateTime) -> Self {
        Self {
            id: id.into(),
            number: 0,
            created: now,
            accessed: None,
            labels: One::new(),
            is_overtaken: false,
            keys: One::new(),
            value: None,
        }
    }

    /// A version with the same value and another id.
    pub(super) fn copy(&self, id: impl Into<Box<str>>, now: DateTime) -> Self {
        Self { keys: self.keys.clone(), value: self.value.clone(), ..Self::placeholder(id, now) }
    }

    /// Becomes what the other version is, but keeps the labels.
    pub(super) fn take_value(&mut self, Self { created, keys, value, .. }: Self) {
        (self.created, self.keys, self.value) = (created, keys, value);
    }

    /// Whether the version has no value yet: it is described, but neither read nor listed.
    pub fn is_placeholder(&self) -> bool {
        self.value.is_none()
    }

    /// The id: the token of the call that made the version.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The labels, in the order in which they were attached.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// Whether the version has no label, and so is hidden and may be cleaned up.
    pub fn is_deprecated(&self) -> bool {
        self.labels.is_empty()
    }

    /// The members of an output that show the value: `SecretString` and `SecretBinary`.
    pub(crate) fn members(&self) -> (Option<Sensitive<String>>, Option<Sensitive<Blob>>) {
        self.value.as_deref().map_or((None, None), Value::members)
    }

    /// The labels as outputs show them: left out when there are none.
    pub(crate) fn stages(&self) -> Option<Vec<String>> {
        (!self.is_deprecated()).then(|| self.labels.iter().map(|label| label.as_str().to_owned()).collect())
    }
}
