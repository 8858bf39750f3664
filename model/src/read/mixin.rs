//! Mixins: shapes whose members, properties and traits others take over.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::raw::{RawMember, RawShape, RawTraits};
use crate::ShapeId;
use crate::json::{Node, Object};
use crate::report::{Place, Report};

/// The trait that makes a shape a mixin.
const MIXIN: &str = "smithy.api#mixin";

/// How many members and traits mixins may bring in all; a guard against files that are made to
/// exhaust the memory.
const MOST_INHERITED: usize = 200_000;

/// Gives every shape what its mixins have, in their order and before its own.
pub(super) fn flatten(shapes: &mut IndexMap<ShapeId, RawShape<'_>>, report: &mut Report) {
    let mut inherited = 0;
    for index in in_order(shapes, report) {
        let shape = &shapes[index];
        let mixins: Vec<_> = shape.mixins.iter().filter_map(|id| mixin(shapes, shape, id, report)).collect();
        inherited += mixins.iter().copied().map(size).sum::<usize>();
        if inherited > MOST_INHERITED {
            report.problem(place(shape), format!("mixins bring more than {MOST_INHERITED} members and traits in all"));
            return;
        }
        let flat = with_mixins(shape, &mixins, report);
        shapes[index] = flat;
    }
}

/// The shapes that have mixins, each after its mixins. Those that have themselves as a mixin, by
/// whatever way, are reported and left out.
fn in_order(shapes: &IndexMap<ShapeId, RawShape<'_>>, report: &mut Report) -> Vec<usize> {
    let mut waiting: HashMap<usize, usize> = HashMap::new();
    let mut users: HashMap<usize, Vec<usize>> = HashMap::new();
    let mixed = shapes.values().enumerate().filter(|(_, shape)| !shape.mixins.is_empty());
    for (index, shape) in mixed {
        let mixins = shape.mixins.iter().filter_map(|id| shapes.get_index_of(id));
        let flattened_first: Vec<_> = mixins.filter(|&mixin| !shapes[mixin].mixins.is_empty()).collect();
        waiting.insert(index, flattened_first.len());
        for mixin in flattened_first {
            users.entry(mixin).or_default().push(index);
        }
    }
    let mut order: Vec<_> = waiting.iter().filter(|&(_, &count)| count == 0).map(|(&index, _)| index).collect();
    order.sort_unstable();
    let mut next = 0;
    while let Some(&done) = order.get(next) {
        next += 1;
        waiting.remove(&done);
        for user in users.remove(&done).unwrap_or_default() {
            let Some(count) = waiting.get_mut(&user) else { continue };
            *count -= 1;
            if *count == 0 {
                order.push(user);
            }
        }
    }
    for index in waiting.into_keys() {
        report.problem(place(&shapes[index]), "its mixins lead in a circle");
    }
    order
}

/// The mixin of that id.
fn mixin<'s, 't>(
    shapes: &'s IndexMap<ShapeId, RawShape<'t>>,
    user: &RawShape<'t>,
    id: &ShapeId,
    report: &mut Report,
) -> Option<&'s RawShape<'t>> {
    let Some(mixin) = shapes.get(id) else {
        report.problem(place(user), format!("the mixin {id} does not exist"));
        return None;
    };
    if !mixin.traits.contains_key(MIXIN) {
        report.problem(place(user), format!("the mixin {id} has no trait {MIXIN}"));
    }
    if mixin.kind != user.kind {
        report.problem(place(user), format!("the mixin {id} is of another type, {}", mixin.kind));
        return None;
    }
    Some(mixin)
}

fn with_mixins<'t>(own: &RawShape<'t>, mixins: &[&RawShape<'t>], report: &mut Report) -> RawShape<'t> {
    let mut flat =
        RawShape { properties: IndexMap::new(), members: IndexMap::new(), traits: RawTraits::new(), ..own.clone() };
    for mixin in mixins {
        let local: HashSet<_> = local_traits(mixin).collect();
        flat.traits.extend(mixin.traits.iter().filter(|(id, _)| !local.contains(*id)));
        take_over(&mut flat, mixin, report);
    }
    flat.traits.extend(&own.traits);
    take_over(&mut flat, own, report);
    flat
}

/// How much a mixin brings to each that uses it.
fn size(mixin: &RawShape<'_>) -> usize {
    let members = mixin.members.values().map(|member| 1 + member.traits.len());
    let properties = mixin.properties.values().map(|value| match &**value {
        Node::Array(items) => items.len(),
        Node::Object(object) => object.0.len(),
        _ => 1,
    });
    mixin.traits.len() + local_traits(mixin).count() + members.chain(properties).sum::<usize>()
}

/// The ids of the traits that do not pass to the users of a mixin.
fn local_traits<'t>(mixin: &RawShape<'t>) -> impl Iterator<Item = &'t str> {
    let settings = mixin.traits.get(MIXIN).and_then(|value| value.as_object());
    let listed = settings.and_then(|settings| settings.get("localTraits")?.as_array()).unwrap_or_default();
    listed.iter().filter_map(Node::as_str).chain([MIXIN])
}

/// Adds members and properties; where there are such already, the traits and contents are joined.
fn take_over<'t>(shape: &mut RawShape<'t>, from: &RawShape<'t>, report: &mut Report) {
    for (name, member) in &from.members {
        let Some(known) = shape.members.get_mut(name) else {
            shape.members.insert(name, member.clone());
            continue;
        };
        if known.target != member.target {
            let place = Place::shape(&shape.id, shape.position).member(name, member.position);
            report.problem(place, "has another target than in a mixin");
        }
        redefine(known, member);
    }
    for (name, value) in &from.properties {
        let joined = match shape.properties.get(name) {
            Some(known) => join(known, value),
            None => value.clone(),
        };
        shape.properties.insert(name, joined);
    }
}

fn redefine<'t>(known: &mut RawMember<'t>, member: &RawMember<'t>) {
    known.position = member.position;
    known.target.clone_from(&member.target);
    known.traits.extend(&member.traits);
}

/// Joins arrays and objects; of other values, the latter is taken.
fn join<'t>(first: &Node<'t>, second: &Cow<'t, Node<'t>>) -> Cow<'t, Node<'t>> {
    match (first, &**second) {
        (Node::Array(first), Node::Array(second)) => Cow::Owned(Node::Array([&**first, &**second].concat())),
        (Node::Object(first), Node::Object(second)) => {
            let replaced: HashSet<&str> = second.iter().map(|(name, _)| name).collect();
            let kept = first.0.iter().filter(|(key, _)| !replaced.contains(&*key.name));
            Cow::Owned(Node::Object(Object(kept.chain(&second.0).cloned().collect())))
        }
        _ => second.clone(),
    }
}

fn place<'p>(shape: &'p RawShape<'_>) -> Place<'p> {
    Place::shape(&shape.id, shape.position)
}
