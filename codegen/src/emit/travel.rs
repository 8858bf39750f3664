//! How structures travel: tables of wire names for a macro of the runtime.

use proc_macro2::TokenStream;

use super::literal;
use super::tokens::table;
use crate::ir::{Member, Optionality, Structure, Union, UnionVariant};

/// How a structure travels.
pub(super) fn of_structure(structure: &Structure) -> TokenStream {
    let lines: Vec<String> = structure.members.iter().map(|member| line(structure, member)).collect();
    let collector = structure.builder.as_ref().map(|builder| {
        let how = if is_infallible(structure) { "from" } else { "by" };
        format!(" {how} {builder}")
    });
    table("structure", &format!("{}{}", structure.name, collector.unwrap_or_default()), &lines)
}

fn line(structure: &Structure, Member { name, wire, optionality, fill, form, has_filled, .. }: &Member) -> String {
    let how = match (optionality, fill) {
        (Optionality::Required, _) => "required".to_owned(),
        // The builder knows the default.
        (Optionality::Default(_), _) if structure.builder.is_some() => "required".to_owned(),
        (Optionality::Default(value), _) => format!("or({})", literal::text(value)),
        (Optionality::Optional, Some(value)) if structure.is_input => format!("filled({})", literal::text(value)),
        (Optionality::Optional, _) => "optional".to_owned(),
    };
    let form = form.as_ref().map(|form| format!(" as {form}")).unwrap_or_default();
    let within = if structure.is_input && *has_filled { "[fill]" } else { "" };
    format!("{wire:?} => {name}{within}: {how}{form}")
}

/// How a union travels.
pub(super) fn of_union(union: &Union) -> TokenStream {
    let lines = union.variants.iter().map(|UnionVariant { name, is, as_ref, wire, ty, form, .. }| {
        let value = ty.as_ref().map(|ty| format!(" / {as_ref}: {}", ty.rust())).unwrap_or_default();
        let form = form.as_ref().map(|form| format!(" as {form}")).unwrap_or_default();
        format!("{wire:?} => {name} / {is}{value}{form}")
    });
    table("union", &union.name.to_string(), &lines.collect::<Vec<_>>())
}

/// Whether `build` gives the structure itself: that of a shared shape that requires nothing.
fn is_infallible(structure: &Structure) -> bool {
    let is_shared = structure.builder.as_ref().is_some_and(|builder| *builder == format!("{}Builder", structure.name));
    is_shared && structure.required().next().is_none()
}
