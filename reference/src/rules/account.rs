//! The secrets of one account in one Region.

use std::collections::HashMap;
use std::sync::Arc;

use secretsmith::primitives::DateTime;

use super::access::Access;
use super::arn::Place;
use super::lookup::SecretId;
use super::secret::Secret;
use super::slots::{Slot, Slots};
use super::sort::{Direction, Keys, Order, Position, Sorted};
use crate::message;
use crate::refusal::Refusal;

/// All secrets of an account in a Region: a plain value, which knows neither locks nor the time.
#[derive(Clone, Debug)]
pub struct Account {
    place: Arc<Place>,
    secrets: Slots<Secret>,
    names: HashMap<Arc<str>, Slot>,
    sorted: Sorted,
}

impl Account {
    /// How many secrets an account can have in a Region (behaviour.md §2.5).
    pub const LIMIT: usize = 500_000;

    /// An account without secrets.
    pub fn new(place: Place) -> Self {
        Self { place: Arc::new(place), secrets: Slots::default(), names: HashMap::new(), sorted: Sorted::default() }
    }

    /// Where this is.
    pub fn place(&self) -> &Arc<Place> {
        &self.place
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
        if self.names.len() >= Self::LIMIT {
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
            self.sorted.update(secret.shared_name(), slot, Keys::of(&secret), Keys::ABSENT);
        }
    }

    /// Removes the secrets whose recovery window has ended. Nothing depends on when that is done:
    /// they are not found either way.
    pub fn purge(&mut self, now: DateTime) {
        while let Some(name) = self.sorted.due(now) {
            self.remove(&name);
        }
    }

    /// Notes that a version of a secret was read (§2.7).
    pub fn note_access(&mut self, Access { name, version, day }: &Access) {
        if let Some(slot) = self.names.get(name.as_str()) {
            let secret = self.secrets.get_mut(*slot);
            let before = Keys::of(secret);
            secret.note_access(version, *day);
            self.sorted.update(secret.shared_name(), *slot, before, Keys::of(secret));
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

    fn put(&mut self, secret: Secret) {
        let name = Arc::clone(secret.shared_name());
        let keys = Keys::of(&secret);
        if let Some(slot) = self.names.get(&name) {
            let kept = self.secrets.get_mut(*slot);
            self.sorted.update(&name, *slot, Keys::of(kept), keys);
            *kept = secret;
        } else {
            let slot = self.secrets.insert(secret);
            self.sorted.update(&name, slot, Keys::ABSENT, keys);
            self.names.insert(name, slot);
        }
    }
}
