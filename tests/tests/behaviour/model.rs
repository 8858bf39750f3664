//! What behaviour.md says of the life of one secret in two Regions, in the plainest form.
//!
//! Written from the specification and our decisions on it, and from nothing of the reference: what
//! both say is then likely to be right.

use secretsmith_reference::Replication;

mod deletion;
pub(crate) mod due;
pub(crate) mod labels;
mod replication;
pub(crate) mod rotation;
pub(crate) mod script;

use labels::Versions;
use replication::Task;
pub(crate) use replication::{Link, Role, Status};
use rotation::Rotation;

/// What a call comes to: the code of the error if it is refused.
pub(crate) type Outcome = Result<(), &'static str>;

pub(crate) const NOT_FOUND: &str = "ResourceNotFoundException";
pub(crate) const INVALID_PARAMETER: &str = "InvalidParameterException";
pub(crate) const INVALID_REQUEST: &str = "InvalidRequestException";
pub(crate) const EXISTS: &str = "ResourceExistsException";
pub(crate) const DENIED: &str = "AccessDeniedException";
pub(crate) const LIMIT: &str = "LimitExceededException";

/// How many labels can be attached across all versions (§2.5).
const MOST_LABELS: usize = 20;

pub(crate) const DAY: i64 = 24 * 60 * 60;

/// One of the two Regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    Home,
    Away,
}

impl Place {
    pub(crate) const BOTH: [Self; 2] = [Self::Home, Self::Away];

    pub(crate) fn other(self) -> Self {
        if self == Self::Home { Self::Away } else { Self::Home }
    }
}

/// A call on the secret.
#[derive(Clone, Debug)]
pub(crate) enum Call {
    Create { token: String, value: Option<String>, replicate: bool },
    Put { token: String, value: Option<String>, labels: Vec<&'static str> },
    Update { token: String, value: Option<String>, description: Option<String>, key: Key },
    Relabel { label: &'static str, from: Option<String>, to: Option<String> },
    Delete { window: Option<i64>, force: bool },
    Restore,
    Rotate { token: String, function: Option<Function>, days: Option<i64>, immediately: bool },
    Cancel,
    Replicate { to: Place, force: bool },
    Remove { from: Place },
    Stop,
}

/// A key that a call names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Key {
    None,
    /// That of another service.
    Denied,
}

/// A rotation function that a call names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Function {
    Registered,
    Missing,
}

/// A secret, as one of the Regions has it.
#[derive(Clone, Debug)]
pub(crate) struct Secret {
    /// Tells it from others of the same name; a replica has that of its primary.
    pub(crate) birth: usize,
    pub(crate) versions: Versions,
    pub(crate) description: Option<String>,
    /// When the recovery window ends, in seconds.
    pub(crate) deleted: Option<i64>,
    pub(crate) rotation: Option<Rotation>,
    pub(crate) role: Role,
}

/// Both Regions, and what is still to be done between them.
#[derive(Debug)]
pub(crate) struct Model {
    /// In seconds.
    pub(crate) now: i64,
    replication: Replication,
    secrets: [Option<Secret>; 2],
    tasks: [Vec<Task>; 2],
    births: usize,
    /// How many rotations were started, so that one can be told from another.
    starts: usize,
}

impl Model {
    pub(crate) fn new(now: i64, replication: Replication) -> Self {
        Self { now, replication, secrets: [None, None], tasks: Default::default(), births: 0, starts: 0 }
    }

    /// The secret there, unless its recovery window has ended.
    pub(crate) fn secret(&self, at: Place) -> Option<&Secret> {
        self.secrets[at as usize].as_ref().filter(|secret| secret.deleted.is_none_or(|end| end > self.now))
    }

    /// The ids of all versions in both Regions.
    pub(crate) fn ids(&self) -> Vec<String> {
        let secrets = Place::BOTH.into_iter().filter_map(|at| self.secret(at));
        let mut ids: Vec<String> = secrets.flat_map(|secret| &secret.versions.0).map(|it| it.id.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// Makes a call, and says what it comes to. One that is refused changes nothing.
    pub(crate) fn call(&mut self, at: Place, call: &Call) -> Outcome {
        match call {
            Call::Create { token, value, replicate } => self.create(at, token, value.as_deref(), *replicate)?,
            Call::Delete { window, force } => self.delete(at, *window, *force)?,
            Call::Remove { from } => self.remove(at, *from)?,
            Call::Stop => self.stop(at)?,
            _ => self.change(at, call)?,
        }
        if !matches!(call, Call::Create { .. }) {
            self.stir(at);
        }
        self.deliver_at_once();
        Ok(())
    }

    /// A call that concerns the secret in one Region.
    fn change(&mut self, at: Place, call: &Call) -> Outcome {
        check_alone(at, call)?;
        let mut secret = self.secret(at).ok_or(NOT_FOUND)?.clone();
        if !matches!(call, Call::Restore) {
            secret.check_not_deleted()?;
        }
        secret.check_primary()?;
        match call {
            Call::Put { token, value, labels } => {
                secret.put(token, value.as_deref().unwrap_or_default(), labels, self.now)?;
            }
            Call::Update { token, value, description, key } => {
                secret.update(token, value.as_deref(), description.as_ref(), self.now)?;
                if *key == Key::Denied {
                    return Err(DENIED);
                }
            }
            Call::Relabel { label, from, to } => {
                secret.versions.relabel(label, from.as_deref(), to.as_deref())?;
            }
            Call::Rotate { token, function, days, immediately } => {
                self.starts += 1;
                secret.rotate(token, *function, *days, *immediately, (self.starts, self.now))?;
            }
            Call::Replicate { force, .. } => secret.replicate(*force),
            Call::Restore => secret.restore(self.now),
            Call::Cancel => secret.cancel(),
            Call::Create { .. } | Call::Delete { .. } | Call::Remove { .. } | Call::Stop => {}
        }
        if secret.versions.labels() > MOST_LABELS {
            return Err(LIMIT);
        }
        self.secrets[at as usize] = Some(secret);
        Ok(())
    }
}

/// What is wrong with a call whatever the secret.
fn check_alone(at: Place, call: &Call) -> Outcome {
    match call {
        Call::Put { value: None, .. } => Err(INVALID_REQUEST),
        Call::Replicate { to, .. } if *to == at => Err(INVALID_PARAMETER),
        _ => Ok(()),
    }
}

impl Secret {
    /// §3.13: a version, or the retry of the call that made it.
    fn put(&mut self, token: &str, value: &str, labels: &[&'static str], now: i64) -> Outcome {
        match self.versions.get(token).map(|version| version.value.as_deref()) {
            Some(Some(held)) if held == value => return Ok(()),
            Some(Some(_)) => return Err(EXISTS),
            _ => {}
        }
        self.versions.put(token, value, labels);
        self.follow_put(token, now);
        Ok(())
    }

    /// §3.21. A retry changes nothing, the description neither.
    fn update(&mut self, token: &str, value: Option<&str>, description: Option<&String>, now: i64) -> Outcome {
        let is_retry = value.is_some() && self.versions.get(token).is_some_and(|version| version.value.is_some());
        value.map_or(Ok(()), |value| self.put(token, value, &[], now))?;
        if let Some(description) = description.filter(|_| !is_retry) {
            self.description = Some(description.clone()).filter(|text| !text.is_empty());
        }
        Ok(())
    }
}
