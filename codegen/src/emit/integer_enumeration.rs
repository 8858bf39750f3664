//! Enumerations of integers, which keep values that the model does not know.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, spaced, table};
use crate::ir::IntegerEnumeration;

/// An enumeration, and the table of its values.
pub(super) fn emit(enumeration: &IntegerEnumeration) -> TokenStream {
    let variants = enumeration.variants.iter().map(|(name, value, _)| format!("{name} = {value}"));
    let variants: Vec<String> = variants.collect();
    spaced([definition(enumeration), table("integer_enumeration", &enumeration.name.to_string(), &variants)])
}

fn definition(IntegerEnumeration { name, docs, variants }: &IntegerEnumeration) -> TokenStream {
    let variants = variants.iter().map(|(name, _, docs)| quote!(#docs #name,));
    let unknown = doc("A value that the model does not know.");
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(UnknownInteger),
        }
    }
}
