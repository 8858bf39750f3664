//! Unions.

use proc_macro2::Ident;
use secretsmith_model::{Kind, Member, Shape};

use super::context::Lowering;
use super::{constraint, docs, form, names, naming, types};
use crate::ir::{Union, UnionVariant};

/// The unions, in the order of their names.
pub(super) fn all(lowering: &Lowering<'_>) -> Vec<Union> {
    let unions = lowering.shapes().filter_map(|(shape, _)| match &shape.kind {
        Kind::Union(members) => Some(union(lowering, shape, members)),
        _ => None,
    });
    let mut unions: Vec<Union> = unions.collect();
    unions.sort_by(|a, b| a.name.cmp(&b.name));
    unions
}

fn union(lowering: &Lowering<'_>, shape: &Shape, members: &[Member]) -> Union {
    let names = naming::variants(members.iter().map(|member| member.name.as_str()));
    let named = names.into_iter().zip(naming::members(shape)).zip(members);
    let variants: Vec<_> =
        named.map(|((name, snake), member)| variant(lowering, shape, member, name, &snake)).collect();
    let is_written = lowering.closure.shapes.get(&shape.id).is_some_and(|usage| usage.written);
    Union {
        name: types::type_ident(lowering, shape),
        docs: docs::of_shape(lowering, shape),
        is_checked: is_written && variants.iter().any(|variant| !variant.checks.is_empty()),
        is_filled: lowering.is_filled(&shape.id),
        variants,
    }
}

/// The method that borrows the value of a member.
pub(super) fn as_ref(shape: &Shape, member: &Member) -> Ident {
    let named = shape.members().into_iter().zip(naming::members(shape));
    let snake = named.filter(|(it, _)| it.name == member.name).map(|(_, snake)| snake).next().unwrap_or_default();
    names::ident(&format!("as_{snake}"))
}

fn variant(lowering: &Lowering<'_>, shape: &Shape, member: &Member, name: Ident, snake: &str) -> UnionVariant {
    let holds_nothing = member.target.is_unit();
    UnionVariant {
        name,
        is: names::ident(&format!("is_{snake}")),
        as_ref: names::ident(&format!("as_{snake}")),
        wire: member.name.clone(),
        path: names::path(&member.name),
        docs: docs::of_member(lowering, member),
        ty: if holds_nothing { None } else { types::member(lowering, shape, member) },
        form: form::of_member(lowering, shape, member),
        checks: constraint::checks(lowering, shape, member),
        has_filled: lowering.has_filled(member),
    }
}
