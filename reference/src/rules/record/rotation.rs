//! The rotation of a secret in a snapshot.

use secretsmith::Sensitive;
use secretsmith::primitives::DateTime;
use secretsmith::types::RotationRulesType;
use serde::{Deserialize, Serialize};

use crate::rules::rotation::Rotation;
use crate::rules::rotation::run::{Kind, Run, State};
use crate::rules::schedule::Schedule;
use crate::rules::schedule::window::Window;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct RotationRecord {
    rotation_enabled: bool,
    #[serde(rename = "RotationLambdaARN", default, skip_serializing_if = "Option::is_none")]
    function: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule: Option<ScheduleRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_window: Option<WindowRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_rotated_date: Option<DateTime>,
    /// When the value was rotated last, or changed by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_renewed_date: Option<DateTime>,
    /// The days between windows, calculated at the last rotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    calculated_days: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    run: Option<RunRecord>,
    /// The versions of abandoned rotations, of which is still to be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    abandoned: Vec<Box<str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct ScheduleRecord {
    rotation_rules: RotationRulesType,
    /// The day of the configuration.
    since: DateTime,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct WindowRecord {
    start: DateTime,
    end: DateTime,
}

/// A rotation in progress.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct RunRecord {
    #[serde(with = "KindRecord")]
    kind: Kind,
    version_id: Box<str>,
    rotation_token: Sensitive<String>,
    failures: usize,
    /// When it is to be taken up; absent while a function works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due_date: Option<DateTime>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Kind")]
enum KindRecord {
    Rotation,
    Test,
}

impl RotationRecord {
    pub(super) fn of(rotation: &Rotation) -> Self {
        Self {
            rotation_enabled: rotation.enabled,
            function: rotation.function.clone(),
            schedule: rotation.schedule.as_ref().map(ScheduleRecord::of),
            next_window: rotation.next.map(|Window { start, end }| WindowRecord { start, end }),
            last_rotated_date: rotation.rotated,
            last_renewed_date: rotation.renewed,
            calculated_days: rotation.days,
            run: rotation.run.as_ref().map(RunRecord::of),
            abandoned: rotation.abandoned.clone(),
        }
    }

    pub(super) fn into_rotation(self) -> Result<Rotation, String> {
        Ok(Rotation {
            enabled: self.rotation_enabled,
            function: self.function,
            schedule: self.schedule.map(ScheduleRecord::into_schedule).transpose()?.flatten(),
            next: self.next_window.map(|WindowRecord { start, end }| Window { start, end }),
            rotated: self.last_rotated_date,
            renewed: self.last_renewed_date,
            days: self.calculated_days,
            run: self.run.map(RunRecord::into_run),
            abandoned: self.abandoned,
        })
    }
}

impl ScheduleRecord {
    fn of(schedule: &Schedule) -> Self {
        Self { rotation_rules: schedule.shown(None), since: schedule.since.start() }
    }

    fn into_schedule(self) -> Result<Option<Schedule>, String> {
        let schedule = Schedule::read(&self.rotation_rules, self.since);
        schedule.map_err(|refusal| format!("has rotation rules that are refused: {}", refusal.message()))
    }
}

impl RunRecord {
    fn of(run: &Run) -> Self {
        let Run { kind, version, token, failures, .. } = run;
        Self {
            kind: *kind,
            version_id: version.clone(),
            rotation_token: token.clone(),
            failures: *failures,
            due_date: run.due(),
        }
    }

    fn into_run(self) -> Run {
        let state = self.due_date.map_or(State::Working, State::Waiting);
        let Self { kind, version_id: version, rotation_token: token, failures, .. } = self;
        Run { kind, version, token, failures, state }
    }
}
