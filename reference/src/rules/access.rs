//! Which version is read (behaviour.md §3.9), and that it was (§2.7).

use secretsmith::primitives::DateTime;

use super::dates::Day;
use super::labels::Label;
use super::secret::Secret;
use super::version::Version;
use crate::message;
use crate::refusal::Refusal;

impl Secret {
    /// The version with this id, or with this label, or with both; with neither, the current one.
    ///
    /// # Errors
    /// - `ResourceNotFoundException`: no version has the id, or the label, or it has no value yet.
    /// - `InvalidRequestException`: the version with the id has not the label.
    pub fn select(&self, id: Option<&str>, label: Option<&str>) -> Result<&Version, Refusal> {
        let Some(id) = id else {
            let label = label.map_or(Label::CURRENT, Label::from);
            let holder = self.versions.holder(&label).filter(|version| !version.is_placeholder());
            return holder.ok_or_else(|| message::label_not_found(label.as_str()));
        };
        let version = self.versions.get(id).ok_or_else(|| message::version_not_found(id))?;
        match label {
            Some(label) if !version.labels().contains(&label.into()) => Err(message::label_not_on_version()),
            Some(label) if version.is_placeholder() => Err(message::label_not_found(label)),
            None if version.is_placeholder() => Err(message::version_not_found(id)),
            _ => Ok(version),
        }
    }
}

/// That a version was read on a day, which is still to be noted.
///
/// Reading takes no more than a shared lock. Since only the day of the last read is kept, there is
/// something to note, and an exclusive lock to take, once a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) day: Day,
}

impl Access {
    /// What is to be noted of reading the version now; `None` when it was read today before.
    pub fn of(secret: &Secret, version: &Version, now: DateTime) -> Option<Self> {
        let day = Day::of(now);
        let is_noted = secret.accessed == Some(day) && version.accessed == Some(day);
        (!is_noted).then(|| Self { name: secret.name().to_owned(), version: version.id().to_owned(), day })
    }
}
