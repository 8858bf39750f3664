//! The accounts of a store in their Regions, each behind a lock of its own.
//!
//! The lock of the whole comes before that of a shard: whoever holds a shard asks for no other here.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::rules::account::Account;
use crate::rules::arn::Place;

/// An account in a Region.
pub(crate) type Shard = Arc<Kept>;

pub(crate) struct Kept {
    account: RwLock<Account>,
    /// Of which map it is, or would be.
    generation: u64,
}

#[derive(Default)]
struct Map {
    /// By account, then by Region.
    accounts: BTreeMap<String, BTreeMap<String, Shard>>,
    /// How often all shards have been replaced.
    generation: u64,
}

/// All shards of which there is something to keep, and those that somebody is about to change.
#[derive(Default)]
pub(crate) struct Shards(RwLock<Map>);

impl Shards {
    /// An account in a Region, if something is kept of it.
    pub(crate) fn existing(&self, account: &str, region: &str) -> Option<Shard> {
        self.read().accounts.get(account).and_then(|regions| regions.get(region)).map(Arc::clone)
    }

    /// An account in a Region, to look at: one that is not there is empty, and stays away.
    pub(crate) fn look_at(&self, account: &str, region: &str) -> Shard {
        self.existing(account, region).unwrap_or_else(|| kept(blank(account, region), self.read().generation))
    }

    /// An account in a Region, to be changed. When it is blank after that, it is to be [forgotten](Self::forget). Of
    /// what can be no place, nothing is kept.
    pub(crate) fn at(&self, account: &str, region: &str) -> Shard {
        if let Some(shard) = self.existing(account, region) {
            return shard;
        }
        if Place::check(region, account).is_err() {
            return self.look_at(account, region);
        }
        let mut map = self.write();
        let Map { accounts, generation } = &mut *map;
        let shard = accounts.entry(account.to_owned()).or_default().entry(region.to_owned());
        Arc::clone(shard.or_insert_with(|| kept(blank(account, region), *generation)))
    }

    /// Another Region of the account of a shard, to be changed as follows from that one; nothing once that one has been
    /// [replaced](Self::replace), for what follows from it concerns nobody then.
    pub(crate) fn beside(&self, shard: &Shard, account: &str, region: &str) -> Option<Shard> {
        if !self.has_kept(shard) {
            return None;
        }
        let other = self.at(account, region);
        if other.generation == shard.generation {
            return Some(other);
        }
        self.forget(&other);
        None
    }

    /// Whether a shard has not been replaced with all others.
    pub(crate) fn has_kept(&self, shard: &Shard) -> bool {
        self.read().generation == shard.generation
    }

    /// All there are.
    pub(crate) fn all(&self) -> Vec<Shard> {
        self.read().accounts.values().flat_map(BTreeMap::values).map(Arc::clone).collect()
    }

    /// Forgets a shard that is blank, so that strangers leave nothing behind; not while somebody else is at it, who may
    /// be about to change it.
    pub(crate) fn forget(&self, shard: &Shard) {
        let place = Arc::clone(shared(shard).place());
        let mut map = self.write();
        let Some(regions) = map.accounts.get_mut(place.account()) else { return };
        let is_kept = regions.get(place.region()).is_some_and(|kept| Arc::ptr_eq(kept, shard));
        // One handle is here and one in the map, and nobody gets another while the map is locked.
        if is_kept && Arc::strong_count(shard) == 2 && shared(shard).is_blank() {
            regions.remove(place.region());
            if regions.is_empty() {
                map.accounts.remove(place.account());
            }
        }
    }

    /// Forgets all blank shards that nobody is at.
    pub(crate) fn forget_blank(&self) {
        self.all().iter().filter(|shard| shared(shard).is_blank()).for_each(|shard| self.forget(shard));
    }

    fn read(&self) -> RwLockReadGuard<'_, Map> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Map> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// For snapshots.
#[cfg(feature = "snapshot")]
impl Shards {
    /// What all of them hold at one moment. Their locks are taken in the order of the names, as everywhere.
    pub(crate) fn copies(&self) -> Vec<Account> {
        let map = self.read();
        let guards: Vec<_> = map.accounts.values().flat_map(BTreeMap::values).map(shared).collect();
        guards.iter().filter(|account| !account.is_blank()).map(|account| Account::clone(account)).collect()
    }

    /// Has these accounts and no others. Whoever is at one of those before changes what nobody sees any more.
    pub(crate) fn replace(&self, accounts: Vec<Account>) {
        let mut map = self.write();
        let generation = map.generation + 1;
        *map = Map { accounts: BTreeMap::new(), generation };
        for account in accounts {
            let place = Arc::clone(account.place());
            let regions = map.accounts.entry(place.account().to_owned()).or_default();
            regions.insert(place.region().to_owned(), kept(account, generation));
        }
    }
}

fn blank(account: &str, region: &str) -> Account {
    Account::new(Place::new(region, account))
}

fn kept(account: Account, generation: u64) -> Shard {
    Arc::new(Kept { account: RwLock::new(account), generation })
}

// A lock is poisoned when a rule panicked. A rule changes a draft, so that the account is as before.

pub(crate) fn shared(shard: &Shard) -> RwLockReadGuard<'_, Account> {
    shard.account.read().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn exclusive(shard: &Shard) -> RwLockWriteGuard<'_, Account> {
    shard.account.write().unwrap_or_else(PoisonError::into_inner)
}
