//! What is kept: values by what was asked for, as many as there is room for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secretsmith::operation::get_secret_value::{GetSecretValueInput, GetSecretValueOutput};
use tokio::sync;
use tokio::time::Instant;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    id: String,
    version: Option<String>,
    stage: Option<String>,
}

impl Key {
    pub(crate) fn of(input: &GetSecretValueInput) -> Self {
        Self { id: input.secret_id.clone(), version: input.version_id.clone(), stage: input.version_stage.clone() }
    }
}

/// The place of one value.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    stored: Mutex<Option<Stored>>,
    /// Held by the one who reads the value.
    pub(crate) flight: sync::Mutex<()>,
    is_refreshing: AtomicBool,
}

/// A value, and when it was read.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) output: GetSecretValueOutput,
    pub(crate) since: Instant,
}

impl Slot {
    pub(crate) fn get(&self) -> Option<Stored> {
        lock(&self.stored).clone()
    }

    pub(crate) fn put(&self, output: GetSecretValueOutput) {
        *lock(&self.stored) = Some(Stored { output, since: Instant::now() });
    }

    /// Whether nobody was reading the value anew, and the caller is to do it.
    pub(crate) fn begin_refresh(&self) -> bool {
        !self.is_refreshing.swap(true, Ordering::AcqRel)
    }

    pub(crate) fn end_refresh(&self) {
        self.is_refreshing.store(false, Ordering::Release);
    }

    /// Whether the value is that of a secret with this name or ARN.
    fn is_of(&self, id: &str) -> bool {
        let stored = lock(&self.stored);
        stored.as_ref().is_some_and(|Stored { output, .. }| output.arn() == Some(id) || output.name() == Some(id))
    }
}

/// The places of values, with the number of the last use of each.
#[derive(Debug)]
pub(crate) struct Slots {
    capacity: usize,
    all: Mutex<Used>,
}

#[derive(Debug, Default)]
struct Used {
    slots: HashMap<Key, (Arc<Slot>, u64)>,
    uses: u64,
}

impl Slots {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), all: Mutex::default() }
    }

    /// The place of a value. When there is no room for it, that which was not used for longest goes.
    pub(crate) fn slot(&self, key: &Key) -> Arc<Slot> {
        let mut used = lock(&self.all);
        used.uses += 1;
        let now = used.uses;
        if let Some((slot, last)) = used.slots.get_mut(key) {
            *last = now;
            return Arc::clone(slot);
        }
        if used.slots.len() >= self.capacity {
            let oldest = used.slots.iter().min_by_key(|(_, (_, last))| *last).map(|(key, _)| key.clone());
            oldest.iter().for_each(|key| drop(used.slots.remove(key)));
        }
        let slot = Arc::<Slot>::default();
        used.slots.insert(key.clone(), (Arc::clone(&slot), now));
        slot
    }

    /// Forgets the values of a secret, whichever of its ids they were asked for by.
    pub(crate) fn forget(&self, id: &str) {
        let mut used = lock(&self.all);
        let names: Vec<_> = used.slots.iter().filter(|(key, _)| key.id == id).collect();
        let names: Vec<_> = names.iter().filter_map(|(_, (slot, _))| slot.get()?.output.arn).collect();
        let is_same =
            |key: &Key, slot: &Slot| key.id == id || slot.is_of(id) || names.iter().any(|arn| slot.is_of(arn));
        used.slots.retain(|key, (slot, _)| !is_same(key, slot));
    }

    pub(crate) fn clear(&self) {
        lock(&self.all).slots.clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
