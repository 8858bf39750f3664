//! Replication: behaviour.md §5, as far as one secret knows of it.
//!
//! A change of a primary leaves its replicas behind; how it gets to them is in
//! [`delivery`](super::delivery).

use std::sync::Arc;

use secretsmith::primitives::DateTime;
use secretsmith::types::{ReplicaRegionType, ReplicationStatusType, StatusType};
use smallvec::smallvec;

use super::arn::Place;
use super::dates::Day;
use super::kms::KmsKey;
use super::labels::Label;
use super::regions;
use super::secret::Secret;
use super::version::Versions;
use crate::message;
use crate::refusal::Refusal;

/// The part that a secret has in replication.
#[derive(Clone, Debug)]
pub enum Role {
    /// Can be changed, and has these replicas, most often none.
    Primary(Vec<Replica>),
    /// Is a copy of the secret in this Region, and can only be read.
    Replica(Box<str>),
}

impl Default for Role {
    fn default() -> Self {
        Self::Primary(Vec::new())
    }
}

/// What a primary knows of its replica in another Region.
#[derive(Clone, Debug)]
pub struct Replica {
    pub(super) region: Box<str>,
    /// The `KmsKeyId` as given; whether the Region has such a key is found out there.
    pub(super) key: Box<str>,
    pub(super) phase: Phase,
    /// When the value was last read there.
    pub(super) accessed: Option<Day>,
}

impl Replica {
    /// A replica that is to be made.
    fn new(Target { region, key }: &Target, overwrite: Overwrite) -> Self {
        Self { region: region.clone(), key: key.clone(), phase: Phase::Starting(overwrite), accessed: None }
    }

    /// The entry of `ReplicationStatus`.
    fn shown(&self) -> ReplicationStatusType {
        let (status, text) = self.phase.shown();
        let key = if self.key.is_empty() { KmsKey::DEFAULT_ALIAS } else { &self.key };
        let mut entry =
            ReplicationStatusType::default().with_region(&*self.region).with_kms_key_id(key).with_status(status);
        entry.status_message = text.map(str::to_owned);
        entry.last_accessed_date = self.accessed.map(Day::start);
        entry
    }
}

/// How far replication to one Region is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The replica is to be made.
    Starting(Overwrite),
    /// The replica is as the primary.
    Current,
    /// The replica is to be changed as the primary was.
    Changing,
    /// There is no replica, for this reason.
    Refused(Box<str>),
    /// The replica could not be changed as the primary was, for this reason.
    Stale(Box<str>),
}

impl Phase {
    /// Whether there is something to do in the Region.
    pub(super) fn is_outstanding(&self) -> bool {
        matches!(self, Self::Starting(_) | Self::Changing)
    }

    /// Whether the replica was made.
    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::Current | Self::Changing | Self::Stale(_))
    }

    fn shown(&self) -> (StatusType, Option<&str>) {
        match self {
            Self::Starting(_) | Self::Changing => (StatusType::InProgress, None),
            Self::Current => (StatusType::InSync, Some(message::REPLICATION_SUCCEEDED)),
            Self::Refused(text) | Self::Stale(text) => (StatusType::Failed, Some(text)),
        }
    }
}

/// Whether a replica may take the place of a standalone secret with the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// It may.
    Allowed,
    /// Then replication to that Region fails.
    Refused,
}

impl Overwrite {
    /// Reads `ForceOverwriteReplicaSecret`; false unless given.
    pub fn of(force: Option<bool>) -> Self {
        if force.unwrap_or(false) { Self::Allowed } else { Self::Refused }
    }
}

/// A Region that a secret is to be replicated to, and the key to use there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    region: Box<str>,
    key: Box<str>,
}

impl Target {
    /// Reads the `AddReplicaRegions` of a request for a secret here. Of a Region that is named
    /// twice, the first counts.
    ///
    /// # Errors
    /// `InvalidParameterException` when a secret here can have no replica in one of the Regions.
    pub fn read(replicas: Vec<ReplicaRegionType>, place: &Place) -> Result<Vec<Self>, Refusal> {
        let target = |ReplicaRegionType { region, kms_key_id, .. }| {
            let region: String = region.unwrap_or_default();
            regions::check_replica(&region, place)?;
            Ok(Self { region: region.into(), key: kms_key_id.unwrap_or_default().into() })
        };
        replicas.into_iter().map(target).collect()
    }
}

impl Secret {
    /// The Region of the primary, of a replica and of a secret that has replicas.
    pub fn primary_region(&self) -> Option<&str> {
        match &self.role {
            Role::Replica(primary) => Some(primary),
            Role::Primary(replicas) if replicas.is_empty() => None,
            Role::Primary(_) => Some(self.place().region()),
        }
    }

    /// Refuses what a replica does not allow (§2.12).
    ///
    /// # Errors
    /// `InvalidParameterException` when the secret is a replica.
    pub fn check_primary(&self) -> Result<(), Refusal> {
        match self.role {
            Role::Primary(_) => Ok(()),
            Role::Replica(_) => Err(message::replica_is_read_only()),
        }
    }

    /// Refuses what a secret with replicas does not allow (§3.5 check 6).
    ///
    /// # Errors
    /// `InvalidParameterException` when replication to some Region is configured, successful or not.
    pub fn check_without_replicas(&self) -> Result<(), Refusal> {
        match self.replicas() {
            [] => Ok(()),
            replicas => {
                let regions: Vec<&str> = replicas.iter().map(|replica| &*replica.region).collect();
                Err(message::still_has_replicas(&self.arn(), &regions))
            }
        }
    }

    /// Begins to replicate. A Region that has a replica is left as it is; where replication has
    /// failed, it is tried again with the key given now.
    pub fn replicate(&mut self, targets: &[Target], overwrite: Overwrite, now: DateTime) {
        let Role::Primary(replicas) = &mut self.role else { return };
        for target in targets {
            let held = replicas.iter_mut().find(|replica| replica.region == target.region);
            match held {
                Some(Replica { phase: Phase::Starting(_) | Phase::Current | Phase::Changing, .. }) => continue,
                Some(Replica { phase: phase @ Phase::Stale(_), key, .. }) => {
                    *phase = Phase::Changing;
                    key.clone_from(&target.key);
                }
                Some(refused) => *refused = Replica::new(target, overwrite),
                None => replicas.push(Replica::new(target, overwrite)),
            }
            self.changed = now;
        }
    }

    /// Gives up the replicas in these Regions, which are still to be removed there.
    ///
    /// # Errors
    /// `InvalidParameterException` when there is none in one of them.
    pub fn give_up_replicas(&mut self, regions: &[String], now: DateTime) -> Result<(), Refusal> {
        let Role::Primary(replicas) = &mut self.role else { return Ok(()) };
        let is_in = |replica: &Replica, region: &String| *replica.region == **region;
        if !regions.iter().all(|region| replicas.iter().any(|replica| is_in(replica, region))) {
            return Err(message::invalid_replica_region());
        }
        replicas.retain(|replica| !regions.iter().any(|region| is_in(replica, region)));
        self.changed = now;
        Ok(())
    }

    /// Makes a standalone secret of a replica; answers the Region of its former primary, which is
    /// still to be told.
    ///
    /// # Errors
    /// `InvalidParameterException` when the secret is no replica.
    pub fn promote(&mut self, now: DateTime) -> Result<Box<str>, Refusal> {
        let Role::Replica(primary) = &self.role else { return Err(message::not_a_replica()) };
        let primary = primary.clone();
        self.role = Role::default();
        self.changed = now;
        Ok(primary)
    }

    /// `ReplicationStatus`: an entry for every replica, in the order in which they were added.
    pub fn replication_status(&self) -> Vec<ReplicationStatusType> {
        self.replicas().iter().map(Replica::shown).collect()
    }

    /// Has the replicas follow a change; answers the Regions where there is something to do.
    pub(super) fn stir_replicas(&mut self) -> Vec<Box<str>> {
        let Role::Primary(replicas) = &mut self.role else { return Vec::new() };
        for replica in replicas.iter_mut() {
            if let Phase::Current | Phase::Stale(_) = replica.phase {
                replica.phase = Phase::Changing;
            }
        }
        let outstanding = replicas.iter().filter(|replica| replica.phase.is_outstanding());
        outstanding.map(|replica| replica.region.clone()).collect()
    }

    pub(super) fn replicas(&self) -> &[Replica] {
        match &self.role {
            Role::Primary(replicas) => replicas,
            Role::Replica(_) => &[],
        }
    }

    pub(super) fn replica(&self, region: &str) -> Option<&Replica> {
        self.replicas().iter().find(|replica| *replica.region == *region)
    }

    /// Whether this is the copy of a secret with the same suffix in that Region.
    pub(super) fn is_replica_of(&self, region: &str) -> bool {
        matches!(&self.role, Role::Replica(primary) if **primary == *region)
    }

    /// A copy of this secret for another Region. Only the key differs; when it was read is kept by
    /// Region, and rotation is a matter of the primary.
    pub(super) fn copy_to(&self, place: &Arc<Place>, key: KmsKey, former: Option<&Self>) -> Self {
        let mut copy = self.clone().moved_to(Arc::clone(place));
        copy.external = None;
        copy.rotation = None;
        copy.role = Role::Replica(self.place().region().into());
        copy.rotation = None;
        copy.accessed = former.and_then(|former| former.accessed);
        copy.versions.adopt(former.map(Self::versions), &key);
        copy.key = key;
        copy
    }
}

impl Versions {
    /// Encrypts copies of versions with the key of their Region. Those that were there before keep
    /// the keys that they had, and when they were read.
    fn adopt(&mut self, former: Option<&Self>, key: &KmsKey) {
        for version in &mut self.0 {
            let known = former.and_then(|former| former.get(version.id())).filter(|known| !known.is_placeholder());
            version.accessed = known.and_then(|known| known.accessed);
            match known {
                _ if version.is_placeholder() => version.keys.clear(),
                Some(known) => version.keys.clone_from(&known.keys),
                None => version.keys = smallvec![key.clone()],
            }
            if version.labels.iter().any(Label::is_reserved) && !version.is_placeholder() && !version.keys.contains(key)
            {
                version.keys.push(key.clone());
            }
        }
    }
}
