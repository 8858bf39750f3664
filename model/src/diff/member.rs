//! Members that both models have.

use super::comparison::Comparison;
use super::constraint::{self, Reach};
use super::found::{Found, Pair, Place};
use super::rules::{
    MEMBER_BOXED, MEMBER_RETARGETED, MEMBER_RETYPED, Rule, SENSITIVE_ADDED, SENSITIVE_REMOVED, TIMESTAMP_FORMAT,
    TOKEN_ADDED, TOKEN_REMOVED, UNSEEN,
};
use super::side::{Role, Side};
use super::{optionality, show, traits};
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
    let own = own(members);
    let reach = match target(cx, &place, shapes, members, found) {
        Target::Same => {
            sensitive(cx, &place, own, shapes, targets, found);
            Reach::Own
        }
        Target::OfSameType => Reach::Effective,
        Target::Other => Reach::Own,
    };
    if matches!(shapes.new.kind, Kind::Structure(_)) {
        optionality::compare(&place, &roles(cx, shapes), own, targets, found);
        token(&place, own, found);
    }
    values(&place, own, targets, reach, found);
    traits::compare(&place, own, found);
}

/// As what a structure is generated, before and after.
fn roles(cx: &Comparison<'_>, shapes: Pair<&Shape>) -> Vec<Role> {
    let Pair { old, new } = &cx.sides;
    let before = old.roles(shapes.old);
    new.roles(shapes.new).into_iter().filter(|role| before.contains(role)).collect()
}

/// To what two members refer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// To the same shape, before and after.
    Same,
    /// To another shape, whose values are of the same type.
    OfSameType,
    /// To another shape.
    Other,
}

/// Compares to what members refer.
fn target(
    cx: &Comparison<'_>,
    place: &Place<'_>,
    shapes: Pair<&Shape>,
    members: Pair<&Member>,
    found: &mut Found,
) -> Target {
    let ids = members.map(|member| &member.target);
    let texts = ids.map(|target| Some(target.to_string()));
    if cx.are_counterparts(ids) {
        let Pair { old, new } = &cx.sides;
        let boxed = Pair { old: old.is_boxed(shapes.old, members.old), new: new.is_boxed(shapes.new, members.new) };
        found.changed(&place.part("boxed"), &MEMBER_BOXED, boxed.map(show::flag));
        return Target::Same;
    }
    // Keys are text, whatever they refer to.
    let is_key = matches!(shapes.new.kind, Kind::Map { .. }) && members.new.name == "key";
    if is_key || is_same_type(cx, members) {
        found.changed(&place.part("target"), &MEMBER_RETARGETED, texts);
        elements(cx, place, members, found);
        return Target::OfSameType;
    }
    found.changed(&place.part("target"), &MEMBER_RETYPED, texts);
    Target::Other
}

/// Whether values of two members are of one type although the members refer to different shapes:
/// only structures, unions, enumerations and errors have types of their own.
fn is_same_type(cx: &Comparison<'_>, members: Pair<&Member>) -> bool {
    let (mut members, mut sensitive) = (members, Pair::default());
    loop {
        let Some(targets) = cx.targets(members) else { return false };
        let Pair { old, new } = &cx.sides;
        sensitive = Pair {
            old: sensitive.old || members.old.traits.sensitive || old.is_sensitive(&targets.old.id),
            new: sensitive.new || members.new.traits.sensitive || new.is_sensitive(&targets.new.id),
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
    !has_own && !targets.map(super::shape::kind).differs()
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
            let is_same = cx.are_counterparts(targets.map(|target| &target.id));
            let reach = if is_same { Reach::Own } else { Reach::Effective };
            let part = if inner.new.name == "member" { "elements" } else { &format!("{}s", inner.new.name) };
            values(&place.part(part), own(inner), targets, reach, found);
            ahead.push(inner);
        }
    }
}

fn own(members: Pair<&Member>) -> Pair<&Traits> {
    members.map(|member| &*member.traits)
}

/// Compares what is said of values: constraints and format.
fn values(place: &Place<'_>, own: Pair<&Traits>, targets: Pair<&Shape>, reach: Reach, found: &mut Found) {
    let targets = targets.map(|target| &*target.traits);
    constraint::compare_members(place, own, targets, reach, found);
    let formats = own.map(|traits| traits.timestamp_format);
    if formats.differs() || reach == Reach::Effective {
        let formats = Pair {
            old: formats.old.or(targets.old.timestamp_format),
            new: formats.new.or(targets.new.timestamp_format),
        };
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
fn sensitive(
    cx: &Comparison<'_>,
    place: &Place<'_>,
    own: Pair<&Traits>,
    shapes: Pair<&Shape>,
    targets: Pair<&Shape>,
    found: &mut Found,
) {
    let said = own.map(|traits| traits.sensitive);
    if !said.differs() {
        return;
    }
    let is_anyway =
        |side: &Side<'_>, shape: &Shape, target: &Shape| side.is_sensitive(&shape.id) || side.is_sensitive(&target.id);
    let Pair { old, new } = &cx.sides;
    let is_anyway = is_anyway(old, shapes.old, targets.old) && is_anyway(new, shapes.new, targets.new);
    // Of structures and unions it is what they hold that is wrapped, and only when they say so.
    let is_unseen = is_anyway || matches!(targets.new.kind, Kind::Structure(_) | Kind::Union(_));
    let rule = if is_unseen { &UNSEEN } else { sensitivity(said.new) };
    found.changed(&place.of_trait(SENSITIVE), rule, said.map(show::flag));
}

/// Compares whether values of shapes must not be shown, as they or what holds them say.
pub(super) fn sensitive_shapes(cx: &Comparison<'_>, place: &Place<'_>, shapes: Pair<&Shape>, found: &mut Found) {
    let said = shapes.map(|shape| shape.traits.sensitive);
    let Pair { old, new } = &cx.sides;
    let effective = Pair { old: old.is_sensitive(&shapes.old.id), new: new.is_sensitive(&shapes.new.id) };
    let place = place.of_trait(SENSITIVE);
    match (effective.differs(), said.differs()) {
        (true, true) => found.changed(&place, sensitivity(said.new), said.map(show::flag)),
        (true, false) => {
            found.changed(&place.part("by what holds it"), sensitivity(effective.new), effective.map(show::flag));
        }
        (false, _) => found.changed(&place, &UNSEEN, said.map(show::flag)),
    }
}

const SENSITIVE: &str = "smithy.api#sensitive";

fn sensitivity(is_sensitive: bool) -> &'static Rule {
    if is_sensitive { &SENSITIVE_ADDED } else { &SENSITIVE_REMOVED }
}

fn token(place: &Place<'_>, own: Pair<&Traits>, found: &mut Found) {
    let said = own.map(|traits| traits.idempotency_token);
    let rule = if said.new { &TOKEN_ADDED } else { &TOKEN_REMOVED };
    found.changed(&place.of_trait("smithy.api#idempotencyToken"), rule, said.map(show::flag));
}
