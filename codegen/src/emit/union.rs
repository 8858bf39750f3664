//! Unions, which keep members that the model does not know.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, spaced};
use super::travel;
use crate::ir::{Union, UnionVariant};

/// A union, and the table of its members.
pub(super) fn emit(union: &Union) -> TokenStream {
    spaced([definition(union), travel::of_union(union)])
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
