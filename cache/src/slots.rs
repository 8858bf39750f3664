//! What is kept: values by what was asked for and by whom, as many as there is room for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::server::Caller;
use tokio::sync;
use tokio::time::Instant;

/// What is asked for, and by whom: another may not see it, or see another secret of that name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    caller: Caller,
    id: String,
    version: Option<String>,
    stage: Option<String>,
}

impl Key {
    pub(crate) fn of(input: &GetSecretValueInput, caller: &Caller) -> Self {
        Self {
            caller: caller.clone(),
            id: input.secret_id.clone(),
            version: input.version_id.clone(),
            stage: input.version_stage.clone(),
        }
    }
}

/// The place of one value.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    stored: Mutex<Option<Stored>>,
    /// The last failure to read the value, with the number of the answer that it was.
    failure: Mutex<Option<(u64, GetSecretValueError)>>,
    /// How many answers there were.
    answers: AtomicU64,
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

    /// How many answers there were.
    pub(crate) fn answers(&self) -> u64 {
        self.answers.load(Ordering::Acquire)
    }

    /// The failure that was the last answer, if it came after so many.
    pub(crate) fn failure_since(&self, answers: u64) -> Option<GetSecretValueError> {
        let failure = lock(&self.failure);
        failure.as_ref().filter(|(number, _)| *number > answers && *number == self.answers()).map(|it| it.1.clone())
    }

    fn note(&self, answer: &Result<GetSecretValueOutput, GetSecretValueError>) {
        let number = self.answers.fetch_add(1, Ordering::AcqRel) + 1;
        *lock(&self.failure) = answer.as_ref().err().map(|error| (number, error.clone()));
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
    /// How often something was forgotten: what was asked for before may be old.
    generation: AtomicU64,
}

#[derive(Debug, Default)]
struct Used {
    slots: HashMap<Key, (Arc<Slot>, u64)>,
    uses: u64,
}

impl Slots {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity: capacity.max(1), all: Mutex::default(), generation: AtomicU64::new(0) }
    }

    /// The place of a value.
    pub(crate) fn slot(&self, key: &Key) -> Arc<Slot> {
        let mut used = lock(&self.all);
        used.uses += 1;
        let now = used.uses;
        let (slot, last) = used.slots.entry(key.clone()).or_default();
        *last = now;
        Arc::clone(slot)
    }

    /// How often something was forgotten.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Keeps an answer that was asked for in a generation, unless something was forgotten since. When
    /// there is no room, that goes which was not used for longest; a place without a value goes too.
    pub(crate) fn keep(
        &self,
        (key, slot): (&Key, &Arc<Slot>),
        answer: &Result<GetSecretValueOutput, GetSecretValueError>,
        generation: u64,
    ) {
        let mut used = lock(&self.all);
        slot.note(answer);
        if let Ok(output) = answer
            && generation == self.generation()
        {
            *lock(&slot.stored) = Some(Stored { output: output.clone(), since: Instant::now() });
        }
        if slot.get().is_none() && used.slots.get(key).is_some_and(|(it, _)| Arc::ptr_eq(it, slot)) {
            used.slots.remove(key);
        }
        while used.slots.len() > self.capacity {
            let others = used.slots.iter().filter(|(_, (it, _))| !Arc::ptr_eq(it, slot) && it.get().is_some());
            let Some(oldest) = others.min_by_key(|(_, (_, last))| *last).map(|(key, _)| key.clone()) else { return };
            used.slots.remove(&oldest);
        }
    }

    /// Forgets the values of a secret, whichever of its ids they were asked for by.
    pub(crate) fn forget(&self, id: &str) {
        let mut used = lock(&self.all);
        self.generation.fetch_add(1, Ordering::AcqRel);
        // A partial ARN ends in the name.
        let name = id.split_once(":secret:").map_or(id, |(_, name)| name);
        let is_meant = |key: &Key, slot: &Slot| [id, name].iter().any(|id| key.id == *id || slot.is_of(id));
        let meant = used.slots.iter().filter(|(key, (slot, _))| is_meant(key, slot));
        let arns: Vec<_> = meant.filter_map(|(_, (slot, _))| slot.get()?.output.arn).collect();
        used.slots.retain(|key, (slot, _)| !is_meant(key, slot) && !arns.iter().any(|arn| slot.is_of(arn)));
    }

    pub(crate) fn clear(&self) {
        let mut used = lock(&self.all);
        self.generation.fetch_add(1, Ordering::AcqRel);
        used.slots.clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
