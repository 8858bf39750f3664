//! The error enumeration of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, spaced, table};
use crate::ir::{ErrorEnum, ErrorVariant, Operation, Service};

/// The enumeration of an operation, and what every one of them implements.
pub(super) fn emit(Operation { wire, error, .. }: &Operation) -> TokenStream {
    let docs = doc(format!("Why `{wire}` failed."));
    let about = format!("{} of crate::Error", error.name);
    spaced([definition(error, &docs, "for this operation"), table("operation_error", &about, &lines(error))])
}

/// The enumeration of all errors of the service.
pub(super) fn of_service(Service { error, .. }: &Service) -> TokenStream {
    let docs = doc("Why a call failed, whichever it was: what the errors of all operations become.");
    let name = error.name.to_string();
    spaced([definition(error, &docs, "for the operation"), table("service_error", &name, &lines(error))])
}

fn lines(error: &ErrorEnum) -> Vec<String> {
    error.variants.iter().map(|ErrorVariant { name, is, .. }| format!("{name} / {is}")).collect()
}

fn definition(ErrorEnum { name, variants }: &ErrorEnum, docs: &TokenStream, of: &str) -> TokenStream {
    let variants = variants.iter().map(|ErrorVariant { docs, name, .. }| quote!(#docs #name(#name),));
    let unmodeled = doc(format!("An error that the model does not list {of}."));
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
