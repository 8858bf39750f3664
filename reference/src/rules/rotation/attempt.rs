//! What a driver does of a rotation: claims it, calls its function step by step, and reports what
//! came of it (behaviour.md §4.1).

use std::mem;

use rand::Rng;
use secretsmith::primitives::DateTime;

use super::event::{EventKind, RotationEvent};
use super::run::{Kind, Run, State, Step};
use super::{Rotation, RotationToken};
use crate::message;
use crate::rules::labels::Label;
use crate::rules::secret::Secret;
use crate::rules::version::Version;

/// A try of a rotation, which whoever [claimed](Secret::claim_rotation) it carries out.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What it is for, which says what steps there are.
    pub kind: Kind,
    /// The ARN of the secret.
    pub secret: String,
    /// The ARN of the function.
    pub function: String,
    /// The id of the version: the `ClientRequestToken` that the function is given.
    pub version: String,
    /// The `RotationToken` that the function is given.
    pub token: RotationToken,
}

/// How an attempt went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every step succeeded.
    Done,
    /// This step failed, for this reason.
    Failed(Step, String),
}

/// Identifiers for a rotation that the schedule calls for.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// The id of the new version: a UUID.
    pub version: String,
    /// The rotation token: a UUID.
    pub token: RotationToken,
}

impl Fresh {
    /// Draws them.
    pub fn draw(random: &mut (impl Rng + ?Sized)) -> Self {
        let mut uuid = || {
            let mut bytes = [0; 16];
            random.fill_bytes(&mut bytes);
            uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
        };
        Self { version: uuid(), token: uuid().into() }
    }
}

impl Secret {
    /// Takes up what is due: the run that waits, or a rotation that the schedule calls for. Tells of
    /// it, and of what was abandoned before.
    ///
    /// When `AWSPENDING` is on a version other than the current one, the rotation that left it there
    /// is reattempted in place of a new one (§3.17 check 8).
    pub fn claim_rotation(&mut self, fresh: &Fresh, now: DateTime) -> (Vec<RotationEvent>, Option<Attempt>) {
        self.start_scheduled(fresh, now);
        self.drop_overtaken(now);
        let mut events = self.tell_abandoned(now);
        let attempt = self.take_up(now);
        events.extend(attempt.as_ref().map(|attempt| attempt.event(Phase::Started, now)));
        (events, attempt)
    }

    /// Whether the attempt is still wanted: the run was neither cancelled nor abandoned, and the
    /// secret is not scheduled for deletion.
    pub fn wants(&self, attempt: &Attempt) -> bool {
        let is_in_progress = |rotation: &Rotation| rotation.is_in_progress(&attempt.token);
        self.deleted.is_none() && self.rotation.as_deref().is_some_and(is_in_progress)
    }

    /// Ends an attempt. One that failed is tried again later, a limited number of times. Tells of
    /// it, unless the attempt was no longer wanted.
    ///
    /// A rotation has succeeded when its version is the current one; whether the version still has
    /// `AWSPENDING` makes no difference (§4.3).
    pub fn conclude_rotation(&mut self, attempt: &Attempt, outcome: Outcome, now: DateTime) -> Option<RotationEvent> {
        if !self.wants(attempt) {
            return None;
        }
        let is_current = |version: &Version| version.id() == attempt.version;
        let is_done = attempt.kind == Kind::Test || self.versions.holder(&Label::CURRENT).is_some_and(is_current);
        match outcome {
            Outcome::Done if is_done => {
                self.succeed(now);
                Some(attempt.event(Phase::Succeeded, now))
            }
            Outcome::Done => {
                self.fail(now);
                Some(attempt.failure(Step::Finish, message::NOT_CURRENT.to_owned(), now))
            }
            Outcome::Failed(step, cause) => {
                self.fail(now);
                Some(attempt.failure(step, cause, now))
            }
        }
    }

    fn start_scheduled(&mut self, fresh: &Fresh, now: DateTime) {
        if self.deleted.is_none() && self.rotation().is_some_and(|rotation| rotation.is_called_for(now)) {
            let version = self.incomplete().map_or(&*fresh.version, Version::id).to_owned();
            // There is nobody to tell that the secret has too many versions or labels.
            let _ = self.start_rotation(Kind::Rotation, &version, fresh.token.clone(), now);
        }
    }

    /// Abandons a run whose version has lost its label before anyone took it up.
    fn drop_overtaken(&mut self, now: DateTime) {
        if self.run().is_some_and(|run| run.due().is_some() && !self.is_on_hand(run)) {
            self.abandon();
            self.rotation.as_deref_mut().into_iter().for_each(|rotation| rotation.plan_on(now));
        }
    }

    fn tell_abandoned(&mut self, now: DateTime) -> Vec<RotationEvent> {
        let arn = self.arn();
        let abandoned = self.rotation.as_deref_mut().map(|rotation| mem::take(&mut rotation.abandoned));
        let tell = |version: Box<str>| RotationEvent::new(EventKind::RotationAbandoned, arn.clone(), &version, now);
        abandoned.unwrap_or_default().into_iter().map(tell).collect()
    }

    fn take_up(&mut self, now: DateTime) -> Option<Attempt> {
        let secret = self.arn();
        let rotation = self.rotation.as_deref_mut().filter(|_| self.deleted.is_none())?;
        let run = rotation.run.as_mut().filter(|run| run.due().is_some_and(|due| due <= now))?;
        run.state = State::Working;
        let Run { kind, version, token, .. } = &*run;
        let function = rotation.function.as_deref().unwrap_or_default().to_owned();
        Some(Attempt { kind: *kind, secret, function, version: version.to_string(), token: token.clone() })
    }

    fn succeed(&mut self, now: DateTime) {
        let Some(rotation) = self.rotation.as_deref_mut() else { return };
        match rotation.run.take() {
            Some(run) if run.kind == Kind::Test => self.leave(&run),
            _ => rotation.succeed(now),
        }
    }

    fn fail(&mut self, now: DateTime) {
        let Some(rotation) = self.rotation.as_deref_mut() else { return };
        if rotation.run.as_mut().is_some_and(|run| run.retry(now).is_ok()) {
            return;
        }
        match rotation.run.take() {
            Some(run) if run.kind == Kind::Test => self.leave(&run),
            _ => rotation.plan_on(now),
        }
    }
}

enum Phase {
    Started,
    Succeeded,
    Failed,
}

impl Attempt {
    fn event(&self, phase: Phase, now: DateTime) -> RotationEvent {
        let kind = match (self.kind, phase) {
            (Kind::Rotation, Phase::Started) => EventKind::RotationStarted,
            (Kind::Rotation, Phase::Succeeded) => EventKind::RotationSucceeded,
            (Kind::Rotation, Phase::Failed) => EventKind::RotationFailed,
            (Kind::Test, Phase::Started) => EventKind::TestRotationStarted,
            (Kind::Test, Phase::Succeeded) => EventKind::TestRotationSucceeded,
            (Kind::Test, Phase::Failed) => EventKind::TestRotationFailed,
        };
        RotationEvent::new(kind, self.secret.clone(), &self.version, now)
    }

    fn failure(&self, step: Step, cause: String, now: DateTime) -> RotationEvent {
        let message = message::rotation_failed(&self.function, step.name());
        RotationEvent { message: Some(message), cause: Some(cause), ..self.event(Phase::Failed, now) }
    }
}
