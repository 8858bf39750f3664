//! Constraints on members and on the elements of lists.

use std::collections::HashSet;

use secretsmith_model::{Kind, Member, Shape, ShapeId, Traits};

use super::context::Lowering;
use super::pattern::Translated;
use super::structure::enum_values;
use crate::ir::{Checks, Constraint};
use crate::overrides;

const PATTERN: &str = "smithy.api#pattern";

/// What a server checks of a member's value.
pub(super) fn checks(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> Checks {
    Checks {
        own: on_member(lowering, shape, member),
        elements: on_elements(lowering, member),
        keys: on_keys(lowering, member),
        is_unique: is_unique(lowering, member),
        is_nested: nested(lowering, member),
    }
}

/// The constraints on a member's value: its own, else those of its target.
fn on_member(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> Vec<Constraint> {
    let Some(target) = lowering.target(member) else { return Vec::new() };
    let mut constraints = Vec::new();
    lengths(&mut constraints, &member.traits, &target.traits, [true, false]);
    ranges(&mut constraints, &member.traits, &target.traits);
    patterns(lowering, &mut constraints, shape, member, target);
    enumeration(lowering, &mut constraints, target);
    constraints
}

/// The constraints on each element of a list of simple values, or on each value of a map of such.
fn on_elements(lowering: &Lowering<'_>, member: &Member) -> Vec<Constraint> {
    let Some(target) = lowering.target(member) else { return Vec::new() };
    match &target.kind {
        Kind::List(element) => on_part(lowering, target, element),
        Kind::Map { value, .. } => on_part(lowering, target, value),
        _ => Vec::new(),
    }
}

/// The constraints on each key of a map.
fn on_keys(lowering: &Lowering<'_>, member: &Member) -> Vec<Constraint> {
    match lowering.target(member) {
        Some(Shape { kind: Kind::Map { key, .. }, .. }) => {
            lowering.target(member).map_or_else(Vec::new, |map| on_part(lowering, map, key))
        }
        _ => Vec::new(),
    }
}

/// The constraints on a value that is a part of a list or map, and on the parts that it has itself.
/// A list that contains itself does so through a structure, whose members are checked one by one.
fn on_part(lowering: &Lowering<'_>, shape: &Shape, part: &Member) -> Vec<Constraint> {
    let Some(target) = lowering.target(part) else { return Vec::new() };
    let mut constraints = Vec::new();
    // The framework names the upper bound of a part first.
    lengths(&mut constraints, &part.traits, &target.traits, [false, true]);
    ranges(&mut constraints, &part.traits, &target.traits);
    patterns(lowering, &mut constraints, shape, part, target);
    enumeration(lowering, &mut constraints, target);
    if let Kind::List(inner) | Kind::Map { value: inner, .. } = &target.kind {
        let each = on_part(lowering, target, inner);
        constraints.extend((!each.is_empty()).then_some(Constraint::Each(each)));
    }
    constraints
}

/// Whether a member, or what it holds as a list or map of simple values, has constraints.
pub(super) fn is_on(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> bool {
    !on_member(lowering, shape, member).is_empty()
        || !on_elements(lowering, member).is_empty()
        || !on_keys(lowering, member).is_empty()
}

/// Whether structures or unions within the value have constraints of their own.
fn nested(lowering: &Lowering<'_>, member: &Member) -> bool {
    within(lowering, member, &mut HashSet::new())
}

fn is_unique(lowering: &Lowering<'_>, member: &Member) -> bool {
    lowering.target(member).is_some_and(|target| target.traits.unique_items)
}

fn within(lowering: &Lowering<'_>, member: &Member, seen: &mut HashSet<ShapeId>) -> bool {
    let Some(target) = lowering.target(member) else { return false };
    match &target.kind {
        Kind::Structure(members) => {
            seen.insert(target.id.clone())
                && members.iter().any(|member| {
                    member.traits.required
                        || is_on(lowering, target, member)
                        || is_unique(lowering, member)
                        || within(lowering, member, seen)
                })
        }
        Kind::Union(members) => {
            let has_any = |member: &Member| is_on(lowering, target, member) || is_unique(lowering, member);
            seen.insert(target.id.clone())
                && members.iter().any(|member| has_any(member) || within(lowering, member, seen))
        }
        Kind::List(element) => within(lowering, element, seen),
        Kind::Map { value, .. } => within(lowering, value, seen),
        _ => false,
    }
}

fn lengths(constraints: &mut Vec<Constraint>, own: &Traits, target: &Traits, order: [bool; 2]) {
    let Some(length) = own.length.or(target.length) else { return };
    for is_min in order {
        let bound = if is_min { length.min.map(Constraint::MinLength) } else { length.max.map(Constraint::MaxLength) };
        constraints.extend(bound);
    }
}

fn ranges(constraints: &mut Vec<Constraint>, own: &Traits, target: &Traits) {
    let Some(range) = own.range.as_ref().or(target.range.as_ref()) else { return };
    constraints.extend(range.min.as_ref().and_then(|min| min.as_f64()).map(Constraint::Min));
    constraints.extend(range.max.as_ref().and_then(|max| max.as_f64()).map(Constraint::Max));
}

fn patterns(
    lowering: &Lowering<'_>,
    constraints: &mut Vec<Constraint>,
    shape: &Shape,
    member: &Member,
    target: &Shape,
) {
    let (source, name) = match (&member.traits.pattern, &target.traits.pattern) {
        (Some(source), _) => (source, format!("{}_{}", shape.id.name(), member.name)),
        (None, Some(source)) => (source, target.id.name().to_owned()),
        (None, None) => return,
    };
    match lowering.patterns.get(source) {
        Ok(Translated { regex, is_rich }) => {
            let name = lowering.naming.pattern(&name, source);
            constraints.push(Constraint::Pattern { name, source: source.clone(), regex, is_rich });
        }
        Err(error) => {
            let error = error.lines().last().unwrap_or_default();
            let message = format!("the pattern {source:?} is not checked: {error}");
            lowering.warning(if member.traits.pattern.is_some() { shape } else { target }, PATTERN, message);
        }
    }
}

fn enumeration(lowering: &Lowering<'_>, constraints: &mut Vec<Constraint>, target: &Shape) {
    if !matches!(target.kind, Kind::Enum(_)) && target.traits.enum_definitions.is_none() {
        return;
    }
    let values = enum_values(target);
    match overrides::enum_order(&target.id, &values) {
        Ok(order) => constraints.push(Constraint::OneOf(order.unwrap_or(values))),
        Err(message) => lowering.problem(target, message),
    }
}
