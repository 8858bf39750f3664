//! Unions, which keep members that the model does not know.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::{doc, spaced};
use super::travel;
use crate::ir::{Union, UnionVariant};

/// A union, and the table of its members.
pub(super) fn emit(union: &Union) -> TokenStream {
    spaced([definition(union), travel::of_union(union)])
}

/// What is done with the value of the union itself, for some of its members: a statement about `value`.
pub(super) fn each(arms: Vec<(&Ident, TokenStream)>) -> TokenStream {
    if let [(name, statement)] = arms.as_slice() {
        return quote!(if let Self::#name(value) = self { #statement });
    }
    let arms = arms.into_iter().map(|(name, statement)| quote!(Self::#name(value) => { #statement }));
    quote! {
        match self {
            #(#arms)*
            _ => {}
        }
    }
}

fn definition(Union { name, docs, variants, .. }: &Union) -> TokenStream {
    let variants = variants.iter().map(|UnionVariant { docs, name, ty, .. }| match ty {
        Some(ty) => quote!(#docs #name(#ty),),
        None => quote!(#docs #name,),
    });
    let unknown = doc("A member that the model does not know.");
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(UnknownMember),
        }
    }
}
