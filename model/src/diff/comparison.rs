//! The two models side by side: which shape of one is which of the other.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::found::{Found, Pair, Place};
use super::rules::NAMESPACE;
use super::side::Side;
use super::{Change, operation, service, shape};
use crate::{Member, Shape, ShapeId};

/// The two models side by side.
pub(super) struct Comparison<'m> {
    pub(super) sides: Pair<Side<'m>>,
    /// The shapes of the old closure that are in the new one, too: by their ids, or else by what
    /// the service calls them.
    counterparts: HashMap<ShapeId, ShapeId>,
}

impl<'m> Comparison<'m> {
    pub(super) fn new(old: Side<'m>, new: Side<'m>) -> Self {
        let counterparts = counterparts(&old, &new);
        Self { sides: Pair { old, new }, counterparts }
    }

    pub(super) fn changes(&self) -> Vec<Change> {
        let mut found = Found::default();
        let Pair { old, new } = &self.sides;
        service::compare(self, &mut found);
        self.namespaces(&mut found);
        let parts = operation::compare_all(self, &mut found);
        let counterparts = self.counterparts.iter();
        let counterparts =
            counterparts.filter_map(|(a, b)| Pair { old: old.model.shape(a), new: new.model.shape(b) }.both());
        let mut seen = HashSet::new();
        for pair in parts.into_iter().chain(counterparts) {
            if seen.insert(pair.map(|shape| &shape.id)) {
                shape::compare(self, pair, &mut found);
            }
        }
        self.shapes_of_one(&mut found);
        found.finish()
    }

    /// What a shape of the old model is in the new one; the same as before when it is not there.
    pub(super) fn counterpart<'s>(&'s self, old: &'s ShapeId) -> &'s ShapeId {
        self.counterparts.get(old).unwrap_or(old)
    }

    /// Whether the two are one shape, before and after.
    pub(super) fn are_counterparts(&self, ids: Pair<&ShapeId>) -> bool {
        self.counterpart(ids.old) == ids.new
    }

    /// Those of two lists that have no counterpart in the other.
    pub(super) fn unmatched<'s>(&self, lists: Pair<&'s [ShapeId]>) -> Pair<Vec<&'s ShapeId>> {
        let gone = lists.old.iter().filter(|old| !lists.new.contains(self.counterpart(old)));
        let come = lists.new.iter().filter(|new| !lists.old.iter().any(|old| self.counterpart(old) == *new));
        Pair { old: gone.collect(), new: come.collect() }
    }

    /// The shapes to which members refer.
    pub(super) fn targets(&self, members: Pair<&Member>) -> Option<Pair<&'m Shape>> {
        let Pair { old, new } = &self.sides;
        Pair { old: old.target(members.old), new: new.target(members.new) }.both()
    }

    /// Shapes that only one of the models has.
    fn shapes_of_one(&self, found: &mut Found) {
        let Pair { old, new } = &self.sides;
        let matched: HashSet<_> = self.counterparts.values().collect();
        let shapes =
            |side: &Side<'m>| side.closure.shapes.keys().filter_map(|id| side.model.shapes.get(id)).collect::<Vec<_>>();
        for gone in shapes(old).into_iter().filter(|shape| !self.counterparts.contains_key(&shape.id)) {
            shape::removed(old, gone, found);
        }
        for come in shapes(new).into_iter().filter(|shape| !matched.contains(&shape.id)) {
            shape::added(new, come, found);
        }
    }

    /// Namespaces that shapes moved to, each once.
    fn namespaces(&self, found: &mut Found) {
        let moved = self.counterparts.iter().map(|(old, new)| (old.namespace(), new.namespace()));
        let moved: BTreeSet<_> = moved.filter(|(old, new)| old != new).collect();
        let place = Place::shape(&self.sides.new.shape.id).part("namespace");
        for (old, new) in moved {
            found.changed(&place, &NAMESPACE, Pair { old, new }.map(|name| Some(name.to_owned())));
        }
    }
}

fn counterparts(old: &Side<'_>, new: &Side<'_>) -> HashMap<ShapeId, ShapeId> {
    let (before, after) = (&old.closure.shapes, &new.closure.shapes);
    let same = before.keys().filter(|id| after.contains_key(*id)).map(|id| (id.clone(), id.clone()));
    let gone = before.keys().filter(|id| !after.contains_key(*id));
    let come = by_name(new, after.keys().filter(|id| !before.contains_key(*id)));
    let moved =
        by_name(old, gone).into_iter().filter_map(|(name, old)| match (old.as_slice(), come.get(name)?.as_slice()) {
            (&[old], &[new]) => Some((old.clone(), new.clone())),
            _ => None,
        });
    same.chain(moved).collect()
}

fn by_name<'s>(side: &'s Side<'_>, ids: impl Iterator<Item = &'s ShapeId>) -> HashMap<&'s str, Vec<&'s ShapeId>> {
    let mut names: HashMap<_, Vec<_>> = HashMap::new();
    for id in ids {
        names.entry(side.name(id)).or_default().push(id);
    }
    names
}
