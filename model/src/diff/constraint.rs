//! Constraints: what values are allowed.

use serde_json::Number;

use super::found::{Found, Pair, Place};
use super::rules::{CONSTRAINT_CHANGED, CONSTRAINT_LOOSENED, CONSTRAINT_TIGHTENED, Rule, UNSEEN};
use super::show;
use crate::Traits;

/// One of the traits that constrain values.
struct Constraint {
    id: &'static str,
    show: fn(&Traits) -> Option<String>,
    /// Decides between two that are there and differ.
    rule: fn(Pair<&Traits>) -> &'static Rule,
}

const CONSTRAINTS: [Constraint; 4] = [
    Constraint { id: "smithy.api#length", show: |traits| traits.length.map(show::length), rule: length },
    Constraint { id: "smithy.api#range", show: |traits| traits.range.as_ref().map(show::range), rule: range },
    Constraint { id: "smithy.api#pattern", show: |traits| traits.pattern.clone(), rule: |_| &CONSTRAINT_CHANGED },
    Constraint {
        id: "smithy.api#uniqueItems",
        show: |traits| show::flag(traits.unique_items),
        rule: |_| &CONSTRAINT_CHANGED,
    },
];

/// Compares the constraints of a shape.
pub(super) fn compare(place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    CONSTRAINTS.iter().for_each(|constraint| one(constraint, place, traits, found));
}

/// What of a member's constraints is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// What it says itself, where that differs. What its target says has been compared there, or is
    /// about other values.
    Own,
    /// What holds for its values, whether it or its target says so.
    Effective,
}

/// Compares the constraints of a member, which come before those of its target.
pub(super) fn compare_members(
    place: &Place<'_>,
    own: Pair<&Traits>,
    targets: Pair<&Traits>,
    reach: Reach,
    found: &mut Found,
) {
    for constraint in &CONSTRAINTS {
        let says = constraint.show;
        if reach == Reach::Own && !own.map(says).differs() {
            continue;
        }
        let pick = |own, target| if says(own).is_some() { own } else { target };
        let effective = Pair { old: pick(own.old, targets.old), new: pick(own.new, targets.new) };
        match effective.map(says).differs() {
            true => one(constraint, place, effective, found),
            false => found.changed(&place.of_trait(constraint.id), &UNSEEN, own.map(says)),
        }
    }
}

fn one(Constraint { id, show, rule }: &Constraint, place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    let texts = traits.map(show);
    let rule = match (&texts.old, &texts.new) {
        (None, _) => &CONSTRAINT_TIGHTENED,
        (_, None) => &CONSTRAINT_LOOSENED,
        _ => rule(traits),
    };
    found.changed(&place.of_trait(id), rule, texts);
}

fn length(traits: Pair<&Traits>) -> &'static Rule {
    let bounds = traits.map(|traits| traits.length.unwrap_or_default());
    by_bounds(bounds.map(|length| (length.min, length.max)), |a, b| a <= b)
}

fn range(traits: Pair<&Traits>) -> &'static Rule {
    let bounds = traits.map(|traits| traits.range.clone().unwrap_or_default());
    let bounds = Pair { old: (bounds.old.min, bounds.old.max), new: (bounds.new.min, bounds.new.max) };
    by_bounds(bounds, at_most)
}

fn by_bounds<T>(bounds: Pair<(Option<T>, Option<T>)>, at_most: fn(&T, &T) -> bool) -> &'static Rule {
    let contains = |(outer_min, outer_max): &(Option<T>, Option<T>), (min, max): &(Option<T>, Option<T>)| {
        let reaches_down = outer_min.as_ref().is_none_or(|outer| min.as_ref().is_some_and(|min| at_most(outer, min)));
        let reaches_up = outer_max.as_ref().is_none_or(|outer| max.as_ref().is_some_and(|max| at_most(max, outer)));
        reaches_down && reaches_up
    };
    match bounds {
        Pair { old, new } if contains(&new, &old) => &CONSTRAINT_LOOSENED,
        Pair { old, new } if contains(&old, &new) => &CONSTRAINT_TIGHTENED,
        _ => &CONSTRAINT_CHANGED,
    }
}

fn at_most(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a <= b,
        _ => a.as_f64() <= b.as_f64(),
    }
}
