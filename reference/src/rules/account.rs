//! The secrets of one account in one Region.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use secretsmith::primitives::DateTime;

use super::access::Access;
use super::arn::Place;
use super::delivery::{Task, What};
use super::external::Roles;
use super::keys::Keys;
use super::lookup::SecretId;
use super::replication::{Replica, Role};
use super::secret::Secret;
use super::slots::{Slot, Slots};
use super::sort::{Direction, Keys as SortKeys, Order, Position, Sorted};
use crate::message;
use crate::refusal::Refusal;

/// All secrets of an account in a Region: a plain value, which knows neither locks nor the time.
#[derive(Clone, Debug)]
pub struct Account {
    place: Arc<Place>,
    secrets: Slots<Secret>,
    names: HashMap<Arc<str>, Slot>,
    sorted: Sorted,
    /// What is left to do in other Regions (§5).
    pub(super) tasks: BTreeSet<Task>,
    // Shared, so that the rule of a change can ask it.
    keys: Arc<Keys>,
    roles: Arc<Roles>,
}

impl Account {
    /// How many secrets an account can have in a Region (behaviour.md §2.5).
    pub const LIMIT: usize = 500_000;

    /// An account without secrets.
    pub fn new(place: Place) -> Self {
        let place = Arc::new(place);
        let keys = Arc::new(Keys::new(Arc::clone(&place)));
        Self {
            place,
            secrets: Slots::default(),
            names: HashMap::new(),
            sorted: Sorted::default(),
            tasks: BTreeSet::new(),
            keys,
            roles: Arc::default(),
        }
    }

    /// Where this is.
    pub fn place(&self) -> &Arc<Place> {
        &self.place
    }

    /// Whether this is as it was made: nothing would be lost if it were made anew.
    pub fn is_blank(&self) -> bool {
        self.is_empty() && self.tasks.is_empty() && self.keys.is_untouched() && self.roles.is_untouched()
    }

    /// The KMS keys that can be used here (§2.9).
    pub fn keys(&self) -> &Arc<Keys> {
        &self.keys
    }

    /// The same, to be changed.
    pub fn keys_mut(&mut self) -> &mut Keys {
        Arc::make_mut(&mut self.keys)
    }

    /// The roles that Secrets Manager cannot assume here (§9).
    pub fn roles(&self) -> &Arc<Roles> {
        &self.roles
    }

    /// The same, to be changed.
    pub fn roles_mut(&mut self) -> &mut Roles {
        Arc::make_mut(&mut self.roles)
    }

    /// How many secrets there are, with those whose recovery window has ended and that nobody has removed yet.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no secret.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The secret with this name, unless its recovery window has ended.
    pub fn get(&self, name: &str, now: DateTime) -> Option<&Secret> {
        let slot = self.names.get(name)?;
        Some(self.secrets.get(*slot)).filter(|secret| !secret.is_gone(now))
    }

    /// Adds a secret, in place of one with the same name.
    ///
    /// # Errors
    /// `LimitExceededException` when there are too many.
    pub fn add(&mut self, secret: Secret) -> Result<(), Refusal> {
        if self.names.len() >= Self::LIMIT && !self.names.contains_key(secret.name()) {
            return Err(message::too_many_secrets(Self::LIMIT));
        }
        self.put(secret);
        Ok(())
    }

    /// Changes a secret, completely or, when the rule refuses, not at all: the rule has a draft.
    ///
    /// # Errors
    /// `ResourceNotFoundException` when there is no such secret, and what the rule refuses.
    pub fn change<T>(
        &mut self,
        id: SecretId<'_>,
        now: DateTime,
        rule: impl FnOnce(&mut Secret) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut draft = self.find(id, now)?.clone();
        let answer = rule(&mut draft)?;
        self.put(draft);
        Ok(answer)
    }

    /// Removes a secret for good.
    pub fn remove(&mut self, name: &str) {
        if let Some(slot) = self.names.remove(name) {
            let secret = self.secrets.remove(slot);
            self.sorted.update(secret.shared_name(), slot, SortKeys::of(&secret), SortKeys::ABSENT);
        }
    }

    /// Removes the secrets whose recovery window has ended. Nothing depends on when that is done:
    /// they are not found either way.
    pub fn purge(&mut self, now: DateTime) {
        while let Some(name) = self.sorted.due(now) {
            self.remove(&name);
        }
    }

    /// The names of the secrets whose rotation there is something to do for (§4).
    pub fn due_rotations(&self, now: DateTime) -> Vec<Arc<str>> {
        self.sorted.rotations(now).cloned().collect()
    }

    /// Notes that a version of a secret was read (§2.7).
    pub fn note_access(&mut self, Access { name, version, day }: &Access) {
        if let Some(slot) = self.names.get(name.as_str()) {
            let secret = self.secrets.get_mut(*slot);
            let before = SortKeys::of(secret);
            secret.note_access(version, *day);
            self.sorted.update(secret.shared_name(), *slot, before, SortKeys::of(secret));
            if let Role::Replica(primary) = &secret.role {
                self.tasks.insert(Task::new(What::Report, secret, primary));
            }
        }
    }

    /// Leaves something to do in another Region, on account of a secret here.
    pub(crate) fn leave_task(&mut self, what: What, id: SecretId<'_>, region: &str, now: DateTime) {
        if let Ok(task) = self.find(id, now).map(|secret| Task::new(what, secret, region)) {
            self.tasks.insert(task);
        }
    }

    /// The replicas of a secret. Nothing of them decides on how secrets are sorted.
    pub(super) fn replicas_mut(&mut self, name: &str) -> &mut [Replica] {
        match self.names.get(name).map(|slot| &mut self.secrets.get_mut(*slot).role) {
            Some(Role::Primary(replicas)) => replicas,
            _ => &mut [],
        }
    }

    /// The secrets after a position of an order, or from its first, with their positions.
    /// Those whose recovery window has ended are among them.
    pub fn after<'a>(
        &'a self,
        order: Order,
        direction: Direction,
        position: Option<&Position>,
    ) -> impl Iterator<Item = (&'a Position, &'a Secret)> {
        let positions = self.sorted.after(order, direction, position);
        positions.map(|(position, slot)| (position, self.secrets.get(slot)))
    }

    /// Adds a secret or replaces it; its replicas are to follow.
    pub(super) fn put(&mut self, mut secret: Secret) {
        let regions = secret.stir_replicas();
        self.tasks.extend(regions.iter().map(|region| Task::new(What::Push, &secret, region)));
        self.keep(secret);
    }

    /// Whether there is a secret with this name, even if its recovery window has ended.
    #[cfg(feature = "snapshot")]
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Has the rotations that somebody works on taken up by somebody else.
    #[cfg(feature = "snapshot")]
    pub(crate) fn hand_rotations_back(&mut self) {
        let secrets = self.names.values().map(|slot| self.secrets.get(*slot));
        let handed_back: Vec<Secret> = secrets.filter_map(Secret::with_rotation_handed_back).collect();
        handed_back.into_iter().for_each(|secret| self.keep(secret));
    }

    /// Adds a secret or replaces it.
    pub(super) fn keep(&mut self, secret: Secret) {
        let name = Arc::clone(secret.shared_name());
        let keys = SortKeys::of(&secret);
        if let Some(slot) = self.names.get(&name) {
            let kept = self.secrets.get_mut(*slot);
            self.sorted.update(&name, *slot, SortKeys::of(kept), keys);
            *kept = secret;
        } else {
            let slot = self.secrets.insert(secret);
            self.sorted.update(&name, slot, SortKeys::ABSENT, keys);
            self.names.insert(name, slot);
        }
    }
}
