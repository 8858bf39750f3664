//! Rotation: §4, §3.2, §3.17, and T15 and T16 of §2.11.

use super::labels::{CURRENT, PENDING, PREVIOUS};
use super::{DAY, DENIED, Function, INVALID_REQUEST, Outcome, Secret};

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
    pub(super) run: Option<Run>,
    /// The versions of rotations that were abandoned, of which nobody has been told.
    pub(super) abandoned: Vec<String>,
}

/// A rotation that has started and not ended.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(super) number: usize,
    pub(super) version: String,
    pub(super) is_test: bool,
    failures: usize,
    /// When it is to be taken up; `None` when it was.
    pub(super) due: Option<i64>,
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

    pub(super) fn start(&mut self, version: &str, is_test: bool, number: usize, now: i64) {
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
    /// has become the current one, or the previous one since.
    fn leave(&mut self, run: &Run) {
        self.versions.take(PENDING, &run.version);
        let is_held = |label| self.versions.holder(label).as_ref() == Some(&run.version);
        if run.is_test && !is_held(CURRENT) && !is_held(PREVIOUS) {
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

    pub(super) fn is_called_for(&self, now: i64) -> bool {
        self.next.is_some_and(|day| day * DAY <= now)
    }
}

impl Secret {
    /// Abandons a rotation whose version has lost its label before it was taken up.
    pub(super) fn drop_overtaken(&mut self, now: i64) {
        let run = self.rotation.as_ref().and_then(|rotation| rotation.run.as_ref());
        if run.is_some_and(|run| run.due.is_some() && !self.is_on_hand(run)) {
            self.abandon();
            self.rotation.get_or_insert_default().plan_on(now);
        }
    }

    /// Ends a try. It has succeeded when its version is the current one.
    pub(super) fn conclude(&mut self, run: &Run, is_done: bool, now: i64) -> &'static str {
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
    pub(super) fn event(&self, phase: &str) -> String {
        format!("{}Rotation{phase} {}", if self.is_test { "Test" } else { "" }, self.version)
    }
}
