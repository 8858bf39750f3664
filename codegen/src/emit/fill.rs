//! Filling in defaults, as a server does with what stands within an input.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal;
use crate::ir::{Member, Structure, Union, UnionVariant};

/// How the members of a structure are filled in.
pub(super) fn of_structure(Structure { name, members, .. }: &Structure) -> TokenStream {
    let members = members.iter().map(|Member { name, fill, has_filled, .. }| {
        let own = fill.as_ref().map(|value| {
            let value = literal::emit(value);
            quote!(self.#name.get_or_insert_with(|| #value);)
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

/// How the member of a union is.
pub(super) fn of_union(Union { name, variants, .. }: &Union) -> TokenStream {
    let arms = variants
        .iter()
        .filter(|variant| variant.has_filled)
        .map(|UnionVariant { name, .. }| quote!(Self::#name(value) => runtime::de::Fill::fill(value),));
    quote! {
        impl runtime::de::Fill for #name {
            fn fill(&mut self) {
                match self {
                    #(#arms)*
                    _ => {}
                }
            }
        }
    }
}
