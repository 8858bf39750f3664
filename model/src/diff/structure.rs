//! Members of structures and unions, and how structures are made.

use std::collections::HashMap;

use super::comparison::Comparison;
use super::found::{Found, Pair, Place};
use super::optionality::Optionality;
use super::rules::{
    MAKING, MEMBER_ADDED, MEMBER_ADDED_REQUIRED, MEMBER_ADDED_TOKEN, MEMBER_REMOVED, MEMBERS_REORDERED, Rule,
    VARIANT_ADDED,
};
use super::side::{Home, Side};
use super::{member, show};
use crate::{Kind, Member, Shape};

/// Compares the members of two structures or two unions.
pub(super) fn compare<'m>(cx: &Comparison<'m>, place: &Place<'m>, shapes: Pair<&'m Shape>, found: &mut Found) {
    let members = shapes.map(|shape| shape.members());
    let by_name = members.as_ref().map(|members| by_name(members));
    for gone in members.old.iter().filter(|member| !by_name.new.contains_key(&*member.name)) {
        found.removed(&place.within(&shapes.old.id).member(&gone.name), &MEMBER_REMOVED, described(shapes.old, gone));
    }
    for member in &members.new {
        match by_name.old.get(&*member.name) {
            Some(old) => member::compare(cx, place, shapes, Pair { old, new: member }, found),
            None => {
                let rule = rule(&cx.sides.new, shapes.new, member);
                found.added(&place.member(&member.name), rule, described(shapes.new, member));
            }
        }
    }
    let names = members.map(|members| members.iter().map(|member| &*member.name).collect());
    found.changed(&place.part("order of members"), &MEMBERS_REORDERED, show::order(names));
    if matches!(shapes.new.kind, Kind::Structure(_)) {
        let making = Pair { old: making(&cx.sides.old, shapes.old), new: making(&cx.sides.new, shapes.new) };
        let shown = making.both().map(|both| both.map(|making| Some(making.name().to_owned())));
        found.changed(&place.part("made by"), &MAKING, shown.unwrap_or_default());
    }
}

fn by_name<'m>(members: &[&'m Member]) -> HashMap<&'m str, &'m Member> {
    members.iter().map(|member| (&*member.name, *member)).collect()
}

/// What is said of a member that came or went.
fn described(shape: &Shape, member: &Member) -> String {
    match shape.kind {
        Kind::Structure(_) => format!("{}, {}", Optionality::of(&member.traits).show(), member.target),
        _ => member.target.to_string(),
    }
}

/// The rule for a new member.
fn rule(side: &Side<'_>, shape: &Shape, member: &Member) -> &'static Rule {
    match (&shape.kind, Optionality::of(&member.traits)) {
        (Kind::Union(_), _) => &VARIANT_ADDED,
        (_, Optionality::Required) if is_token(side, shape, member) => &MEMBER_ADDED_TOKEN,
        (_, Optionality::Required) => &MEMBER_ADDED_REQUIRED,
        (_, Optionality::Optional | Optionality::Default(_)) => &MEMBER_ADDED,
    }
}

/// Whether the client sets the member itself: the first idempotency token of an input.
fn is_token(side: &Side<'_>, shape: &Shape, member: &Member) -> bool {
    let mut tokens = shape.members().into_iter().filter(|member| member.traits.idempotency_token);
    let is_mere_input = !side.usage(&shape.id).read && side.home(shape).is_none();
    is_mere_input && tokens.next().is_some_and(|token| token.name == member.name)
}

/// How values of a structure are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Making {
    Setters,
    Builder,
    FallibleBuilder,
}

impl Making {
    fn name(self) -> &'static str {
        match self {
            Self::Setters => "`Default` and setters",
            Self::Builder => "a builder",
            Self::FallibleBuilder => "a builder that can fail",
        }
    }
}

/// How values of a structure are made. Nothing is said of mere inputs, which calls collect.
fn making(side: &Side<'_>, shape: &Shape) -> Option<Making> {
    let usage = side.usage(&shape.id);
    let home = side.home(shape);
    if shape.id.is_unit() || home.is_none() && !usage.read {
        return None;
    }
    let optionality: Vec<_> = shape.members().into_iter().map(|member| Optionality::of(&member.traits)).collect();
    let is_written = usage.written && home == Some(Home::Types);
    Some(match optionality.iter().all(|optionality| optionality.has_zero()) {
        true if !is_written => Making::Setters,
        _ if optionality.contains(&Optionality::Required) => Making::FallibleBuilder,
        _ => Making::Builder,
    })
}
