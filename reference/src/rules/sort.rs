//! The orders of a list: behaviour.md §6.3.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use secretsmith::primitives::DateTime;

use super::secret::Secret;
use super::slots::Slot;

/// What a list is sorted by; ties are sorted by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// When the secrets were created: the default.
    #[default]
    Created,
    /// When they were last read; those never read come first.
    Accessed,
    /// When they were last changed.
    Changed,
    /// By name.
    Name,
    /// When they will be deleted; has only those that are scheduled for it. No list has this order.
    Deleted,
    /// When there is something to do for their rotation; has only those. No list has this order.
    Due,
}

impl Order {
    const ALL: [Self; 6] = [Self::Created, Self::Accessed, Self::Changed, Self::Name, Self::Deleted, Self::Due];

    /// What a secret is sorted by, before its name; `None` when it is not in the order at all.
    fn key(self, secret: &Secret) -> Option<i64> {
        match self {
            Self::Created => Some(secret.created.as_millis()),
            Self::Accessed => Some(secret.accessed.map_or(i64::MIN, |day| day.number())),
            Self::Changed => Some(secret.changed.as_millis()),
            Self::Name => Some(0),
            Self::Deleted => secret.deleted.map(|end| end.as_millis()),
            Self::Due => secret.due().map(|time| time.as_millis()),
        }
    }
}

/// Which end of an order comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The oldest, or the first of the alphabet: the default.
    #[default]
    Ascending,
    /// The youngest, or the last of the alphabet.
    Descending,
}

/// The place of a secret in an order; it stays one when the secret is gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub(crate) key: i64,
    pub(crate) name: Arc<str>,
}

impl Position {
    /// The place of what has this name and is sorted by this before its name.
    pub fn new(key: i64, name: &str) -> Self {
        Self { key, name: name.into() }
    }
}

/// The secrets of an account in every order, by name: a page is found without looking at others.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted([BTreeMap<Position, Slot>; Order::ALL.len()]);

impl Sorted {
    /// The positions after one, or from the first.
    pub(super) fn after<'a>(
        &'a self,
        order: Order,
        direction: Direction,
        position: Option<&Position>,
    ) -> Box<dyn Iterator<Item = (&'a Position, Slot)> + 'a> {
        let bound = position.map_or(Bound::Unbounded, Bound::Excluded);
        let slots = &self.0[order as usize];
        let entry = |(position, slot): (&'a Position, &Slot)| (position, *slot);
        match direction {
            Direction::Ascending => Box::new(slots.range((bound, Bound::Unbounded)).map(entry)),
            Direction::Descending => Box::new(slots.range((Bound::Unbounded, bound)).rev().map(entry)),
        }
    }

    /// A secret whose recovery window has ended.
    pub(super) fn due(&self, now: DateTime) -> Option<Arc<str>> {
        let (first, _) = self.0[Order::Deleted as usize].first_key_value()?;
        (first.key <= now.as_millis()).then(|| Arc::clone(&first.name))
    }

    /// The secrets whose rotation there is something to do for, longest due first.
    pub(super) fn rotations(&self, now: DateTime) -> impl Iterator<Item = &Arc<str>> {
        let due = self.0[Order::Due as usize].keys().take_while(move |position| position.key <= now.as_millis());
        due.map(|position| &position.name)
    }

    /// Follows a secret whose keys have changed.
    pub(super) fn update(&mut self, name: &Arc<str>, slot: Slot, before: Keys, after: Keys) {
        let position = |key| Position { key, name: Arc::clone(name) };
        for (slots, (old, new)) in self.0.iter_mut().zip(before.0.into_iter().zip(after.0)) {
            if old != new {
                old.map(|key| slots.remove(&position(key)));
                new.map(|key| slots.insert(position(key), slot));
            }
        }
    }
}

/// What a secret is sorted by in every order.
#[derive(Clone, Copy)]
pub(super) struct Keys([Option<i64>; Order::ALL.len()]);

impl Keys {
    /// Those of a secret that is not there.
    pub(super) const ABSENT: Self = Self([None; Order::ALL.len()]);

    /// Those of a secret as it is now.
    pub(super) fn of(secret: &Secret) -> Self {
        Self(Order::ALL.map(|order| order.key(secret)))
    }
}
