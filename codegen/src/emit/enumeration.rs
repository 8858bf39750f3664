//! Enumerations, which keep values that the model does not know.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, spaced, table};
use crate::ir::{Enumeration, Variant};

/// An enumeration, and the table of its values.
pub(super) fn emit(enumeration: &Enumeration) -> TokenStream {
    let variants = enumeration.variants.iter().map(|Variant { name, value, .. }| format!("{name} = {value:?}"));
    let variants: Vec<String> = variants.collect();
    spaced([definition(enumeration), table("enumeration", &enumeration.name.to_string(), &variants)])
}

fn definition(Enumeration { name, docs, variants }: &Enumeration) -> TokenStream {
    let variants = variants.iter().map(|Variant { docs, name, .. }| quote!(#docs #name,));
    let unknown = doc("A value that the model does not know.");
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(UnknownVariant),
        }
    }
}
