//! The rotation of a secret in a snapshot.

use secretsmith::Sensitive;
use secretsmith::primitives::DateTime;
use secretsmith::types::RotationRulesType;
use serde::{Deserialize, Serialize};

use super::object::object;
use super::wrong::Wrong;
use crate::rules::rotation::Rotation;
use crate::rules::rotation::run::{Kind, Run, State};
use crate::rules::schedule::Schedule;
use crate::rules::schedule::window::Window;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
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

object!(RotationRecord: "an object with RotationEnabled");

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
struct ScheduleRecord {
    rotation_rules: RulesRecord,
    /// The day of the configuration.
    since: DateTime,
}

object!(ScheduleRecord: "an object with RotationRules and Since");

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
struct RulesRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    automatically_after_days: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    duration: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule_expression: Option<String>,
}

object!(RulesRecord: "an object with ScheduleExpression or AutomaticallyAfterDays");

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
struct WindowRecord {
    start: DateTime,
    end: DateTime,
}

object!(WindowRecord: "an object with Start and End");

/// A rotation in progress.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
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

object!(RunRecord: "an object with the Kind of a rotation");

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

    pub(super) fn into_rotation(self) -> Result<Rotation, Wrong> {
        let schedule = self.schedule.map(ScheduleRecord::into_schedule).transpose();
        let next = self.next_window.map(WindowRecord::into_window).transpose();
        Ok(Rotation {
            enabled: self.rotation_enabled,
            function: self.function,
            schedule: schedule.map_err(|problem| Wrong::here(problem).of("Schedule"))?.flatten(),
            next: next.map_err(|problem| Wrong::here(problem).of("NextWindow"))?,
            rotated: self.last_rotated_date,
            renewed: self.last_renewed_date,
            days: self.calculated_days,
            run: self.run.map(RunRecord::into_run),
            abandoned: self.abandoned,
        })
    }
}

impl WindowRecord {
    fn into_window(self) -> Result<Window, String> {
        let Self { start, end } = self;
        if end < start { Err("has a window that ends before it starts".to_owned()) } else { Ok(Window { start, end }) }
    }
}

impl ScheduleRecord {
    fn of(schedule: &Schedule) -> Self {
        Self { rotation_rules: RulesRecord::of(schedule.shown(None)), since: schedule.since.start() }
    }

    fn into_schedule(self) -> Result<Option<Schedule>, String> {
        let schedule = Schedule::read(&self.rotation_rules.into_rules(), self.since);
        schedule.map_err(|refusal| format!("has rotation rules that are refused: {}", refusal.message()))
    }
}

impl RulesRecord {
    fn of(rules: RotationRulesType) -> Self {
        let RotationRulesType { automatically_after_days, duration, schedule_expression, .. } = rules;
        Self { automatically_after_days, duration, schedule_expression }
    }

    fn into_rules(self) -> RotationRulesType {
        let Self { automatically_after_days, duration, schedule_expression } = self;
        let rules = RotationRulesType::builder().set_automatically_after_days(automatically_after_days);
        rules.set_duration(duration).set_schedule_expression(schedule_expression).build()
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
