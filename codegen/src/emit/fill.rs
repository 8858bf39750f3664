//! Filling in defaults, as a server does with what stands within an input.

use proc_macro2::TokenStream;
use quote::quote;

use super::{literal, union};
use crate::ir::{Literal, Member, Structure, Union, UnionVariant};

/// How the members of a structure are filled in.
pub(super) fn of_structure(Structure { name, members, .. }: &Structure) -> TokenStream {
    let members = members.iter().map(|Member { name, fill, has_filled, .. }| {
        let own = fill.as_ref().map(|value| {
            let insert = insert(value);
            quote!(self.#name.#insert;)
        });
        let within = has_filled.then(|| quote!(runtime::de::Fill::fill(&mut self.#name);));
        quote!(#own #within)
    });
    quote! {
        impl runtime::de::Fill for #name {
            fn fill(&mut self) {
                #(#members)*
            }
        }
    }
}

/// Puts a value into an option that has none; one that costs something is made only then.
fn insert(value: &Literal) -> TokenStream {
    let tokens = literal::emit(value);
    match value {
        Literal::Empty => quote!(get_or_insert_default()),
        value if value.is_plain() => quote!(get_or_insert(#tokens)),
        _ => quote!(get_or_insert_with(|| #tokens)),
    }
}

/// How the member of a union is.
pub(super) fn of_union(Union { name, variants, .. }: &Union) -> TokenStream {
    let filled = variants.iter().filter(|variant| variant.has_filled);
    let arms = filled.map(|UnionVariant { name, .. }| (name, quote!(runtime::de::Fill::fill(value);)));
    let fill = union::each(arms.collect());
    quote! {
        impl runtime::de::Fill for #name {
            fn fill(&mut self) {
                #fill
            }
        }
    }
}
