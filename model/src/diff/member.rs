//! Members that both models have.

use super::comparison::Comparison;
use super::found::{Found, Pair, Place};
use super::rules::{
    MEMBER_BOXED, MEMBER_RETARGETED, MEMBER_RETYPED, SENSITIVE_ADDED, SENSITIVE_REMOVED, TIMESTAMP_FORMAT, TOKEN_ADDED,
    TOKEN_REMOVED, UNSEEN,
};
use super::{constraint, optionality, show, traits};
use crate::{Kind, Member, Shape, TimestampFormat, Traits};

/// Compares two members of one name; the place is that of their shape.
pub(super) fn compare<'m>(
    cx: &Comparison<'_>,
    place: &Place<'m>,
    shapes: Pair<&Shape>,
    members: Pair<&'m Member>,
    found: &mut Found,
) {
    let place = place.member(&members.new.name);
    let Some(targets) = cx.targets(members) else { return };
    target(cx, &place, shapes, members, found);
    let own = own(members);
    if matches!(shapes.new.kind, Kind::Structure(_)) {
        optionality::compare(&place, own, found);
        token(&place, own, found);
    }
    let is_one_target = cx.are_counterparts(targets.map(|target| &target.id));
    if is_one_target {
        sensitive(&place, own, targets, found);
    }
    values(&place, own, targets, is_one_target, found);
    traits::compare(&place, own, found);
}

/// Compares to what members refer.
fn target(
    cx: &Comparison<'_>,
    place: &Place<'_>,
    shapes: Pair<&Shape>,
    members: Pair<&Member>,
    found: &mut Found,
) {
    let targets = members.map(|member| &member.target);
    if cx.are_counterparts(targets) {
        let Pair { old, new } = &cx.sides;
        let boxed = Pair { old: old.is_boxed(shapes.old, members.old), new: new.is_boxed(shapes.new, members.new) };
        return found.changed(&place.part("boxed"), &MEMBER_BOXED, boxed.map(show::flag));
    }
    let is_same = is_same_type(cx, members);
    let rule = if is_same { &MEMBER_RETARGETED } else { &MEMBER_RETYPED };
    found.changed(&place.part("target"), rule, targets.map(|target| Some(target.to_string())));
    if is_same {
        elements(cx, place, members, found);
    }
}

/// Whether values of two members are of one type although the members refer to different shapes:
/// only structures, unions, enumerations and errors have types of their own.
fn is_same_type(cx: &Comparison<'_>, members: Pair<&Member>) -> bool {
    let (mut members, mut sensitive) = (members, Pair::default());
    loop {
        let Some(targets) = cx.targets(members) else { return false };
        let hidden = |sensitive, member: &Member, target: &Shape| {
            sensitive || member.traits.sensitive || target.traits.sensitive
        };
        sensitive = Pair {
            old: hidden(sensitive.old, members.old, targets.old),
            new: hidden(sensitive.new, members.new, targets.new),
        };
        if cx.are_counterparts(targets.map(|target| &target.id)) {
            return !sensitive.differs();
        }
        members = match targets.map(|target| &target.kind) {
            Pair { old: Kind::List(old), new: Kind::List(new) } => Pair { old, new },
            Pair { old: Kind::Map { value: old, .. }, new: Kind::Map { value: new, .. } } => Pair { old, new },
            _ => return !sensitive.differs() && is_same_leaf(cx, targets),
        };
        if targets.map(|target| target.traits.sparse).differs() {
            return false;
        }
    }
}

/// Whether values of two shapes that are not counterparts are of one type: never of a type of its
/// own.
fn is_same_leaf(cx: &Comparison<'_>, targets: Pair<&Shape>) -> bool {
    let Pair { old, new } = &cx.sides;
    let has_own = old.home(targets.old).is_some() || new.home(targets.new).is_some();
    let differs = targets.map(|target| (super::shape::kind(target), target.traits.streaming)).differs();
    !has_own && !differs
}

/// Compares what two members of one type say of elements, keys and values, as far as these belong
/// to shapes that only one of the models has in this place.
fn elements(cx: &Comparison<'_>, place: &Place<'_>, members: Pair<&Member>, found: &mut Found) {
    let mut ahead = vec![members];
    while let Some(members) = ahead.pop() {
        let Some(targets) = cx.targets(members) else { continue };
        if cx.are_counterparts(targets.map(|target| &target.id)) {
            continue;
        }
        let Pair { old, new } = targets.map(|target| target.members());
        for inner in old.into_iter().zip(new).map(|(old, new)| Pair { old, new }) {
            let Some(targets) = cx.targets(inner) else { continue };
            let is_one_target = cx.are_counterparts(targets.map(|target| &target.id));
            let part = if inner.new.name == "member" { "elements" } else { &format!("{}s", inner.new.name) };
            values(&place.part(part), own(inner), targets, is_one_target, found);
            ahead.push(inner);
        }
    }
}

fn own(members: Pair<&Member>) -> Pair<&Traits> {
    members.map(|member| &*member.traits)
}

/// Compares what is said of values: constraints and format.
fn values(place: &Place<'_>, own: Pair<&Traits>, targets: Pair<&Shape>, is_one_target: bool, found: &mut Found) {
    let targets = targets.map(|target| &*target.traits);
    constraint::compare_members(place, own, targets, is_one_target, found);
    let formats = own.map(|traits| traits.timestamp_format);
    if formats.differs() || !is_one_target {
        let formats = Pair { old: formats.old.or(targets.old.timestamp_format), new: formats.new.or(targets.new.timestamp_format) };
        timestamp_format(place, formats, found);
    }
}

/// Compares how instants are written, which is in seconds where nothing is said.
pub(super) fn timestamp_format(place: &Place<'_>, formats: Pair<Option<TimestampFormat>>, found: &mut Found) {
    let is_other = formats.map(|format| format.unwrap_or(TimestampFormat::EpochSeconds)).differs();
    let rule = if is_other { &TIMESTAMP_FORMAT } else { &UNSEEN };
    found.changed(&place.of_trait("smithy.api#timestampFormat"), rule, formats.map(|format| format.map(format_name)));
}

fn format_name(format: TimestampFormat) -> String {
    match format {
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
        TimestampFormat::EpochSeconds => "epoch-seconds",
    }
    .to_owned()
}

/// Compares whether values must not be shown, where the members differ in saying so.
fn sensitive(place: &Place<'_>, own: Pair<&Traits>, targets: Pair<&Shape>, found: &mut Found) {
    let said = own.map(|traits| traits.sensitive);
    if said.differs() {
        // What both targets say has not changed here.
        let is_anyway = targets.old.traits.sensitive && targets.new.traits.sensitive;
        sensitivity(place, said, if is_anyway { Seen::Not } else { Seen::InType }, found);
    }
}

/// Whether a change of sensitivity changes a type.
#[derive(Clone, Copy)]
pub(super) enum Seen {
    InType,
    Not,
}

pub(super) fn sensitivity(place: &Place<'_>, said: Pair<bool>, seen: Seen, found: &mut Found) {
    let rule = match (seen, said.new) {
        (Seen::Not, _) => &UNSEEN,
        (Seen::InType, true) => &SENSITIVE_ADDED,
        (Seen::InType, false) => &SENSITIVE_REMOVED,
    };
    found.changed(&place.of_trait("smithy.api#sensitive"), rule, said.map(show::flag));
}

fn token(place: &Place<'_>, own: Pair<&Traits>, found: &mut Found) {
    let said = own.map(|traits| traits.idempotency_token);
    let rule = if said.new { &TOKEN_ADDED } else { &TOKEN_REMOVED };
    found.changed(&place.of_trait("smithy.api#idempotencyToken"), rule, said.map(show::flag));
}
