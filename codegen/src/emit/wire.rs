//! The files that say how shapes travel: reading, checking, writing.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, OPEN};
use super::tokens::{self, bare, file, module_doc, spaced};
use super::{fill, travel, validate};
use crate::ir::{HostPart, Operation, Optionality, Service, Signing, Structure, Union};

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
        self::operation(service, operation),
        travel::of_structure(input),
        travel::of_structure(output),
        validate::emit(input),
        validate::patterns(validate::in_structure(input)),
    ]);
    let patterns = validate::pattern_names(validate::in_structure(input));
    let line = format!("How [`{builder}`](crate::operation::{}) travels.", bare(&operation.method));
    file(&module_doc(&[&line]), [imports::of_shapes(service, Some(operation), &patterns, &code, OPEN), code])
}

/// How shared shapes travel.
pub(super) fn emit_types(service: &Service) -> TokenStream {
    let structures = service.structures.iter().map(structure);
    let unions = service.unions.iter().map(union);
    let written = service.structures.iter().filter(|structure| structure.is_written);
    let checked = service.unions.iter().filter(|union| union.is_checked);
    let checks = written.flat_map(validate::in_structure).chain(checked.flat_map(validate::in_union));
    let checks: Vec<_> = checks.collect();
    let code = spaced(structures.chain(unions).chain([validate::patterns(checks.iter().copied())]));
    let patterns = validate::pattern_names(checks);
    let docs = module_doc(&["How shapes that operations share travel."]);
    file(&docs, [imports::of_shapes(service, None, &patterns, &code, OPEN), code])
}

fn structure(structure: &Structure) -> TokenStream {
    let validate = structure.is_written.then(|| validate::emit(structure));
    let shown = structure.is_shown.then(|| validate::of_shown(structure));
    let fill = structure.is_filled.then(|| fill::of_structure(structure));
    spaced([Some(travel::of_structure(structure)), validate, shown, fill].into_iter().flatten())
}

/// What a server does with a union; how it travels stands beside its definition.
fn union(union: &Union) -> TokenStream {
    let validate = union.is_checked.then(|| validate::of_union(union));
    let fill = union.is_filled.then(|| fill::of_union(union));
    spaced([validate, fill].into_iter().flatten())
}

/// The operation, as the plumbing knows it.
fn operation(service: &Service, operation: &Operation) -> TokenStream {
    let Operation { wire, builder, input, output, error, .. } = operation;
    let (input, output, error) = (&input.name, &output.name, &error.name);
    let (facts, endpoint, host_prefix) = (facts(service, operation), endpoint(operation), host_prefix(operation));
    let resolve = super::endpoint::of_call(operation);
    quote! {
        impl runtime::Operation for #builder {
            const NAME: &'static str = #wire;

            #[doc = "@blank"]
            type Input = #input;
            type Output = #output;
            type Error = #error;

            #facts

            #endpoint

            #host_prefix

            #resolve
        }
    }
}

/// What the protocol does for this operation and not for every one.
fn facts(service: &Service, operation: &Operation) -> TokenStream {
    let Operation { is_compressed, has_output, .. } = operation;
    // Of a service that signs nothing, no operation has to say so.
    let signing = if service.signing == Signing::Never { Signing::Required } else { operation.signing };
    if signing == Signing::Required && !is_compressed && *has_output {
        return TokenStream::new();
    }
    let signing = tokens::signing(signing);
    quote! {
        #[doc = "@blank"]
        const FACTS: runtime::OperationFacts = runtime::OperationFacts {
            signing: #signing,
            is_compressed: #is_compressed,
            has_output: #has_output,
        };
    }
}

fn endpoint(Operation { input, endpoint, .. }: &Operation) -> TokenStream {
    let Some((field, optionality)) = endpoint else { return TokenStream::new() };
    let name = &input.name;
    let value = match optionality {
        Optionality::Optional => quote!(input.#field.as_deref()),
        Optionality::Required | Optionality::Default(_) => quote!(Some(&input.#field)),
    };
    quote! {
        #[doc = "@blank"]
        fn endpoint(input: &#name) -> Option<&str> {
            #value
        }
    }
}

fn host_prefix(Operation { input, host_prefix, .. }: &Operation) -> TokenStream {
    let Some(parts) = host_prefix else { return TokenStream::new() };
    let name = &input.name;
    let mut format = String::new();
    let mut values = Vec::new();
    for part in parts {
        match part {
            HostPart::Text(text) => format.push_str(text),
            HostPart::Label(wire, field, optionality) => {
                format.push_str("{}");
                let value = match optionality {
                    Optionality::Optional => quote!(input.#field.as_deref()),
                    Optionality::Required | Optionality::Default(_) => quote!(Some(&input.#field)),
                };
                values.push(quote!(runtime::HostLabelError::check(#wire, #value)?));
            }
        }
    }
    let (input, prefix) = match values.is_empty() {
        true => (quote!(_), quote!(#format.to_owned())),
        false => (quote!(input), quote!(format!(#format, #(#values),*))),
    };
    quote! {
        #[doc = "@blank"]
        fn host_prefix(#input: &#name) -> Result<Option<String>, runtime::HostLabelError> {
            Ok(Some(#prefix))
        }
    }
}
