//! Operations: inputs, outputs, errors, waiters, examples, credentials.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::comparison::Comparison;
use super::found::{Found, Pair, Place, Used};
use super::rules::{
    AUTH, AUTH_REQUIRED, ERROR_ADDED, ERROR_MOVED, ERROR_REMOVED, EXAMPLE, OPERATION_ADDED, OPERATION_LEFT_OUT,
    OPERATION_REMOVED, PART_RENAMED, WAITER, WAITER_REMOVED,
};
use super::side::Side;
use super::{pages, show, traits};
use crate::{Example, Operation, Shape, ShapeId, Traits};

/// An operation and its shape.
pub(super) type Known<'m> = (&'m Shape, &'m Operation);

/// Compares the operations; answers the shapes that are inputs or outputs of one operation.
pub(super) fn compare_all<'m>(cx: &Comparison<'m>, found: &mut Found) -> Vec<Pair<&'m Shape>> {
    let operations = cx.sides.as_ref().map(|side| side.operations());
    for (name, (shape, operation)) in &operations.old {
        if !operations.new.contains_key(name) {
            let used = Used { generated: !cx.sides.old.is_left_out(operation), ..Used::default() };
            let place = Place::shape(&shape.id).used(used);
            found.removed(&place, &OPERATION_REMOVED, "");
        }
    }
    let mut parts = Vec::new();
    for (name, new) in operations.new {
        match operations.old.get(name) {
            Some(old) => parts.extend(compare(cx, Pair { old: *old, new }, found)),
            None => found.added(&Place::shape(&new.0.id), &OPERATION_ADDED, ""),
        }
    }
    parts
}

fn compare<'m>(cx: &Comparison<'m>, operations: Pair<Known<'m>>, found: &mut Found) -> Vec<Pair<&'m Shape>> {
    let shapes = operations.map(|(shape, _)| &*shape.traits);
    let generated = generated(cx, operations);
    let used = Used { generated: generated.old, ..Used::default() };
    let place = Place::shape(&operations.new.0.id).used(used);
    let rule = if generated.new { &OPERATION_ADDED } else { &OPERATION_LEFT_OUT };
    let said = |generated| Some(if generated { "generated" } else { "left out" }.to_owned());
    found.changed(&place, rule, generated.map(said));
    traits::compare(&place, shapes, found);
    errors(cx, &place, operations, found);
    pages::compare(cx, &place, operations, found);
    waiters(&place, shapes, found);
    examples(&place, shapes, found);
    credentials(cx, &place, shapes, found);
    let input = part(cx, &place.part("input"), operations.map(|(_, operation)| &operation.input), found);
    let output = part(cx, &place.part("output"), operations.map(|(_, operation)| &operation.output), found);
    [input, output].into_iter().flatten().collect()
}

/// Whether an operation is generated, before and after.
fn generated(cx: &Comparison<'_>, operations: Pair<Known<'_>>) -> Pair<bool> {
    let Pair { old, new } = &cx.sides;
    Pair { old: !old.is_left_out(operations.old.1), new: !new.is_left_out(operations.new.1) }
}

/// The inputs or the outputs of an operation, to be compared whatever they are called.
fn part<'m>(cx: &Comparison<'m>, place: &Place<'_>, ids: Pair<&ShapeId>, found: &mut Found) -> Option<Pair<&'m Shape>> {
    if cx.are_counterparts(ids) {
        return None;
    }
    found.changed(place, &PART_RENAMED, ids.map(|id| Some(id.to_string())));
    let Pair { old, new } = &cx.sides;
    Pair { old: old.model.shape(ids.old), new: new.model.shape(ids.new) }.both()
}

/// Compares the errors that an operation lists itself. One that went to those of the service, or
/// came from there, changes nothing.
fn errors(cx: &Comparison<'_>, place: &Place<'_>, operations: Pair<Known<'_>>, found: &mut Found) {
    let place = &place.part("error");
    let own = operations.map(|(_, operation)| operation.errors.as_slice());
    let of_service = cx.sides.as_ref().map(|side| side.service.errors.as_slice());
    let Pair { old: gone, new: come } = cx.unmatched(own);
    for error in gone {
        let is_kept = of_service.new.contains(cx.counterpart(error));
        found.removed(place, if is_kept { &ERROR_MOVED } else { &ERROR_REMOVED }, error.to_string());
    }
    for error in come {
        let was_there = of_service.old.iter().any(|old| cx.counterpart(old) == error);
        found.added(place, if was_there { &ERROR_MOVED } else { &ERROR_ADDED }, error.to_string());
    }
}

/// Compares waiters by their names.
fn waiters(place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    let place = place.of_trait("smithy.waiters#waitable");
    let waiters = traits.map(|traits| traits.waitable.as_ref().and_then(Value::as_object));
    let names: BTreeSet<_> =
        [waiters.old, waiters.new].into_iter().flatten().flat_map(|waiters| waiters.keys()).collect();
    for name in names {
        let waiter = waiters.map(|waiters| waiters.and_then(|waiters| waiters.get(name)));
        let rule = if waiter.new.is_some() { &WAITER } else { &WAITER_REMOVED };
        let shown = match waiter.both() {
            Some(both) => both.map(|waiter| Some(waiter.to_string())),
            None => waiter.map(|waiter| show::flag(waiter.is_some())),
        };
        found.changed(&place.part(name), rule, shown);
    }
}

/// Compares examples by their titles.
fn examples(place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    let place = place.of_trait("smithy.api#examples");
    let titled = traits.map(|traits| by_title(&traits.examples));
    for title in titled.old.keys().chain(titled.new.keys()).collect::<BTreeSet<_>>() {
        let examples = titled.as_ref().map(|titled| titled.get(title));
        if examples.differs() {
            let shown = traits::change(examples.map(|examples| examples.is_some()));
            found.changed(&place.part(format!("“{title}”")), &EXAMPLE, shown);
        }
    }
    let titles = traits.map(|traits| traits.examples.iter().map(|example| &*example.title).collect());
    found.changed(&place.part("order of examples"), &EXAMPLE, show::order(titles));
}

/// Examples by their titles, which are mostly told apart by them.
fn by_title(examples: &[Example]) -> BTreeMap<&str, Vec<&Example>> {
    let mut titled: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for example in examples {
        titled.entry(&*example.title).or_default().push(example);
    }
    titled
}

/// Compares whether calls need credentials, and by which schemes they show them.
fn credentials(cx: &Comparison<'_>, place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    let Pair { old, new } = &cx.sides;
    let needed = Pair { old: needs_credentials(old, traits.old), new: needs_credentials(new, traits.new) };
    if !needed.old && needed.new {
        let shown = needed.map(|needed| Some(if needed { "needed" } else { "not needed" }.to_owned()));
        found.changed(&place.part("credentials"), &AUTH_REQUIRED, shown);
    }
    found.changed(&place.of_trait("smithy.api#auth"), &AUTH, traits.map(schemes));
    found.changed(&place.of_trait("smithy.api#optionalAuth"), &AUTH, traits.map(|it| show::flag(it.optional_auth)));
}

/// The authentication schemes of a service or operation, in the order of preference.
pub(super) fn schemes(traits: &Traits) -> Option<String> {
    traits.auth.as_ref().map(|schemes| show::ids(schemes).unwrap_or_else(|| "none".to_owned()))
}

/// Whether calls of an operation are signed and cannot be otherwise.
fn needs_credentials(side: &Side<'_>, traits: &Traits) -> bool {
    traits.has_sigv4(&side.shape.traits) && !traits.optional_auth
}
