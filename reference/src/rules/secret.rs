//! A secret: what the service keeps of it, and when it changes (behaviour.md §2.7).

use std::sync::Arc;

use secretsmith::primitives::DateTime;

use super::arn::{Place, Suffix};
use super::dates::Day;
use super::external::External;
use super::keys::Keys;
use super::kms::KmsKey;
use super::labels::Label;
use super::replication::Role;
use super::rotation::Rotation;
use super::tags::Tags;
use super::value::Value;
use super::version::{Version, Versions};
use crate::message;
use crate::policy::Policy;
use crate::refusal::Refusal;

/// One secret with all its versions.
#[derive(Clone, Debug)]
pub struct Secret {
    place: Arc<Place>,
    name: Arc<str>,
    suffix: Suffix,
    pub(crate) created: DateTime,
    pub(crate) changed: DateTime,
    pub(crate) accessed: Option<Day>,
    /// When the recovery window ends, of a secret that is scheduled for deletion.
    pub(crate) deleted: Option<DateTime>,
    pub(crate) description: Option<Box<str>>,
    /// The partner's type of a managed external secret (§9).
    pub(crate) kind: Option<Box<str>>,
    /// How the partner's credential is rotated (§9).
    pub(crate) external: Option<Box<External>>,
    /// The AWS service that the secret belongs to (§2.12).
    pub(crate) owner: Option<Box<str>>,
    /// The part in replication (§5).
    pub(crate) role: Role,
    pub(crate) key: KmsKey,
    pub(crate) tags: Tags,
    /// The resource policy (§7).
    pub(crate) policy: Option<Arc<Policy>>,
    pub(crate) versions: Versions,
    /// Of a secret for which rotation was ever configured (§4).
    pub(super) rotation: Option<Box<Rotation>>,
}

impl Secret {
    /// How many characters a description can have (§2.5).
    pub const DESCRIPTION_LIMIT: usize = 2_048;

    /// A secret with nothing in it.
    pub fn new(place: Arc<Place>, name: &str, suffix: Suffix, now: DateTime) -> Self {
        Self {
            place,
            name: name.into(),
            suffix,
            created: now,
            changed: now,
            accessed: None,
            deleted: None,
            description: None,
            kind: None,
            external: None,
            owner: None,
            role: Role::default(),
            key: KmsKey::Default,
            tags: Tags::default(),
            policy: None,
            versions: Versions::default(),
            rotation: None,
        }
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The name, which never changes.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The end of the ARN.
    pub fn suffix(&self) -> Suffix {
        self.suffix
    }

    /// The full ARN.
    pub fn arn(&self) -> String {
        self.place.arn(&self.name, self.suffix)
    }

    /// The versions.
    pub fn versions(&self) -> &Versions {
        &self.versions
    }

    /// Makes a version with these labels, or `AWSCURRENT` when there are none; or gives the version
    /// of a rotation its value.
    ///
    /// # Errors
    /// `LimitExceededException` when there are too many versions or labels then. The secret is to
    /// be thrown away in that case: [`Account::change`](super::account::Account::change) does.
    pub fn add_version(&mut self, id: &str, value: Value, labels: &[Label], now: DateTime) -> Result<(), Refusal> {
        let version = Version::new(id, value, self.key.clone(), now);
        match self.versions.get(id).is_some_and(Version::is_placeholder) {
            true => self.versions.fill(version, labels),
            false => self.versions.add(version, labels),
        }
        if self.rotation().and_then(Rotation::version_in_progress) != Some(id) {
            self.follow_change_by_hand(id, now);
        }
        self.versions.check_labels()?;
        self.versions.clean_up(now)?;
        self.changed = now;
        Ok(())
    }

    /// Takes another key: for new versions, and for those that the service uses (§2.9).
    pub fn encrypt_with(&mut self, key: KmsKey, keys: &Keys) {
        if self.key != key {
            self.versions.encrypt_with(&key, keys);
            self.key = key;
        }
    }

    /// Sets the description; the empty one is none (§3.3). The model has checked how long it is unless somebody calls
    /// the store itself.
    ///
    /// # Errors
    /// `ValidationException` when it is too long.
    pub fn describe(&mut self, description: String) -> Result<(), Refusal> {
        if description.chars().count() > Self::DESCRIPTION_LIMIT {
            return Err(message::description_too_long(&description, Self::DESCRIPTION_LIMIT));
        }
        self.description = non_empty(description);
        Ok(())
    }

    /// Sets the type of a managed external secret; the empty one is none (§9).
    pub fn set_kind(&mut self, kind: String) {
        self.kind = non_empty(kind);
    }

    pub(super) fn moved_to(self, place: Arc<Place>) -> Self {
        Self { place, ..self }
    }

    pub(super) fn shared_name(&self) -> &Arc<str> {
        &self.name
    }

    pub(super) fn note_access(&mut self, version: &str, day: Day) {
        self.accessed = Some(day);
        self.versions.note_access(version, day);
    }
}

fn non_empty(text: String) -> Option<Box<str>> {
    (!text.is_empty()).then(|| text.into())
}
