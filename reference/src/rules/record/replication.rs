//! What a snapshot has of replication: what a primary knows of its replicas, and what is left to do.

use secretsmith::primitives::DateTime;
use serde::{Deserialize, Serialize};

use super::object::object;
use crate::rules::arn::{Suffix, can_be_region};
use crate::rules::dates::Day;
use crate::rules::delivery::{Task, What};
use crate::rules::replication::{Overwrite, Phase, Replica};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct ReplicaRecord {
    region: Box<str>,
    /// As given; the empty text stands for the default key.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    kms_key_id: Box<str>,
    #[serde(with = "PhaseRecord")]
    phase: Phase,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_accessed_date: Option<DateTime>,
}

object!(ReplicaRecord: "an object with Region and Phase");

#[derive(Serialize, Deserialize)]
#[serde(remote = "Phase")]
enum PhaseRecord {
    Starting(#[serde(with = "OverwriteRecord")] Overwrite),
    Current,
    Changing,
    Refused(Box<str>),
    Stale(Box<str>),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Overwrite")]
enum OverwriteRecord {
    Allowed,
    Refused,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct TaskRecord {
    region: Box<str>,
    #[serde(with = "WhatRecord")]
    what: What,
    name: String,
    suffix: String,
}

object!(TaskRecord: "an object with Region, What, Name and Suffix");

#[derive(Serialize, Deserialize)]
#[serde(remote = "What")]
enum WhatRecord {
    Withdraw,
    Leave,
    Report,
    Push,
}

impl ReplicaRecord {
    pub(super) fn of(replica: &Replica) -> Self {
        let Replica { region, key, phase, accessed } = replica.clone();
        Self { region, kms_key_id: key, phase, last_accessed_date: accessed.map(Day::start) }
    }
}

impl From<ReplicaRecord> for Replica {
    fn from(record: ReplicaRecord) -> Self {
        let ReplicaRecord { region, kms_key_id: key, phase, last_accessed_date } = record;
        Self { region, key, phase, accessed: last_accessed_date.map(Day::of) }
    }
}

impl TaskRecord {
    pub(super) fn of(Task { region, what, name, suffix }: &Task) -> Self {
        Self { region: region.clone(), what: *what, name: name.to_string(), suffix: suffix.to_string() }
    }

    /// The task of a secret in this Region.
    pub(super) fn into_task(self, here: &str) -> Result<Task, String> {
        let Self { region, what, name, suffix } = self;
        let suffix = Suffix::parse(&suffix).ok_or("a task has a suffix that none can be")?;
        if *region == *here {
            return Err("a task is for the Region that it is left in".to_owned());
        }
        if !can_be_region(&region) {
            return Err(format!("a task is for {region:?}, which is no Region"));
        }
        Ok(Task { region, what, name: name.into(), suffix })
    }
}
