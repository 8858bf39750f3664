//! Rotation of one secret: behaviour.md §4, as a state machine.
//!
//! - [`plan`]: what is configured, and when the next rotation is due;
//! - [`run`]: one rotation, from its start to its end;
//! - [`attempt`]: what a driver does of it: claims it, calls the function, reports what came of it;
//! - [`function`]: the ARN of the function; [`event`]: what is told of it all.
//!
//! Nothing here calls a function: who does so holds no secret meanwhile, and comes back to see
//! whether the run is still there.

use secretsmith::Sensitive;
use secretsmith::primitives::DateTime;
use secretsmith::types::RotationRulesType;

use super::schedule::Schedule;
use super::schedule::window::Window;

pub mod attempt;
pub mod event;
pub mod function;
pub mod plan;
pub mod run;

use run::Run;

/// The rotation of a secret for which it was ever configured.
#[derive(Clone, Debug, Default)]
pub struct Rotation {
    pub(super) enabled: bool,
    /// The ARN of the function; `None` when Secrets Manager rotates the secret itself (§4.7).
    pub(super) function: Option<Box<str>>,
    pub(super) schedule: Option<Schedule>,
    /// The window of the next rotation; `None` while rotation is off.
    pub(super) next: Option<Window>,
    /// When the last successful rotation ended.
    pub(super) rotated: Option<DateTime>,
    /// When the value was rotated last, or changed by hand: from then on days are counted (§4.5).
    pub(super) renewed: Option<DateTime>,
    /// The days between windows, calculated at the last successful rotation.
    pub(super) days: Option<i64>,
    pub(super) run: Option<Run>,
    /// The versions of runs that were abandoned, of which is still to be told.
    pub(super) abandoned: Vec<Box<str>>,
}

impl Rotation {
    /// `RotationEnabled`.
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// `RotationLambdaARN`.
    pub fn function(&self) -> Option<&str> {
        self.function.as_deref()
    }

    /// `RotationRules`.
    pub fn rules(&self) -> Option<RotationRulesType> {
        self.schedule.as_ref().map(|schedule| schedule.shown(self.days))
    }

    /// `LastRotatedDate`: absent while rotation is off (§3.2).
    pub fn last_rotated(&self) -> Option<DateTime> {
        self.rotated.filter(|_| self.enabled)
    }

    /// `NextRotationDate`: the last second of the next window.
    pub fn next_date(&self) -> Option<DateTime> {
        self.next.as_ref().map(Window::last_second)
    }

    /// The version that a rotation is working on.
    pub fn version_in_progress(&self) -> Option<&str> {
        self.run.as_ref().map(Run::version)
    }
}

/// What identifies one rotation: the `RotationToken` that the function is given (§4.2). No log and
/// no error shows it.
pub type RotationToken = Sensitive<String>;
