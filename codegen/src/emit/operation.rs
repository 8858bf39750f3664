//! The file of an operation: input, call builder, output, errors, paginator.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, Gate};
use super::tokens::{doc, file, list, module_doc, spaced, table};
use super::{builder, error_enum, example, output, paginator, structure, waiter};
use crate::ir::{Operation, Service};

/// What only calls by way of the client use.
const CLIENT: Gate<'_> = Gate { feature: "client", names: &["paginate", "waiters"] };

/// The file of one operation.
pub(super) fn emit(service: &Service, operation: &Operation) -> TokenStream {
    let code = spaced([
        input(operation),
        builder::of_operation(operation),
        call(operation),
        output::of_operation(operation),
        error_enum::emit(operation),
        paginator::emit(operation),
        waiter::emit(operation),
    ]);
    let own = [&operation.builder, &operation.input.name, &operation.output.name, &operation.error.name];
    let own = own.map(ToString::to_string);
    let docs = example::append(operation.docs.clone(), service, operation).inner();
    file(&docs, [imports::of_shapes(service, Some(operation), &own, &code, CLIENT), code])
}

/// `operation.rs`: the list of the operations' modules.
pub(super) fn emit_index(service: &Service) -> TokenStream {
    let modules = service.operations.iter().map(|operation| &operation.method);
    let docs = module_doc(&["The operations: a module each, with input, call builder, output and errors."]);
    let request_id = quote! {
        #[cfg(feature = "client")]
        pub use runtime::RequestId;
    };
    file(&docs, [quote!(#(pub mod #modules;)*), request_id])
}

fn input(Operation { wire, input, .. }: &Operation) -> TokenStream {
    structure::definition(input, &doc(format!("What `{wire}` asks for.")))
}

/// What the call builder does beside collecting: checking, sending.
fn call(Operation { builder, input, output, error, .. }: &Operation) -> TokenStream {
    let calls = format!("{builder}FluentBuilder");
    let builders = format!("builders: [{}Builder, {}Builder, {calls}]", input.name, output.name);
    let members = list("members", input.members.iter().map(|member| member.name.to_string()));
    let token = input.members.iter().find(|member| member.is_idempotency_token);
    let token = token.map(|member| format!("token: {}", member.name));
    let lines: Vec<String> = [Some(builders), Some(members), token].into_iter().flatten().collect();
    table("call", &format!("{builder}: {}, {}", output.name, error.name), &lines)
}
