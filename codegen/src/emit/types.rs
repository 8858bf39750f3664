//! The files of what operations share.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, file, module_doc, spaced};
use super::{enumeration, imports, modeled_error, output};
use crate::ir::Service;

/// `types.rs`: structures and enumerations.
pub(super) fn emit(service: &Service) -> TokenStream {
    let structures = service.structures.iter().map(output::of_shape);
    let code = spaced(structures.chain(service.enumerations.iter().map(enumeration::emit)));
    let own: Vec<String> = service
        .structures
        .iter()
        .flat_map(|structure| [Some(structure.name.to_string()), structure.builder.as_ref().map(ToString::to_string)])
        .flatten()
        .chain(service.enumerations.iter().map(|enumeration| enumeration.name.to_string()))
        .collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let (docs, imports) =
        (module_doc(&["Structures and enumerations that operations share."]), imports::emit(service, &own, &code));
    let errors = doc("The errors that the model defines.");
    let modules = quote!(#errors pub mod error;);
    file(&docs, [imports, modules, code])
}

/// `types/error.rs`: the modeled errors.
pub(super) fn emit_errors(service: &Service) -> TokenStream {
    let code = spaced(service.errors.iter().map(modeled_error::emit));
    let own: Vec<String> = service.errors.iter().map(|error| error.structure.name.to_string()).collect();
    // `Client` and `Server` stand there as the sides at fault.
    let own: Vec<&str> = own.iter().map(String::as_str).chain(["Client", "Server"]).collect();
    let docs = module_doc(&["The errors that the model defines."]);
    file(&docs, [imports::emit(service, &own, &code), code])
}
