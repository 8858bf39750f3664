//! Shapes: their names and kinds, and what their traits say.

use super::comparison::Comparison;
use super::found::{Found, Pair, Place, Used};
use super::rules::{
    ERROR_FAULT, ERROR_STATUS, KIND_CHANGED, QUERY_COMPATIBLE, SHAPE_ADDED, SHAPE_REMOVED, SHAPE_RENAMED, TYPE_ADDED,
    TYPE_MOVED, TYPE_REMOVED, TYPE_RENAMED, UNSEEN,
};
use super::side::{Home, Side};
use super::{constraint, enumeration, member, optionality, structure, traits};
use crate::{Fault, Kind, Shape, ShapeId, Traits};

/// Compares two shapes that are one before and after, or play the same part in an operation.
pub(super) fn compare<'m>(cx: &Comparison<'m>, shapes: Pair<&'m Shape>, found: &mut Found) {
    let place = Place::shape(&shapes.new.id).used(used(cx, shapes));
    if cx.are_counterparts(shapes.map(|shape| &shape.id)) {
        identity(cx, &place, shapes, found);
    }
    traits::compare(&place, shapes.map(|shape| &*shape.traits), found);
    let kinds = shapes.map(kind);
    match kinds.differs() {
        true => found.changed(&place, &KIND_CHANGED, kinds.map(|kind| Some(kind.to_owned()))),
        false => content(cx, &place, shapes, found),
    }
}

/// What code there may be that uses a shape.
fn used(cx: &Comparison<'_>, shapes: Pair<&Shape>) -> Used {
    let Pair { old, new } = &cx.sides;
    let ids = shapes.map(|shape| &shape.id);
    let used = Used::from(Pair { old: old.usage(ids.old), new: new.usage(ids.new) });
    match kind(shapes.old) {
        // The input or output of an operation that was left out.
        "structure" if old.roles(shapes.old).is_empty() => Used { written: false, read: false, generated: false },
        // Keys are text, whatever they refer to.
        "string" => Used { generated: old.is_value(ids.old) || new.is_value(ids.new), ..used },
        _ => used,
    }
}

/// The kind of a shape, where strings with the older trait `enum` are enumerations.
pub(super) fn kind(shape: &Shape) -> &'static str {
    match &shape.kind {
        Kind::String if shape.traits.enum_definitions.is_some() => "enum",
        kind => kind.name(),
    }
}

/// A shape that only the old model has.
pub(super) fn removed(side: &Side<'_>, shape: &Shape, found: &mut Found) {
    let rule = if side.home(shape).is_some() { &TYPE_REMOVED } else { &SHAPE_REMOVED };
    found.removed(&Place::shape(&shape.id), rule, kind(shape));
}

/// A shape that only the new model has.
pub(super) fn added(side: &Side<'_>, shape: &Shape, found: &mut Found) {
    let rule = if side.home(shape).is_some() { &TYPE_ADDED } else { &SHAPE_ADDED };
    found.added(&Place::shape(&shape.id), rule, kind(shape));
}

/// Compares the types that shapes have of their own.
fn identity(cx: &Comparison<'_>, place: &Place<'_>, shapes: Pair<&Shape>, found: &mut Found) {
    let Pair { old, new } = &cx.sides;
    let place = &place.part("type");
    match (old.home(shapes.old), new.home(shapes.new)) {
        (None, Some(_)) => found.added(place, &TYPE_ADDED, new.name(&shapes.new.id)),
        (Some(_), None) => found.removed(place, &TYPE_REMOVED, old.name(&shapes.old.id)),
        (Some(from), Some(to)) if from != to => {
            found.changed(place, &TYPE_MOVED, Pair { old: from, new: to }.map(|home| Some(module(home).to_owned())));
        }
        (home, _) => names(cx, place, shapes, home, found),
    }
}

fn module(home: Home) -> &'static str {
    match home {
        Home::Types => "types",
        Home::Errors => "errors",
    }
}

fn names(cx: &Comparison<'_>, place: &Place<'_>, shapes: Pair<&Shape>, home: Option<Home>, found: &mut Found) {
    let Pair { old, new } = &cx.sides;
    let ids: Pair<&ShapeId> = shapes.map(|shape| &shape.id);
    let names = Pair { old: old.name(ids.old), new: new.name(ids.new) };
    let rule = if home.is_some() { &TYPE_RENAMED } else { &SHAPE_RENAMED };
    match home {
        // What a service calls an error is not what stands in answers.
        Some(Home::Errors) if !names.differs() => {
            found.changed(place, rule, ids.map(|id| Some(id.name().to_owned())));
        }
        _ => found.changed(place, rule, names.map(|name| Some(name.to_owned()))),
    }
}

/// Compares shapes of one kind.
fn content<'m>(cx: &Comparison<'m>, place: &Place<'m>, shapes: Pair<&'m Shape>, found: &mut Found) {
    own(cx, place, shapes.map(|shape| &*shape.traits), found);
    member::sensitive_shapes(cx, place, shapes, found);
    enumeration::compare(place, shapes, found);
    match shapes.new.kind {
        Kind::Structure(_) | Kind::Union(_) => structure::compare(cx, place, shapes, found),
        Kind::List(_) | Kind::Map { .. } => {
            let Pair { old, new } = shapes.map(|shape| shape.members());
            for (old, new) in old.into_iter().zip(new) {
                member::compare(cx, place, shapes, Pair { old, new }, found);
            }
        }
        _ => {}
    }
}

/// Compares traits that mean something of their own on shapes.
fn own(cx: &Comparison<'_>, place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    if !traits.differs() {
        return;
    }
    constraint::compare(place, traits, found);
    member::timestamp_format(place, traits.map(|traits| traits.timestamp_format), found);
    // Members repeat the default of their target where it holds for them.
    found.changed(&place.of_trait("smithy.api#default"), &UNSEEN, traits.map(optionality::default));
    error(cx, place, traits, found);
}

fn error(cx: &Comparison<'_>, place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    let faults = traits.map(|traits| traits.error);
    found.changed(&place.of_trait("smithy.api#error"), &ERROR_FAULT, faults.map(|fault| fault.map(fault_name)));
    let rule = if traits.map(status).differs() { &ERROR_STATUS } else { &UNSEEN };
    let statuses = traits.map(|traits| traits.http_error.map(|status| status.to_string()));
    found.changed(&place.of_trait("smithy.api#httpError"), rule, statuses);
    let is_compatible = cx.sides.new.shape.traits.query_compatible;
    let rule = if is_compatible { &QUERY_COMPATIBLE } else { &UNSEEN };
    let query = traits.map(|traits| {
        traits.query_error.as_ref().map(|error| format!("{}, status {}", error.code, error.http_response_code))
    });
    found.changed(&place.of_trait("aws.protocols#awsQueryError"), rule, query);
}

fn fault_name(fault: Fault) -> String {
    match fault {
        Fault::Client => "client",
        Fault::Server => "server",
    }
    .to_owned()
}

/// The status of an error, which follows from the fault where nothing else is said.
fn status(traits: &Traits) -> Option<u16> {
    let implied = traits.error.map(|fault| if fault == Fault::Client { 400 } else { 500 });
    traits.http_error.or(implied)
}
