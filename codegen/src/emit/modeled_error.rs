//! Errors that the model defines.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::{doc, spaced, table};
use super::{accessor, structure};
use crate::ir::{Fault, Member, ModeledError};

/// A modeled error: a structure with a code, a fault and a message.
pub(super) fn emit(error: &ModeledError) -> TokenStream {
    let (name, code, type_name) = (&error.structure.name, &error.code, &error.type_name);
    let docs = &error.structure.docs;
    let definition = structure::definition(&error.structure, &quote!(#docs));
    let fault = match error.fault {
        Fault::Client => "Client",
        Fault::Server => "Server",
    };
    let status = error.status;
    let retry = match error.retryable {
        None => "never",
        Some(false) => "later",
        Some(true) => "slower",
    };
    let wires: Vec<String> = error.structure.members.iter().map(wire).collect();
    let message = error.message.iter().map(ToString::to_string).collect::<String>();
    let lines = [
        format!("type: {type_name:?}, code: {code:?}, fault: {fault}, status: {status}, retry: {retry}"),
        format!("message: [{message}], members: [{}]", wires.join(", ")),
    ];
    let new = error.message.as_ref().map(|message| new(error, message));
    spaced([
        definition,
        quote!(impl #name { #new }),
        accessor::readers_and_setters(&error.structure),
        table("modeled_error", &name.to_string(), &lines),
    ])
}

/// How a member travels.
fn wire(Member { wire, name, form, .. }: &Member) -> String {
    let form = form.as_ref().map(|form| format!(" as {form}")).unwrap_or_default();
    format!("{wire:?} => {name}{form}")
}

/// The error with a message and nothing else.
fn new(error: &ModeledError, message: &Ident) -> TokenStream {
    let docs = doc("The error with this message.");
    let rest = (error.structure.members.len() > 1).then(|| quote!(, ..Self::default()));
    quote! {
        #docs
        pub fn new(#message: impl Into<String>) -> Self {
            Self { #message: Some(#message.into()) #rest }
        }
    }
}
