//! Rotation: §4, §3.2, §3.17, and T15 and T16 of §2.11.

use super::labels::{CURRENT, PENDING};
use super::{Call, DAY, DENIED, Function, INVALID_REQUEST, Model, NOT_FOUND, Outcome, Place, Secret};

/// After how many seconds a rotation that failed is tried again.
const RETRIES: [i64; 4] = [60, 120, 240, 480];

/// The rotation of a secret for which it was ever configured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rotation {
    pub(crate) is_on: bool,
    pub(crate) function: Option<Function>,
    pub(crate) days: Option<i64>,
    /// The day on which the next window opens.
    pub(crate) next: Option<i64>,
    /// The second in which the last rotation ended.
    pub(crate) rotated: Option<i64>,
    /// The day of the last rotation or change by hand.
    renewed: Option<i64>,
    run: Option<Run>,
    abandoned: Vec<String>,
}

/// A rotation that has started and not ended.
#[derive(Clone, Debug)]
struct Run {
    number: usize,
    version: String,
    is_test: bool,
    failures: usize,
    /// When it is to be taken up; `None` when it was.
    due: Option<i64>,
}

/// What a rotation function does in each of its four steps.
pub(crate) type Script = [Vec<Action>; 4];

/// Something that a rotation function does, to the version that it was given.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    Put(Vec<&'static str>),
    ReadPending,
    MoveCurrent,
    RemovePending,
    /// A version with another id.
    PutByHand,
    Rotate,
    Cancel,
    Delete,
    Fail,
}

impl Action {
    /// The call that it makes, when this version is the current one; `None` when it makes none that
    /// changes anything.
    pub(crate) fn call(&self, version: &str, current: Option<String>) -> Option<Call> {
        let put = |token: String, labels: &[&'static str]| {
            let value = Some(value_of(&token));
            Call::Put { token, value, labels: labels.to_vec() }
        };
        let next = format!("{}-{}", &version[..version.len().min(40)], "again");
        let (own, to) = (version.to_owned(), Some(version.to_owned()));
        Some(match self {
            Self::Put(labels) => put(own, labels),
            Self::PutByHand => put(format!("{next}-by-hand"), &[]),
            Self::MoveCurrent => Call::Relabel { label: CURRENT, from: current, to },
            Self::RemovePending => Call::Relabel { label: PENDING, from: to, to: None },
            Self::Rotate => Call::Rotate { token: next, function: None, days: None, immediately: true },
            Self::Cancel => Call::Cancel,
            Self::Delete => Call::Delete { window: Some(7), force: false },
            Self::ReadPending | Self::Fail => return None,
        })
    }
}

/// The value that is put with a token.
pub(crate) fn value_of(token: &str) -> String {
    format!("the value of {token}")
}

impl Secret {
    pub(super) fn rotate(
        &mut self,
        token: &str,
        function: Option<Function>,
        days: Option<i64>,
        immediately: bool,
        (number, now): (usize, i64),
    ) -> Outcome {
        let stored = self.rotation.as_ref().and_then(|rotation| rotation.function);
        match function.or(stored) {
            None => return Err(INVALID_REQUEST),
            Some(Function::Missing) => return Err(DENIED),
            Some(Function::Registered) => {}
        }
        let incomplete = self.versions.incomplete().map(|version| version.id.clone());
        if incomplete.as_ref().is_some_and(|incomplete| incomplete != token) {
            return Err(INVALID_REQUEST);
        }
        if self.is_repeated(token) {
            return Ok(());
        }
        if incomplete.is_some() && !immediately {
            return Err(INVALID_REQUEST);
        }
        self.rotation.get_or_insert_default().configure(days, now);
        let is_made = self.versions.get(token).is_some_and(|version| version.value.is_some());
        if incomplete.is_some() || !is_made {
            self.start(token, !immediately, number, now);
        }
        Ok(())
    }

    pub(super) fn cancel(&mut self) {
        let rotation = self.rotation.get_or_insert_default();
        (rotation.is_on, rotation.next) = (false, None);
        self.stop_run();
    }

    /// Stops the rotation in progress; its version stays as it is, but that of a test goes.
    pub(super) fn stop_run(&mut self) {
        if let Some(run) = self.take_run().filter(|run| run.is_test) {
            self.leave(&run);
        }
    }

    /// What follows from a version that was put: unless the rotation in progress did so, that one is
    /// abandoned (T16), and nothing is pending any more if the version is current (§4.3).
    pub(super) fn follow_put(&mut self, version: &str, now: i64) {
        let Some(rotation) = &mut self.rotation else { return };
        if rotation.run.as_ref().is_some_and(|run| run.version == version) {
            return;
        }
        self.abandon();
        if self.versions.holder(CURRENT).as_deref() != Some(version) {
            return;
        }
        if let Some(pending) = self.versions.holder(PENDING).filter(|pending| pending != version) {
            self.versions.take(PENDING, &pending);
        }
        let rotation = self.rotation.get_or_insert_default();
        rotation.renewed = Some(now.div_euclid(DAY));
        if rotation.days.is_some() {
            rotation.plan(now);
        }
    }

    fn start(&mut self, version: &str, is_test: bool, number: usize, now: i64) {
        self.abandon();
        let current = self.versions.0.iter().find(|version| version.labels.contains(CURRENT));
        let value = current.filter(|_| is_test).and_then(|current| current.value.clone());
        self.versions.start(version, value);
        let run = Run { number, version: version.to_owned(), is_test, failures: 0, due: Some(now) };
        self.rotation.get_or_insert_default().run = Some(run);
    }

    fn abandon(&mut self) {
        let Some(run) = self.take_run() else { return };
        self.leave(&run);
        self.rotation.get_or_insert_default().abandoned.push(run.version);
    }

    fn take_run(&mut self) -> Option<Run> {
        self.rotation.as_mut()?.run.take()
    }

    /// Takes `AWSPENDING` from the version of a rotation. That of a test goes altogether, unless it
    /// has become the current one.
    fn leave(&mut self, run: &Run) {
        self.versions.take(PENDING, &run.version);
        if run.is_test && self.versions.holder(CURRENT).as_ref() != Some(&run.version) {
            self.versions.remove(&run.version);
        }
    }

    /// Whether RotateSecret was called with this token before, for a rotation that is not over or
    /// has just succeeded.
    fn is_repeated(&self, token: &str) -> bool {
        let Some(rotation) = &self.rotation else { return false };
        if let Some(run) = rotation.run.as_ref().filter(|run| self.is_on_hand(run)) {
            return run.version == token;
        }
        rotation.is_on && [CURRENT, PENDING].iter().all(|label| self.versions.holder(label).as_deref() == Some(token))
    }

    fn is_on_hand(&self, run: &Run) -> bool {
        [CURRENT, PENDING].iter().any(|label| self.versions.holder(label).as_ref() == Some(&run.version))
    }
}

impl Rotation {
    fn configure(&mut self, days: Option<i64>, now: i64) {
        let today = now.div_euclid(DAY);
        (self.is_on, self.function) = (true, Some(Function::Registered));
        self.days = days.or(self.days);
        if days.is_none() && self.next.is_some_and(|day| day >= today) {
            return;
        }
        let since = |days| self.renewed.map_or(today + days, |renewed| today.max(renewed + days));
        self.next = self.days.map(since);
    }

    /// Plans the next rotation, counted from now.
    pub(super) fn plan(&mut self, now: i64) {
        self.next = self.days.filter(|_| self.is_on).map(|days| now.div_euclid(DAY) + days);
    }

    /// Plans the next rotation if the window of the last one has opened.
    fn plan_on(&mut self, now: i64) {
        if self.is_called_for(now) {
            self.plan(now);
        }
    }

    fn is_called_for(&self, now: i64) -> bool {
        self.next.is_some_and(|day| day * DAY <= now)
    }
}

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
        let is_readable =
            |version: &super::labels::Version| version.value.is_some() && version.labels.contains(PENDING);
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

impl Secret {
    /// Abandons a rotation whose version has lost its label before it was taken up.
    fn drop_overtaken(&mut self, now: i64) {
        let run = self.rotation.as_ref().and_then(|rotation| rotation.run.as_ref());
        if run.is_some_and(|run| run.due.is_some() && !self.is_on_hand(run)) {
            self.abandon();
            self.rotation.get_or_insert_default().plan_on(now);
        }
    }

    /// Ends a try. It has succeeded when its version is the current one.
    fn conclude(&mut self, run: &Run, is_done: bool, now: i64) -> &'static str {
        let is_current = self.versions.holder(CURRENT).as_ref() == Some(&run.version);
        let rotation = self.rotation.get_or_insert_default();
        let is_successful = is_done && (run.is_test || is_current);
        let wait = RETRIES.get(run.failures).filter(|_| !run.is_test && !is_successful);
        rotation.run = wait.map(|wait| Run { failures: run.failures + 1, due: Some(now + wait), ..run.clone() });
        if run.is_test {
            self.leave(run);
        } else if is_successful {
            (rotation.rotated, rotation.renewed) = (Some(now), Some(now.div_euclid(DAY)));
            rotation.plan(now);
        } else if rotation.run.is_none() {
            rotation.plan_on(now);
        }
        if is_successful { "Succeeded" } else { "Failed" }
    }
}

impl Run {
    fn event(&self, phase: &str) -> String {
        format!("{}Rotation{phase} {}", if self.is_test { "Test" } else { "" }, self.version)
    }
}
