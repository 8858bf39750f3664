//! What is done when it is due: replication, and rotations that wait or that the schedule calls for
//! (§4.1).

use super::labels::{CURRENT, PENDING, Version};
use super::rotation::Run;
use super::script::{Action, Script};
use super::{Model, NOT_FOUND, Outcome, Place};

/// What happened to a rotation.
pub(crate) type Event = (Place, String);

impl Model {
    /// Does what is due, with functions that do this. Ids of versions that the service makes up are
    /// those that it told.
    pub(crate) fn run_due(&mut self, script: &Script, fresh: &mut dyn FnMut(Place) -> String) -> Vec<Event> {
        self.deliver();
        let mut events = Vec::new();
        let claimed = Place::BOTH.map(|at| self.claim(at, fresh, &mut events));
        for (at, claimed) in Place::BOTH.into_iter().zip(claimed) {
            events.extend(claimed.and_then(|run| self.carry_out(at, &run, script)));
        }
        events
    }

    /// Takes up the rotation that waits, or that the schedule calls for.
    fn claim(&mut self, at: Place, fresh: &mut dyn FnMut(Place) -> String, events: &mut Vec<Event>) -> Option<Run> {
        let now = self.now;
        let mut secret = self.secret(at)?.clone();
        let is_deleted = secret.deleted.is_some();
        let rotation = secret.rotation.as_ref()?;
        let waits = rotation.run.as_ref().is_some_and(|run| run.due.is_some_and(|due| due <= now));
        let is_called_for = rotation.run.is_none() && rotation.is_called_for(now) && rotation.function.is_some();
        if rotation.abandoned.is_empty() && (is_deleted || !(waits || is_called_for)) {
            return None;
        }
        if is_called_for && !is_deleted {
            let version = secret.versions.incomplete().map(|version| version.id.clone());
            self.starts += 1;
            secret.start(&version.unwrap_or_else(|| fresh(at)), false, self.starts, now);
        }
        secret.drop_overtaken(now);
        let rotation = secret.rotation.get_or_insert_default();
        events.extend(rotation.abandoned.drain(..).map(|version| (at, format!("RotationAbandoned {version}"))));
        let run = rotation.run.as_mut().filter(|run| !is_deleted && run.due.is_some_and(|due| due <= now));
        let claimed = run.map(|run| {
            run.due = None;
            events.push((at, run.event("Started")));
            run.clone()
        });
        self.secrets[at as usize] = Some(secret);
        self.stir(at);
        self.deliver_at_once();
        claimed
    }

    fn carry_out(&mut self, at: Place, run: &Run, script: &Script) -> Option<Event> {
        let steps = if run.is_test { &script[2..3] } else { &script[..] };
        let mut outcome = Ok(());
        for actions in steps {
            if !self.wants(at, run) {
                break;
            }
            outcome = actions.iter().try_for_each(|action| self.act(at, action, &run.version));
            if outcome.is_err() {
                break;
            }
        }
        let (now, is_wanted) = (self.now, self.wants(at, run));
        let secret = self.secrets[at as usize].as_mut().filter(|_| is_wanted);
        let event = secret.map(|secret| secret.conclude(run, outcome.is_ok(), now));
        self.stir(at);
        self.deliver_at_once();
        event.map(|phase| (at, run.event(phase)))
    }

    fn act(&mut self, at: Place, action: &Action, version: &str) -> Outcome {
        let secret = self.secret(at).ok_or(NOT_FOUND)?;
        if let Action::MoveCurrent | Action::ReadPending = action {
            secret.check_not_deleted()?;
        }
        let is_readable = |version: &Version| version.value.is_some() && version.labels.contains(PENDING);
        match action.call(version, secret.versions.holder(CURRENT)) {
            Some(call) => self.call(at, &call),
            None if matches!(action, Action::Fail) => Err("it fails"),
            None => secret.versions.get(version).filter(|version| is_readable(version)).map(drop).ok_or(NOT_FOUND),
        }
    }

    /// Whether a rotation was neither cancelled nor abandoned.
    fn wants(&self, at: Place, run: &Run) -> bool {
        let secret = self.secret(at).filter(|secret| secret.deleted.is_none());
        let rotation = secret.and_then(|secret| secret.rotation.as_ref());
        rotation.and_then(|rotation| rotation.run.as_ref()).is_some_and(|held| held.number == run.number)
    }
}
