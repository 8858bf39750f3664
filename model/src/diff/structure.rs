//! Members of structures and unions, and how structures are made.

use std::collections::HashMap;

use super::comparison::Comparison;
use super::found::{Found, Pair, Place};
use super::optionality::Optionality;
use super::rules::{
    MAKING, MEMBER_ADDED, MEMBER_ADDED_REQUIRED, MEMBER_ADDED_TOKEN, MEMBER_REMOVED, MEMBERS_REORDERED, Rule,
    VARIANT_ADDED,
};
use super::side::{Home, Role, Side};
use super::{member, show};
use crate::{Kind, Member, Shape};

/// Compares the members of two structures or two unions.
pub(super) fn compare<'m>(cx: &Comparison<'m>, place: &Place<'m>, shapes: Pair<&'m Shape>, found: &mut Found) {
    let members = shapes.map(|shape| shape.members());
    let by_name = members.as_ref().map(|members| by_name(members));
    for gone in members.old.iter().filter(|member| !by_name.new.contains_key(&*member.name)) {
        let place = place.within(&shapes.old.id).member(&gone.name);
        found.removed(&place, &MEMBER_REMOVED, described(&cx.sides.old, shapes.old, gone));
    }
    for member in &members.new {
        match by_name.old.get(&*member.name) {
            Some(old) => member::compare(cx, place, shapes, Pair { old, new: member }, found),
            None => {
                let rule = rule(&cx.sides.new, shapes.new, member);
                found.added(&place.member(&member.name), rule, described(&cx.sides.new, shapes.new, member));
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
fn described(side: &Side<'_>, shape: &Shape, member: &Member) -> String {
    match side.target(member) {
        Some(target) if matches!(shape.kind, Kind::Structure(_)) => {
            format!("{}, {}", Optionality::of(&member.traits, target).show(), member.target)
        }
        _ => member.target.to_string(),
    }
}

/// The rule for a new member.
fn rule(side: &Side<'_>, shape: &Shape, member: &Member) -> &'static Rule {
    let is_required =
        side.target(member).is_some_and(|target| Optionality::of(&member.traits, target) == Optionality::Required);
    match shape.kind {
        Kind::Union(_) => &VARIANT_ADDED,
        // An error is read whatever it lacks.
        _ if !is_required || side.roles(shape) == [Role::Error] => &MEMBER_ADDED,
        _ if is_token(side, shape, member) => &MEMBER_ADDED_TOKEN,
        _ => &MEMBER_ADDED_REQUIRED,
    }
}

/// Whether the client sets the member itself: the first idempotency token of an input.
fn is_token(side: &Side<'_>, shape: &Shape, member: &Member) -> bool {
    let mut tokens = shape.members().into_iter().filter(|member| member.traits.idempotency_token);
    side.roles(shape) == [Role::Input] && tokens.next().is_some_and(|token| token.name == member.name)
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
            Self::Setters => "setters of its own",
            Self::Builder => "a builder",
            Self::FallibleBuilder => "a builder that can fail",
        }
    }
}

/// How values are made of a structure to which members refer. Others are always made one way.
fn making(side: &Side<'_>, shape: &Shape) -> Option<Making> {
    if side.home(shape) != Some(Home::Types) {
        return None;
    }
    let members = shape.members();
    let mut targets = members.iter().filter_map(|member| Some((member, side.target(member)?)));
    let is_required =
        |(member, target): (&&Member, &Shape)| Optionality::of(&member.traits, target) == Optionality::Required;
    Some(match targets.any(is_required) {
        true => Making::FallibleBuilder,
        false if side.usage(&shape.id).written => Making::Builder,
        false => Making::Setters,
    })
}
