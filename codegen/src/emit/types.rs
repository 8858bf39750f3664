//! The files of what operations share.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, OPEN};
use super::tokens::{doc, file, module_doc, spaced};
use super::{enumeration, error_enum, integer_enumeration, modeled_error, output, union};
use crate::ir::{Service, Structure};

/// `types.rs`: structures and enumerations.
pub(super) fn emit(service: &Service) -> TokenStream {
    let structures = service.structures.iter().map(output::of_shape);
    let unions = service.unions.iter().map(union::emit);
    let enumerations = service.enumerations.iter().map(enumeration::emit);
    let integers = service.integer_enumerations.iter().map(integer_enumeration::emit);
    let code = spaced(structures.chain(unions).chain(enumerations).chain(integers));
    let own: Vec<String> = service
        .structures
        .iter()
        .flat_map(|structure| [Some(structure.name.to_string()), structure.builder.as_ref().map(ToString::to_string)])
        .flatten()
        .chain(service.enumerations.iter().map(|enumeration| enumeration.name.to_string()))
        .chain(service.integer_enumerations.iter().map(|enumeration| enumeration.name.to_string()))
        .chain(service.unions.iter().map(|union| union.name.to_string()))
        .collect();
    let docs = module_doc(&["Structures and enumerations that operations share."]);
    let imports = imports::of_shapes(service, None, &own, &code, OPEN);
    let errors = doc("The errors that the model defines.");
    let modules = quote!(#errors pub mod error;);
    file(&docs, [imports, modules, builders(&service.structures), code])
}

/// `types/error.rs`: the modeled errors.
pub(super) fn emit_errors(service: &Service) -> TokenStream {
    let errors = service.errors.iter().map(modeled_error::emit);
    let code = spaced(errors.chain([error_enum::of_service(service)]));
    let own: Vec<String> = service.errors.iter().map(|error| error.structure.name.to_string()).collect();
    let docs = module_doc(&["The errors that the model defines."]);
    let builders = builders(service.errors.iter().map(|error| &error.structure));
    file(&docs, [imports::of_shapes(service, None, &own, &code, OPEN), builders, code])
}

/// The module that has the builders of structures once more.
fn builders<'s>(structures: impl IntoIterator<Item = &'s Structure>) -> TokenStream {
    let builders: Vec<_> = structures.into_iter().flat_map(Structure::builders).collect();
    if builders.is_empty() {
        return TokenStream::new();
    }
    let docs = doc("The builders, where users of the AWS SDK for Rust look for them.");
    quote! {
        #docs
        pub mod builders {
            pub use super::{#(#builders),*};
        }
    }
}
