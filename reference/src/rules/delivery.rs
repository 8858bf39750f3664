//! Replication: behaviour.md §5, as far as it concerns two Regions of an account.
//!
//! What happens to a secret in one Region leaves [`Task`]s that concern another. They are done some
//! time later, each with both Regions at hand and none between, so that nothing can come between
//! what one Region knows and what the other has.

use std::sync::Arc;

use secretsmith::primitives::DateTime;

use super::account::Account;
use super::arn::Suffix;
use super::dates::Day;
use super::replication::{Overwrite, Phase, Replica, Role};
use super::secret::Secret;
use crate::message;
use crate::refusal::Refusal;

/// Something that is left to do in another Region. Sorted by that, and then by what comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Task {
    pub(super) region: Box<str>,
    pub(super) what: What,
    pub(super) name: Arc<str>,
    pub(super) suffix: Suffix,
}

/// What is left to do. To withdraw comes before to push: a Region that is given up and added again
/// has its replica removed and made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// Remove the replica, which the primary has given up.
    Withdraw,
    /// Tell the primary that the secret is no longer its replica.
    Leave,
    /// Tell the primary when the replica was last read.
    Report,
    /// Make or change the replica.
    Push,
}

impl Task {
    pub(super) fn new(what: What, secret: &Secret, region: &str) -> Self {
        Self { region: region.into(), what, name: Arc::clone(secret.shared_name()), suffix: secret.suffix() }
    }
}

impl Account {
    /// How many tasks are done before others have their turn.
    const TASKS_AT_ONCE: usize = 100;

    /// A Region where there is something to do.
    pub fn outstanding_region(&self) -> Option<&str> {
        self.tasks.first().map(|task| &*task.region)
    }

    /// Does what there is to do in another Region of the account, or a good part of it.
    pub fn deliver(&mut self, there: &mut Self, now: DateTime) {
        for _ in 0..Self::TASKS_AT_ONCE {
            let Some(task) = self.tasks.pop_first() else { return };
            if *task.region != *there.place().region() {
                self.tasks.insert(task);
                return;
            }
            match task.what {
                What::Withdraw => self.withdraw(there, &task, now),
                What::Leave => self.leave(there, &task, now),
                What::Report => self.report(there, &task, now),
                What::Push => self.push(there, &task, now),
            }
        }
    }

    fn withdraw(&self, there: &mut Self, task: &Task, now: DateTime) {
        let found = there.exact(task, now);
        if found.is_some_and(|secret| secret.is_replica_of(self.place().region())) {
            there.remove(&task.name);
        }
    }

    fn leave(&self, there: &mut Self, task: &Task, now: DateTime) {
        let is_back = self.exact(task, now).is_some_and(|secret| secret.is_replica_of(&task.region));
        if !is_back {
            there.forget_replica(task, self.place().region(), now);
        }
    }

    fn report(&self, there: &mut Self, task: &Task, now: DateTime) {
        let accessed = self.exact(task, now).and_then(|secret| secret.accessed);
        if let Some(replica) = there.replica_mut(task, self.place().region(), now)
            && replica.phase.is_made()
        {
            replica.accessed = accessed;
        }
    }

    fn push(&mut self, there: &mut Self, task: &Task, now: DateTime) {
        let Some(primary) = self.exact(task, now) else { return };
        let Some(replica) = primary.replica(&task.region).filter(|replica| replica.phase.is_outstanding()) else {
            return;
        };
        let outcome = receive(there, primary, replica, now);
        let Some(replica) = self.replica_mut(task, &task.region, now) else { return };
        match outcome {
            Outcome::Done(accessed) => (replica.phase, replica.accessed) = (Phase::Current, accessed),
            Outcome::Failed(reason) if replica.phase.is_made() => replica.phase = Phase::Stale(reason.into()),
            Outcome::Failed(reason) => replica.phase = Phase::Refused(reason.into()),
            Outcome::Gone => self.forget_replica(task, &task.region, now),
        }
    }

    /// Forgets a replica that has left, or that is not there.
    fn forget_replica(&mut self, task: &Task, region: &str, now: DateTime) {
        let Some(mut primary) = self.exact(task, now).cloned() else { return };
        let Role::Primary(replicas) = &mut primary.role else { return };
        let count = replicas.len();
        replicas.retain(|replica| *replica.region != *region || !replica.phase.is_made());
        if replicas.len() < count {
            primary.changed = now;
            self.put(primary);
        }
    }

    /// The secret that the task was left by, or for.
    fn exact(&self, task: &Task, now: DateTime) -> Option<&Secret> {
        self.get(&task.name, now).filter(|secret| secret.suffix() == task.suffix)
    }

    fn replica_mut(&mut self, task: &Task, region: &str, now: DateTime) -> Option<&mut Replica> {
        self.exact(task, now)?;
        self.replicas_mut(&task.name).iter_mut().find(|replica| *replica.region == *region)
    }
}

/// What came of pushing a change to another Region.
enum Outcome {
    /// The replica is as the primary; it was last read on this day.
    Done(Option<Day>),
    /// The replica is not there, or not as the primary.
    Failed(String),
    /// There was a replica, and now there is none.
    Gone,
}

/// Makes or changes a replica here.
fn receive(here: &mut Account, primary: &Secret, replica: &Replica, now: DateTime) -> Outcome {
    let region = primary.place().region();
    let existing = here.get(primary.name(), now);
    let former = existing.filter(|found| found.suffix() == primary.suffix() && found.is_replica_of(region));
    match (&replica.phase, existing) {
        _ if former.is_some() => {}
        (Phase::Starting(overwrite), Some(existing)) => {
            if let Some(reason) = obstacle(existing, primary, *overwrite) {
                return Outcome::Failed(reason);
            }
        }
        (Phase::Starting(_), None) => {}
        _ => return Outcome::Gone,
    }
    let added = copy(here, primary, former, &replica.key).and_then(|copy| {
        let accessed = copy.accessed;
        here.add(copy).map(|()| accessed)
    });
    let failed = |refusal: Refusal| Outcome::Failed(message::replication_failed(refusal.message()));
    added.map_or_else(failed, Outcome::Done)
}

fn copy(here: &Account, primary: &Secret, former: Option<&Secret>, key: &str) -> Result<Secret, Refusal> {
    let keys = here.keys();
    let key = keys.choose(key)?;
    keys.check_encrypts(&key)?;
    Ok(primary.copy_to(here.place(), key, former))
}

/// Why a replica cannot take the place of a secret. Only one that stands alone can be overwritten:
/// it has no replicas, is none, and belongs to the caller and not to a service.
fn obstacle(existing: &Secret, primary: &Secret, overwrite: Overwrite) -> Option<String> {
    let (name, region) = (existing.name(), existing.place().region());
    match &existing.role {
        Role::Replica(_) if existing.suffix() != primary.suffix() => {
            Some(message::replicated_with_other_arn(name, region))
        }
        Role::Primary(replicas)
            if overwrite == Overwrite::Allowed && replicas.is_empty() && existing.owner.is_none() =>
        {
            None
        }
        _ => Some(message::name_exists_in_region(name, region)),
    }
}
