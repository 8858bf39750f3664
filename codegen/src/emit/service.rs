//! The service trait: a method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, OPEN};
use super::tokens::{doc, file, module_doc, spaced};
use crate::ir::{Operation, Service};

/// `service.rs`
pub(super) fn emit(service: &Service) -> TokenStream {
    let code = definition(service);
    let own = service.name.to_string();
    let docs = module_doc(&["The service trait: what an implementation of the service implements."]);
    file(&docs, [imports::of_plumbing(service, &[&own], &code, OPEN), code])
}

fn definition(service: &Service) -> TokenStream {
    let name = &service.name;
    let docs = [
        doc(format!("{}, a method for each operation.", service.title)),
        doc(""),
        doc("A method that is not implemented answers `UnknownOperationException`, so that a test double"),
        doc("or a proxy has only the methods that it needs. Inputs that come over the wire have been"),
        doc("checked against the constraints of the model."),
    ];
    let methods = spaced(service.operations.iter().map(method));
    quote! {
        #(#docs)*
        pub trait #name: Send + Sync + 'static {
            #methods
        }
    }
}

fn method(Operation { method, input, output, error, summary, .. }: &Operation) -> TokenStream {
    let (input, output, error) = (&input.name, &output.name, &error.name);
    quote! {
        #summary
        fn #method(
            &self,
            input: #input,
            context: &Context,
        ) -> impl Future<Output = Result<#output, #error>> + Send {
            unimplemented_operation(input, context)
        }
    }
}
