//! The file of an operation: input, call builder, output, errors, paginator.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{self, Gate};
use super::tokens::{doc, file, module_doc, spaced};
use super::{builder, error_enum, example, output, paginator, structure, waiter};
use crate::ir::{Member, Operation, Service, Type};

/// What only calls by way of the client use.
const CLIENT: Gate<'_> = Gate { feature: "client", names: &["Client", "Customized", "SdkError", "paginate", "wait"] };

/// The file of one operation.
pub(super) fn emit(service: &Service, operation: &Operation) -> TokenStream {
    let code = spaced([
        input(operation),
        builder::of_operation(operation),
        send(operation),
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
    file(&docs, [quote!(#(pub mod #modules;)*)])
}

fn input(Operation { wire, input, .. }: &Operation) -> TokenStream {
    structure::definition(input, &doc(format!("What `{wire}` asks for.")))
}

/// `send`: where a call builder meets the client.
fn send(operation: &Operation) -> TokenStream {
    let Operation { builder, input, output, error, .. } = operation;
    let new = builder::new(operation);
    let (output, error) = (&output.name, &error.name);
    let token = input.members.iter().find(|member| member.is_idempotency_token);
    let (receiver, fill) = match token {
        Some(Member { name, ty: Type::Sensitive(_), .. }) => {
            (quote!(mut self), quote!(self.#name.get_or_insert_with(|| runtime::idempotency_token().into());))
        }
        Some(Member { name, .. }) => {
            (quote!(mut self), quote!(self.#name.get_or_insert_with(runtime::idempotency_token);))
        }
        None => (quote!(self), TokenStream::new()),
    };
    let docs = [
        doc("Sends the call and waits for the answer."),
        doc(""),
        doc("# Errors"),
        doc("When the input is not complete, no answer comes, or it is an error; see [`SdkError`]."),
    ];
    let customize = doc("Prepares the call, for settings of its own or for what comes with its answer.");
    quote! {
        #[cfg(feature = "client")]
        impl #builder<Client> {
            #(#docs)*
            pub async fn send(self) -> Result<#output, SdkError<#error>> {
                self.customize().send().await
            }

            #[doc = "@blank"]
            #customize
            pub fn customize(#receiver) -> Customized<#builder> {
                #fill
                let client = self.caller.clone();
                client.customize(self.build())
            }

            #[doc = "@blank"]
            #new
        }
    }
}
