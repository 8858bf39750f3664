//! The error enumeration of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, spaced, table};
use crate::ir::{ErrorVariant, Operation};

/// The enumeration, and what every one of them implements.
pub(super) fn emit(operation: &Operation) -> TokenStream {
    let variants = operation.error.variants.iter().map(|ErrorVariant { name, is, .. }| format!("{name} / {is}"));
    let variants: Vec<String> = variants.collect();
    let name = operation.error.name.to_string();
    spaced([definition(operation), table("operation_error", &name, &variants)])
}

fn definition(operation: &Operation) -> TokenStream {
    let (name, wire) = (&operation.error.name, &operation.wire);
    let docs = doc(format!("Why `{wire}` failed."));
    let variants = operation.error.variants.iter().map(|ErrorVariant { docs, name, .. }| quote!(#docs #name(#name),));
    let unmodeled = doc("An error that the model does not list for this operation.");
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unmodeled
            Unmodeled(Unmodeled),
        }
    }
}
