//! What is configured, and when the next rotation is due: behaviour.md §3.17, §3.2 and §4.5.

use secretsmith::primitives::DateTime;

use super::Rotation;
use crate::rules::schedule::Schedule;
use crate::rules::secret::Secret;

impl Secret {
    /// The rotation, if it was ever configured.
    pub fn rotation(&self) -> Option<&Rotation> {
        self.rotation.as_deref()
    }

    /// Enables rotation. What is not given keeps its stored value (§3.17).
    pub fn configure_rotation(&mut self, function: Option<&str>, schedule: Option<Schedule>, now: DateTime) {
        let rotation = self.rotation.get_or_insert_default();
        rotation.enabled = true;
        if let Some(function) = function {
            rotation.function = Some(function.into());
        }
        let is_new = schedule.is_some();
        if is_new {
            (rotation.schedule, rotation.days) = (schedule, None);
        }
        if is_new || rotation.next.is_none_or(|window| window.is_over(now)) {
            rotation.plan_since(now);
        }
        self.changed = now;
    }

    /// Disables rotation and stops the run in progress; answers the version that it was making, which
    /// stays as it is. What is configured is kept (§3.2).
    pub fn cancel_rotation(&mut self, now: DateTime) -> Option<Box<str>> {
        if self.rotation.as_deref().is_none_or(Rotation::is_enabled) {
            self.changed = now;
        }
        let rotation = self.rotation.get_or_insert_default();
        (rotation.enabled, rotation.next) = (false, None);
        self.stop_run()
    }

    /// Resumes a scheduled rotation after the secret was restored (§3.16). A window that went by
    /// meanwhile is not made up for.
    pub(in crate::rules) fn resume_rotation(&mut self, now: DateTime) {
        if let Some(rotation) = self.rotation.as_deref_mut().filter(|rotation| rotation.enabled)
            && rotation.next.is_some_and(|window| window.is_over(now))
        {
            rotation.plan(now);
        }
    }

    /// When a driver has something to do with the rotation of this secret, if nothing changes.
    pub(in crate::rules) fn due(&self) -> Option<DateTime> {
        let rotation = self.rotation.as_deref()?;
        if !rotation.abandoned.is_empty() {
            return Some(self.created);
        }
        match &rotation.run {
            _ if self.deleted.is_some() => None,
            Some(run) => run.due(),
            None => rotation.function.as_ref().and(rotation.next).map(|window| window.start()),
        }
    }
}

impl Rotation {
    /// Whether the schedule calls for a rotation now.
    pub(super) fn is_called_for(&self, now: DateTime) -> bool {
        self.run.is_none() && self.function.is_some() && self.next.is_some_and(|window| window.start() <= now)
    }

    /// Notes a successful rotation, and plans the next.
    pub(super) fn succeed(&mut self, now: DateTime) {
        (self.rotated, self.renewed) = (Some(now), Some(now));
        self.days = self.schedule.as_ref().and_then(|schedule| schedule.days_between(now));
        self.plan(now);
    }

    /// Plans the next window, counted from now.
    pub(super) fn plan(&mut self, now: DateTime) {
        let schedule = self.schedule.as_ref().filter(|_| self.enabled);
        self.next = schedule.and_then(|schedule| schedule.next(now));
    }

    /// Plans the next window, counted from when the value was renewed last.
    fn plan_since(&mut self, now: DateTime) {
        let schedule = self.schedule.as_ref().filter(|_| self.enabled);
        self.next = schedule.and_then(|schedule| schedule.next_since(self.renewed, now));
    }

    /// Plans the next window if the one that was planned has opened.
    pub(super) fn plan_on(&mut self, now: DateTime) {
        if self.next.is_some_and(|window| window.start() <= now) {
            self.plan(now);
        }
    }

    /// Notes a value that was put by hand and is the current one now (§4.5).
    pub(super) fn note_change_by_hand(&mut self, now: DateTime) {
        self.renewed = Some(now);
        if self.schedule.as_ref().is_some_and(Schedule::counts_changes_by_hand) {
            self.plan(now);
        }
    }
}
