//! One rotation, from its start to its end: behaviour.md §4.1, §4.3, §4.6, and T15 and T16 of §2.11.

use secretsmith::primitives::DateTime;

use super::{Rotation, RotationToken};
use crate::message;
use crate::refusal::Refusal;
use crate::rules::dates::seconds_after;
use crate::rules::labels::Label;
use crate::rules::secret::Secret;
use crate::rules::version::Version;

/// A rotation in progress: called for, being worked on, or waiting to be tried again.
#[derive(Clone, Debug)]
pub struct Run {
    pub(in crate::rules) kind: Kind,
    pub(in crate::rules) version: Box<str>,
    pub(in crate::rules) token: RotationToken,
    pub(in crate::rules) failures: usize,
    pub(in crate::rules) state: State,
}

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// All four steps make a new current version (§4.1).
    Rotation,
    /// One step tries the function out, on a version that is removed afterwards (§4.6).
    Test,
}

impl Kind {
    /// Reads `RotateImmediately`, which is true unless said.
    pub fn of(rotate_immediately: Option<bool>) -> Self {
        if rotate_immediately.unwrap_or(true) { Self::Rotation } else { Self::Test }
    }

    /// The steps, in their order.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Self::Rotation => &[Step::Create, Step::Set, Step::Test, Step::Finish],
            Self::Test => &[Step::Test],
        }
    }
}

/// A step of a rotation, for which the function is called once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Puts the new value as a version labelled `AWSPENDING`.
    Create,
    /// Makes whatever the secret is for take the new value.
    Set,
    /// Tries the new value.
    Test,
    /// Moves `AWSCURRENT` to the new version.
    Finish,
}

impl Step {
    /// The name that the function is given (§4.2).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "createSecret",
            Self::Set => "setSecret",
            Self::Test => "testSecret",
            Self::Finish => "finishSecret",
        }
    }
}

/// That a run has failed too often.
pub(super) struct GivenUp;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum State {
    /// Someone is to take it up, from then on.
    Waiting(DateTime),
    /// Someone has taken it up.
    Working,
}

impl Run {
    /// After how many seconds a rotation that failed is tried again; then it is given up until the
    /// next window. That the service tries several times is known (§4.1), how often and when is ours.
    pub const RETRIES: [i64; 4] = [60, 120, 240, 480];

    fn new(kind: Kind, version: &str, token: RotationToken, now: DateTime) -> Self {
        Self { kind, version: version.into(), token, failures: 0, state: State::Waiting(now) }
    }

    /// The id of the version that it works on.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// When it is to be taken up; `None` when it was.
    pub(in crate::rules) fn due(&self) -> Option<DateTime> {
        match self.state {
            State::Waiting(due) => Some(due),
            State::Working => None,
        }
    }

    /// Waits to be tried again, if there is a time for that.
    pub(super) fn retry(&mut self, now: DateTime) -> Result<(), GivenUp> {
        let wait = Self::RETRIES.get(self.failures).filter(|_| self.kind == Kind::Rotation).ok_or(GivenUp)?;
        self.failures += 1;
        self.state = State::Waiting(seconds_after(now, *wait));
        Ok(())
    }
}

impl Secret {
    /// What a call of RotateSecret with a token asks for (§2.4, §3.17 check 8).
    ///
    /// The version of a rotation that was given up is taken up again. Any other version that is
    /// there needs no rotation to be made: such a call only configures.
    ///
    /// # Errors
    /// `InvalidRequestException` when another rotation is not complete.
    pub fn check_rotation(&self, kind: Kind, token: &str) -> Result<Call, Refusal> {
        let is_made = || self.versions.get(token).is_some_and(|version| !version.is_placeholder());
        match self.incomplete().map(Version::id) {
            Some(pending) if pending != token => Err(message::rotation_incomplete()),
            _ if self.is_repeated(token) => Ok(Call::Retry),
            Some(_) if kind == Kind::Test => Err(message::rotation_incomplete()),
            None if is_made() => Ok(Call::Settings),
            _ => Ok(Call::New),
        }
    }

    /// Whether a token is that of the rotation in progress, or of one that has succeeded and whose
    /// version is still labelled `AWSPENDING`.
    fn is_repeated(&self, token: &str) -> bool {
        if let Some(run) = self.run().filter(|run| self.is_on_hand(run)) {
            return *run.version == *token;
        }
        let is_on = self.rotation().is_some_and(Rotation::is_enabled);
        let is = |label| self.versions.holder(label).is_some_and(|version| version.id() == token);
        is_on && is(&Label::CURRENT) && is(&Label::PENDING)
    }

    /// Starts a rotation, or a test of one, in place of the one in progress: a version takes
    /// `AWSPENDING` (T15). For a rotation it is a placeholder, unless it is there from an earlier
    /// try; for a test it has the current value.
    ///
    /// # Errors
    /// `LimitExceededException` when there are too many versions or labels then.
    pub fn start_rotation(
        &mut self,
        kind: Kind,
        version: &str,
        token: impl Into<RotationToken>,
        now: DateTime,
    ) -> Result<(), Refusal> {
        self.abandon();
        let value = self.versions.holder(&Label::CURRENT).filter(|_| kind == Kind::Test);
        match (self.versions.get(version), value) {
            (Some(_), _) => self.versions.relabel(&Label::PENDING, version),
            (None, None) => self.versions.add_pending(Version::placeholder(version, now)),
            (None, Some(current)) => {
                let copy = current.copy(version, now);
                self.versions.add_pending(copy);
            }
        }
        self.versions.check_labels()?;
        self.versions.clean_up(now)?;
        let rotation = self.rotation.get_or_insert_default();
        rotation.run = Some(Run::new(kind, version, token.into(), now));
        Ok(())
    }

    /// Refuses a `RotationToken` that is not of the rotation in progress. Without one in progress,
    /// any goes, since it only tells where a call comes from (§4.2, §4.7).
    ///
    /// # Errors
    /// `InvalidRequestException`.
    pub fn check_rotation_token(&self, token: Option<&RotationToken>) -> Result<(), Refusal> {
        match token.zip(self.run()) {
            Some((token, run)) if *token != run.token => Err(message::wrong_rotation_token()),
            _ => Ok(()),
        }
    }

    /// What follows from a version that was made by hand: a rotation in progress is abandoned (T16),
    /// and one that a new current version has overtaken blocks no other (§4.3).
    pub(in crate::rules) fn follow_change_by_hand(&mut self, version: &str, now: DateTime) {
        self.abandon();
        let is_current = self.versions.holder(&Label::CURRENT).is_some_and(|current| current.id() == version);
        let Some(rotation) = self.rotation.as_deref_mut().filter(|_| is_current) else { return };
        rotation.note_change_by_hand(now);
        if self.pending().is_some() {
            self.versions.unlabel(&Label::PENDING);
        }
    }

    /// Abandons the run in progress, of which is still to be told.
    pub(super) fn abandon(&mut self) {
        let Some(rotation) = self.rotation.as_deref_mut() else { return };
        if let Some(run) = rotation.run.take() {
            rotation.abandoned.push(run.version.clone());
            self.leave(&run);
        }
    }

    /// Stops the run in progress; answers the version that it was making, which stays pending.
    /// That of a test is removed.
    pub(in crate::rules) fn stop_run(&mut self) -> Option<Box<str>> {
        let run = self.rotation.as_deref_mut()?.run.take()?;
        if run.kind == Kind::Test {
            self.leave(&run);
            return None;
        }
        Some(run.version)
    }

    /// Takes `AWSPENDING` from the version of a run; the version of a test goes altogether, unless
    /// somebody has made it the current one, also if it is the previous one since.
    pub(super) fn leave(&mut self, run: &Run) {
        let Some(version) = self.versions.get(&run.version) else { return };
        let has = |label| version.labels().contains(&label);
        if run.kind == Kind::Test && !has(Label::CURRENT) && !has(Label::PREVIOUS) {
            self.versions.remove(&run.version);
        } else if has(Label::PENDING) {
            self.versions.unlabel(&Label::PENDING);
        }
    }

    /// The secret as it is when nobody works on its rotation any more, which is due then; `None` when nobody does now.
    #[cfg(feature = "snapshot")]
    pub(in crate::rules) fn with_rotation_handed_back(&self) -> Option<Self> {
        self.run().filter(|run| run.state == State::Working)?;
        let mut secret = self.clone();
        let run = secret.rotation.as_deref_mut()?.run.as_mut()?;
        run.state = State::Waiting(self.created);
        Some(secret)
    }

    /// The run in progress.
    pub(super) fn run(&self) -> Option<&Run> {
        self.rotation()?.run.as_ref()
    }

    /// Whether the version of a run is still to become, or already is, the current one.
    pub(super) fn is_on_hand(&self, run: &Run) -> bool {
        let is_held = |label| self.versions.holder(label).is_some_and(|version| version.id() == &*run.version);
        is_held(&Label::PENDING) || is_held(&Label::CURRENT)
    }

    /// The version of a rotation that is not complete: it is pending, and no new current version has
    /// overtaken it (§4.3).
    pub(super) fn incomplete(&self) -> Option<&Version> {
        self.pending().filter(|version| !version.is_overtaken)
    }

    /// The version, other than the current one, that is labelled `AWSPENDING`.
    fn pending(&self) -> Option<&Version> {
        self.versions.holder(&Label::PENDING).filter(|version| !version.labels().contains(&Label::CURRENT))
    }
}

/// What a call of RotateSecret asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A rotation, with these settings.
    New,
    /// These settings only: the version is there already.
    Settings,
    /// What was asked for before.
    Retry,
}

impl Rotation {
    /// Whether this run is the one in progress.
    pub(super) fn is_in_progress(&self, token: &RotationToken) -> bool {
        self.run.as_ref().is_some_and(|run| run.state == State::Working && run.token == *token)
    }
}
