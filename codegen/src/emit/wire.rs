//! The files that say how shapes travel: reading, checking, writing.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{file, module_doc, spaced};
use super::{imports, travel, validate};
use crate::ir::{Operation, Service, Structure};

/// `wire.rs`: the list of the modules.
pub(super) fn emit_index(service: &Service) -> TokenStream {
    let modules = service.operations.iter().map(|operation| &operation.method);
    let docs = module_doc(&["How shapes travel: as JSON objects with the names of the model."]);
    file(&docs, [quote!(#(mod #modules;)* mod types;)])
}

/// How the input and output of an operation travel.
pub(super) fn emit(service: &Service, operation: &Operation) -> TokenStream {
    let Operation { builder, input, output, .. } = operation;
    let code = spaced([
        self::operation(operation),
        travel::of_input(input),
        travel::of_structure(output),
        validate::emit(input),
        validate::patterns([input]),
    ]);
    let line = format!("How [`{builder}`](crate::operation::{}) travels.", operation.method);
    file(&module_doc(&[&line]), [imports::emit(service, &[], &code), code])
}

/// How shared shapes travel.
pub(super) fn emit_types(service: &Service) -> TokenStream {
    let structures = service.structures.iter().map(structure);
    let written = service.structures.iter().filter(|structure| structure.is_written);
    let code = spaced(structures.chain([validate::patterns(written)]));
    file(&module_doc(&["How shapes that operations share travel."]), [imports::emit(service, &[], &code), code])
}

fn structure(structure: &Structure) -> TokenStream {
    let validate = structure.is_written.then(|| validate::emit(structure));
    let shown = structure.is_shown.then(|| validate::of_shown(structure));
    spaced([Some(travel::of_structure(structure)), validate, shown].into_iter().flatten())
}

/// The operation, as the plumbing knows it.
fn operation(Operation { wire, builder, input, output, error, .. }: &Operation) -> TokenStream {
    let (input, output, error) = (&input.name, &output.name, &error.name);
    quote! {
        impl Operation for #builder {
            const NAME: &'static str = #wire;

            #[doc = "@blank"]
            type Input = #input;
            type Output = #output;
            type Error = #error;
        }
    }
}
