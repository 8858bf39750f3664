//! Replication between the Regions of an account: behaviour.md §5.
//!
//! Each Region of an account has a lock of its own. Whatever happens to a secret is done under the
//! lock of its Region alone, and leaves tasks for other Regions there. A task is taken and done in
//! one go under the locks of both Regions, so that their states fit each other whenever somebody
//! looks. Two locks are taken here and nowhere else, in the order of the names of the Regions, so
//! that nobody waits for somebody who waits for him.

use std::cmp::Ordering;

use secretsmith::primitives::DateTime;

use crate::InMemory;
use crate::shards::{Shard, exclusive, shared};

/// When replicas follow their primary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Replication {
    /// Before the call that changes the primary returns. Only the answers of CreateSecret and
    /// ReplicateSecretToRegions still show `InProgress`, as they do on AWS.
    #[default]
    AtOnce,
    /// When [`InMemory::run_due`] is called, so that a test can look at replication in progress.
    WhenDue,
}

impl InMemory {
    /// Does everything that is to be done in other Regions.
    pub(crate) fn replicate_all(&self, now: DateTime) {
        self.shards().all().iter().for_each(|shard| self.replicate(shard, now));
    }

    /// Does what secrets here have left to do in other Regions, and what follows from that.
    pub(crate) fn replicate(&self, shard: &Shard, now: DateTime) {
        let mut shards = vec![Shard::clone(shard)];
        while let Some(here) = shards.pop() {
            let Some((there, order)) = self.next(&here) else { continue };
            let (mut account, mut other);
            if order == Ordering::Less {
                account = exclusive(&here);
                other = exclusive(&there);
            } else {
                other = exclusive(&there);
                account = exclusive(&here);
            }
            account.deliver(&mut other, now);
            drop((account, other));
            shards.extend([here, there]);
        }
    }

    /// The account in the Region that the next task is about, and how the names of the Regions are
    /// ordered; nothing when the shard is not of the store any more.
    fn next(&self, shard: &Shard) -> Option<(Shard, Ordering)> {
        let account = shared(shard);
        let (place, region) = (account.place(), account.outstanding_region()?);
        let (order, name) = (place.region().cmp(region), (place.account().to_owned(), region.to_owned()));
        drop(account);
        Some((self.shards().beside(shard, &name.0, &name.1)?, order))
    }
}
