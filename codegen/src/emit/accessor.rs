//! Methods that borrow members, and chainable ones that set them: a table for a macro of the
//! runtime, which knows what each kind of member looks like.

use proc_macro2::TokenStream;

use super::tokens::table;
use crate::ir::{Member, Optionality, Scalar, Structure, Type};

/// The methods that read a structure's members.
pub(super) fn readers(structure: &Structure) -> TokenStream {
    emit(structure, |Member { name, .. }| name.to_string())
}

/// The methods that read a structure's members, those that set them on the structure itself, and its builder.
pub(super) fn readers_and_setters(structure: &Structure) -> TokenStream {
    emit(structure, |Member { name, with, set, .. }| format!("{name} / {with} / {set}"))
}

fn emit(structure: &Structure, methods: impl Fn(&Member) -> String) -> TokenStream {
    let lines: Vec<String> =
        structure.members.iter().map(|member| format!("{}: {}", methods(member), kind(member))).collect();
    match &structure.output_builder {
        Some(builder) => table("accessors", &format!("{} with {builder}", structure.name), &lines),
        None if lines.is_empty() => TokenStream::new(),
        None => table("accessors", &structure.name.to_string(), &lines),
    }
}

fn kind(Member { ty, optionality, .. }: &Member) -> String {
    let kind = match ty {
        Type::Scalar(Scalar::String) => "text".to_owned(),
        // Dates are borrowed, as users of AWS SDKs know it.
        Type::Scalar(scalar) if scalar.is_copy() && *scalar != Scalar::Timestamp => format!("copy({})", scalar.name()),
        Type::Sensitive(inner) if **inner == Type::Scalar(Scalar::String) => "secret_text".to_owned(),
        Type::Sensitive(inner) => format!("secret({})", inner.rust()),
        Type::List(element) => format!("list({})", element.rust()),
        Type::Boxed(target) => format!("boxed({target})"),
        Type::Map(value) => format!("map({})", value.rust()),
        Type::Scalar(_) | Type::Named(_) | Type::Nullable(_) => format!("by_ref({})", ty.rust()),
    };
    match optionality {
        Optionality::Optional => kind,
        Optionality::Required | Optionality::Default(_) => format!("plain {kind}"),
    }
}
