//! How structures travel: tables of wire names for a macro of the runtime.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::literal;
use super::tokens::table;
use crate::ir::{Member, Optionality, Structure};

/// How an input travels: what has its default need not be written.
pub(super) fn of_input(structure: &Structure) -> TokenStream {
    emit(structure, "unless")
}

/// How any other structure travels.
pub(super) fn of_structure(structure: &Structure) -> TokenStream {
    emit(structure, "or")
}

fn emit(structure: &Structure, default: &str) -> TokenStream {
    let lines: Vec<String> = structure.members.iter().map(|member| line(member, default)).collect();
    let collector = structure.builder.as_ref().map(|builder| {
        let how = if is_infallible(structure) { "from" } else { "by" };
        format!(" {how} {builder}")
    });
    table("structure", &format!("{}{}", structure.name, collector.unwrap_or_default()), &lines)
}

fn line(Member { name, wire, optionality, .. }: &Member, default: &str) -> String {
    let how = match literal::default(optionality) {
        Some(value) => format!("{default}({})", value.to_token_stream()),
        None if *optionality == Optionality::Required => "required".to_owned(),
        None => "optional".to_owned(),
    };
    format!("{wire:?} => {name}: {how}")
}

/// Whether `build` gives the structure itself: that of a shared shape that requires nothing.
fn is_infallible(structure: &Structure) -> bool {
    let is_shared = structure.builder.as_ref().is_some_and(|builder| *builder == format!("{}Builder", structure.name));
    is_shared && structure.required().next().is_none()
}
