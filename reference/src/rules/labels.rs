//! Staging labels: the state machine of behaviour.md §2.11, whose transitions are T1 to T14.

use std::borrow::Cow;

use super::version::{Version, Versions};
use crate::message;
use crate::refusal::Refusal;

impl Versions {
    /// How many labels can be attached across all versions of a secret (§2.5).
    pub const LABEL_LIMIT: usize = 20;

    /// The version that has a label.
    pub fn holder(&self, label: &Label) -> Option<&Version> {
        self.position(label).map(|at| &self.0[at])
    }

    /// Adds a version and gives it these labels, or `AWSCURRENT` when there are none (T1, T3 to T5).
    /// The first version of a secret becomes the current one in any case (T6).
    pub fn add(&mut self, version: Version, labels: &[Label]) {
        let former = self.position(&Label::CURRENT);
        let new = self.push(version);
        labels.iter().for_each(|label| self.give(label, new));
        if labels.is_empty() || self.0[..new].iter().all(Version::is_placeholder) {
            self.give(&Label::CURRENT, new);
        }
        self.succeed(former, Cause::NewVersion);
    }

    /// Adds the version that a rotation works on; it takes `AWSPENDING` and nothing else (T15). That
    /// it may be the first version of the secret does not make it the current one (T6).
    pub fn add_pending(&mut self, version: Version) {
        let new = self.push(version);
        self.give(&Label::PENDING, new);
    }

    /// Gives a placeholder its value, and labels as [`add`](Self::add) would (T3 to T5); it keeps
    /// those that it has. It is the youngest version then.
    pub fn fill(&mut self, version: Version, labels: &[Label]) {
        let Some(at) = self.0.iter().position(|placeholder| placeholder.id() == version.id()) else { return };
        let mut filled = self.0.remove(at);
        filled.take_value(version);
        let at = self.push(filled);
        let former = self.position(&Label::CURRENT);
        labels.iter().for_each(|label| self.give(label, at));
        if labels.is_empty() {
            self.give(&Label::CURRENT, at);
        }
        self.succeed(former, Cause::NewVersion);
    }

    /// Moves a label to a version of the secret, from wherever it is (T7, T10).
    pub fn relabel(&mut self, label: &Label, to: &str) {
        let former = self.position(&Label::CURRENT);
        if let Some(to) = self.0.iter().position(|version| version.id() == to) {
            self.give(label, to);
            self.succeed(former, Cause::Move);
        }
    }

    /// Removes a label from the secret (T12). A version that is left bare is deprecated (T13).
    pub fn unlabel(&mut self, label: &Label) {
        self.0.iter_mut().for_each(|version| version.labels.retain(|held| held != label));
    }

    /// Checks the quota of labels.
    ///
    /// # Errors
    /// `LimitExceededException` when more are attached than can be.
    pub fn check_labels(&self) -> Result<(), Refusal> {
        let count: usize = self.iter().map(|version| version.labels.len()).sum();
        if count <= Self::LABEL_LIMIT { Ok(()) } else { Err(message::too_many_labels(Self::LABEL_LIMIT)) }
    }

    /// What follows when `AWSCURRENT` is on another version than before.
    fn succeed(&mut self, former: Option<usize>, cause: Cause) {
        if self.position(&Label::CURRENT) == former {
            return;
        }
        if let Some(former) = former {
            // Also takes it from the new current version, if that is the previous one (T8, T14).
            self.give(&Label::PREVIOUS, former);
            if cause == Cause::NewVersion {
                // A pending version that had become current is done with (T9).
                self.0[former].labels.retain(|label| *label != Label::PENDING);
            }
        }
        if cause == Cause::NewVersion {
            self.overtake();
        }
    }

    /// Notes that a new current version has overtaken what is pending elsewhere (§4.3).
    fn overtake(&mut self) {
        let pending = self.position(&Label::PENDING).filter(|at| Some(*at) != self.position(&Label::CURRENT));
        if let Some(at) = pending {
            self.0[at].is_overtaken = true;
        }
    }

    /// Attaches a label, which leaves whichever version has it.
    fn give(&mut self, label: &Label, to: usize) {
        if !self.0[to].labels.contains(label) {
            self.unlabel(label);
            self.0[to].labels.reserve_exact(1);
            self.0[to].labels.push(label.clone());
            if *label == Label::PENDING {
                self.0[to].is_overtaken = false;
            }
        }
    }

    fn position(&self, label: &Label) -> Option<usize> {
        self.0.iter().position(|version| version.labels.contains(label))
    }
}

/// Why `AWSCURRENT` moved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    NewVersion,
    Move,
}

/// A staging label.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label(Cow<'static, str>);

impl Label {
    /// `AWSCURRENT`: on the version that is read when no other is named.
    pub const CURRENT: Self = Self(Cow::Borrowed("AWSCURRENT"));

    /// `AWSPENDING`: on the version that a rotation is about to make the current one.
    pub const PENDING: Self = Self(Cow::Borrowed("AWSPENDING"));

    /// `AWSPREVIOUS`: on the version that was the current one before.
    pub const PREVIOUS: Self = Self(Cow::Borrowed("AWSPREVIOUS"));

    /// The label on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the service itself moves the label.
    pub fn is_reserved(&self) -> bool {
        [Self::CURRENT, Self::PENDING, Self::PREVIOUS].contains(self)
    }
}

impl From<&str> for Label {
    fn from(label: &str) -> Self {
        // The labels that nearly every version has take no memory of their own.
        let reserved = [Self::CURRENT, Self::PENDING, Self::PREVIOUS];
        let known = reserved.into_iter().find(|known| known.0 == label);
        known.unwrap_or_else(|| Self(Cow::Owned(label.to_owned())))
    }
}
