//! Secrets scheduled for deletion: behaviour.md §2.10 and the checks of §3.5.

use secretsmith::primitives::DateTime;

use super::dates::days_after;
use super::secret::Secret;
use crate::message;
use crate::refusal::Refusal;

/// How a secret is to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// After a recovery window of so many days.
    After(i64),
    /// At once and for good.
    AtOnce,
}

impl Deletion {
    /// Reads the parameters of DeleteSecret; the default is a window of 30 days.
    ///
    /// # Errors
    /// `InvalidParameterException` when the window is not within 7 to 30 days, or both are given.
    pub fn of(window: Option<i64>, force: Option<bool>) -> Result<Self, Refusal> {
        match (window, force.unwrap_or(false)) {
            (Some(days), _) if !(7..=30).contains(&days) => Err(message::window_out_of_range()),
            (Some(_), true) => Err(message::window_with_force()),
            (None, true) => Ok(Self::AtOnce),
            (days, false) => Ok(Self::After(days.unwrap_or(30))),
        }
    }
}

impl Secret {
    /// Refuses what a secret scheduled for deletion does not allow.
    ///
    /// # Errors
    /// `InvalidRequestException` when the secret is scheduled for deletion.
    pub fn check_not_deleted(&self) -> Result<(), Refusal> {
        if self.deleted.is_none() { Ok(()) } else { Err(message::marked_for_deletion()) }
    }

    /// Schedules the secret for deletion after so many days; answers when that is.
    pub fn schedule_deletion(&mut self, days: i64, now: DateTime) -> DateTime {
        let end = days_after(now, days);
        // Nothing is known of a rotation in progress (§4.7): it stops as if it were cancelled.
        self.stop_run();
        self.deleted = Some(end);
        self.changed = now;
        end
    }

    /// Undoes the scheduled deletion, if there is one.
    pub fn restore(&mut self, now: DateTime) {
        if self.deleted.take().is_some() {
            self.changed = now;
            self.resume_rotation(now);
        }
    }

    /// Whether the recovery window has ended, which is as if the secret had never been.
    pub fn is_gone(&self, now: DateTime) -> bool {
        self.deleted.is_some_and(|end| end <= now)
    }
}
