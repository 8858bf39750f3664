//! The changes found so far, and the places at which they are.

use super::{Change, Rule, show};
use crate::{ShapeId, Usage};

/// Two of a kind: of the old model, and of the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Pair<T> {
    pub(super) old: T,
    pub(super) new: T,
}

impl<T> Pair<T> {
    pub(super) fn as_ref(&self) -> Pair<&T> {
        Pair { old: &self.old, new: &self.new }
    }

    /// The same of both.
    pub(super) fn map<U>(self, of: impl Fn(T) -> U) -> Pair<U> {
        Pair { old: of(self.old), new: of(self.new) }
    }
}

impl<T: PartialEq> Pair<T> {
    pub(super) fn differs(&self) -> bool {
        self.old != self.new
    }
}

impl<T> Pair<Option<T>> {
    /// Both, if there are two.
    pub(super) fn both(self) -> Option<Pair<T>> {
        Some(Pair { old: self.old?, new: self.new? })
    }
}

/// What code there may be that uses something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Used {
    /// Clients write it before and after.
    pub(super) written: bool,
    /// Clients read it before and after.
    pub(super) read: bool,
    /// It was in generated code at all.
    pub(super) generated: bool,
}

impl From<Pair<Usage>> for Used {
    fn from(Pair { old, new }: Pair<Usage>) -> Self {
        Self { written: old.written && new.written, read: old.read && new.read, generated: true }
    }
}

impl Default for Used {
    fn default() -> Self {
        Self { written: false, read: false, generated: true }
    }
}

/// Where a change is.
#[derive(Clone, Debug)]
pub(super) struct Place<'p> {
    shape: &'p ShapeId,
    member: Option<&'p str>,
    trait_id: Option<&'static str>,
    part: Option<String>,
    used: Used,
}

impl<'p> Place<'p> {
    pub(super) fn shape(shape: &'p ShapeId) -> Self {
        Self { shape, member: None, trait_id: None, part: None, used: Used::default() }
    }

    pub(super) fn used(self, used: Used) -> Self {
        Self { used, ..self }
    }

    /// The same place, but in this shape.
    pub(super) fn within(&self, shape: &'p ShapeId) -> Self {
        Self { shape, ..self.clone() }
    }

    pub(super) fn member(&self, name: &'p str) -> Self {
        Self { member: Some(name), ..self.clone() }
    }

    pub(super) fn of_trait(&self, id: &'static str) -> Self {
        Self { trait_id: Some(id), ..self.clone() }
    }

    pub(super) fn part(&self, part: impl Into<String>) -> Self {
        Self { part: Some(part.into()), ..self.clone() }
    }
}

/// The changes found so far.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<Change>);

impl Found {
    /// Something is there that was not.
    pub(super) fn added(&mut self, place: &Place<'_>, rule: &'static Rule, what: impl Into<String>) {
        self.push(place, rule, Pair { old: None, new: Some(what.into()) });
    }

    /// Something is gone.
    pub(super) fn removed(&mut self, place: &Place<'_>, rule: &'static Rule, what: impl Into<String>) {
        self.push(place, rule, Pair { old: Some(what.into()), new: None });
    }

    /// Something is, or may be, another. Nothing happens when it is not.
    pub(super) fn changed(&mut self, place: &Place<'_>, rule: &'static Rule, what: Pair<Option<String>>) {
        if what.differs() {
            self.push(place, rule, what);
        }
    }

    /// All of them, ordered by place and each once.
    pub(super) fn finish(self) -> Vec<Change> {
        let mut changes = self.0;
        changes.sort_by(|a, b| key(a).cmp(&key(b)));
        changes.dedup();
        changes
    }

    fn push(&mut self, place: &Place<'_>, rule: &'static Rule, what: Pair<Option<String>>) {
        let Pair { old, new } = show::cut(what);
        self.0.push(Change {
            shape: place.shape.clone(),
            member: place.member.map(str::to_owned),
            trait_id: place.trait_id,
            part: place.part.clone(),
            old,
            new,
            clients: rule.clients.verdict(place.used),
            implementors: rule.implementors.verdict(place.used),
            rule,
        });
    }
}

fn key(change: &Change) -> impl Ord + '_ {
    let Change { shape, member, trait_id, part, old, new, rule, .. } = change;
    (shape, member, trait_id, part, rule.id, old, new)
}
