//! Two Regions: §5, §3.14, §3.15, §3.18.

use std::mem;

use secretsmith_reference::Replication;

use super::{INVALID_PARAMETER, Model, NOT_FOUND, Outcome, Place, Secret};

/// The part that a secret has in replication.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    /// It may be replicated to the other Region.
    Primary(Option<Link>),
    Replica,
}

/// What a primary knows of the other Region.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) status: Status,
    /// Whether there was a replica already.
    is_made: bool,
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Status {
    InProgress,
    InSync,
    Failed,
}

/// Something to do in the other Region, on account of the secret with this birth; in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Task {
    Withdraw(usize),
    Leave(usize),
    Push(usize),
}

impl Link {
    pub(super) fn new(force: bool) -> Self {
        Self { status: Status::InProgress, is_made: false, force }
    }
}

impl Secret {
    pub(super) fn check_primary(&self) -> Outcome {
        if self.role == Role::Replica { Err(INVALID_PARAMETER) } else { Ok(()) }
    }

    /// A Region that has a replica is left as it is; where that failed, it is tried again.
    pub(super) fn replicate(&mut self, force: bool) {
        let Role::Primary(link) = &mut self.role else { return };
        if link.as_ref().is_none_or(|link| link.status == Status::Failed) {
            *link = Some(Link::new(force));
        }
    }

    fn link(&mut self) -> Option<&mut Link> {
        match &mut self.role {
            Role::Primary(link) => link.as_mut(),
            Role::Replica => None,
        }
    }
}

impl Model {
    pub(super) fn remove(&mut self, at: Place, from: Place) -> Outcome {
        let secret = self.secret(at).ok_or(NOT_FOUND)?;
        secret.check_not_deleted()?;
        secret.check_primary()?;
        if from == at || secret.role == Role::Primary(None) {
            return Err(INVALID_PARAMETER);
        }
        let task = Task::Withdraw(secret.birth);
        self.tasks[at as usize].push(task);
        self.play(at, Role::Primary(None));
        Ok(())
    }

    /// Makes a standalone secret of a replica.
    pub(super) fn stop(&mut self, at: Place) -> Outcome {
        let secret = self.secret(at).ok_or(NOT_FOUND)?;
        secret.check_not_deleted()?;
        if secret.role != Role::Replica {
            return Err(INVALID_PARAMETER);
        }
        let task = Task::Leave(secret.birth);
        self.tasks[at as usize].push(task);
        self.play(at, Role::Primary(None));
        Ok(())
    }

    /// After a change of a primary its replica is to follow.
    pub(super) fn stir(&mut self, at: Place) {
        let Some(secret) = &mut self.secrets[at as usize] else { return };
        let birth = secret.birth;
        let Some(link) = secret.link() else { return };
        if link.status == Status::InSync {
            link.status = Status::InProgress;
        }
        if link.status == Status::InProgress {
            self.tasks[at as usize].push(Task::Push(birth));
        }
    }

    pub(super) fn deliver_at_once(&mut self) {
        if self.replication == Replication::AtOnce {
            self.deliver();
        }
    }

    /// Does all that is to be done in other Regions.
    pub(super) fn deliver(&mut self) {
        while self.tasks.iter().any(|tasks| !tasks.is_empty()) {
            for here in Place::BOTH {
                let mut tasks = mem::take(&mut self.tasks[here as usize]);
                tasks.sort();
                tasks.dedup();
                tasks.into_iter().for_each(|task| self.work(here, task));
            }
        }
    }

    fn work(&mut self, here: Place, task: Task) {
        match task {
            Task::Withdraw(birth) if self.is_replica(here.other(), birth) => {
                self.secrets[here.other() as usize] = None;
            }
            Task::Leave(birth) if !self.is_replica(here, birth) => self.forget(here.other(), birth),
            Task::Push(birth) if self.secret(here).is_some_and(|secret| secret.birth == birth) => self.push(here),
            Task::Withdraw(_) | Task::Leave(_) | Task::Push(_) => {}
        }
    }

    fn push(&mut self, here: Place) {
        let Some(primary) = self.secret(here).cloned() else { return };
        let Role::Primary(Some(link)) = &primary.role else { return };
        if link.status != Status::InProgress {
            return;
        }
        let there = self.secret(here.other());
        let is_there = self.is_replica(here.other(), primary.birth);
        let is_free = there.is_none_or(|other| link.force && other.role == Role::Primary(None));
        if !is_there && link.is_made {
            return self.play(here, Role::Primary(None));
        }
        let is_done = is_there || is_free;
        if is_done {
            let copy = Secret { rotation: None, role: Role::Replica, ..primary };
            self.secrets[here.other() as usize] = Some(copy);
        }
        let status = if is_done { Status::InSync } else { Status::Failed };
        self.play(here, Role::Primary(Some(Link { status, is_made: is_done, force: false })));
    }

    /// Has a primary forget a replica that has left.
    fn forget(&mut self, at: Place, birth: usize) {
        let Some(secret) = &mut self.secrets[at as usize] else { return };
        if secret.birth == birth && secret.link().is_some_and(|link| link.is_made) {
            secret.role = Role::Primary(None);
        }
    }

    fn play(&mut self, at: Place, role: Role) {
        self.secrets[at as usize].as_mut().into_iter().for_each(|secret| secret.role = role.clone());
    }

    fn is_replica(&self, at: Place, birth: usize) -> bool {
        self.secret(at).is_some_and(|secret| secret.birth == birth && secret.role == Role::Replica)
    }
}
