//! States that can be waited for: a method of the call builder for each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{doc, spaced};
use crate::ir::{Acceptor, Matcher, Operation, Waiter};

/// The methods that wait; nothing when there is nothing to wait for.
pub(super) fn emit(operation: &Operation) -> TokenStream {
    if operation.waiters.is_empty() {
        return TokenStream::new();
    }
    let builder = &operation.builder;
    let methods = spaced(operation.waiters.iter().map(|waiter| method(operation, waiter)));
    quote! {
        #[cfg(feature = "client")]
        impl #builder<Client> {
            #methods
        }
    }
}

fn method(Operation { builder, output, error, .. }: &Operation, waiter: &Waiter) -> TokenStream {
    let Waiter { method, name, docs, delays: (min, max), acceptors } = waiter;
    let (output, error) = (&output.name, &error.name);
    let (min, max) = (Literal::u32_unsuffixed(*min), Literal::u32_unsuffixed(*max));
    let acceptors = acceptors.iter().map(acceptor);
    let errors = [
        doc(""),
        doc("# Errors"),
        doc("When the state cannot come any more, a call fails without saying anything of it, or the"),
        doc("time is up."),
    ];
    quote! {
        #docs
        #(#errors)*
        pub async fn #method(
            self,
            limit: std::time::Duration,
        ) -> Result<Result<#output, SdkError<#error>>, wait::WaitError<SdkError<#error>>> {
            const WAITER: wait::Waiter = wait::Waiter {
                name: #name,
                min_delay: #min,
                max_delay: #max,
                acceptors: &[#(#acceptors),*],
            };
            match self.clone().build() {
                Ok(input) => wait::wait::<#builder, _>(&WAITER, limit, &input, || self.clone().send()).await,
                // Sending says what is missing.
                Err(_) => Ok(self.send().await),
            }
        }
    }
}

fn acceptor(Acceptor { state, matcher }: &Acceptor) -> TokenStream {
    let matcher = match matcher {
        Matcher::Success(success) => quote!(wait::Matcher::Success(#success)),
        Matcher::ErrorType(code) => quote!(wait::Matcher::ErrorType(#code)),
        Matcher::Test { subject, path, expected, comparator } => quote! {
            wait::Matcher::#subject(wait::Test {
                path: #path,
                expected: #expected,
                comparator: wait::Comparator::#comparator,
            })
        },
    };
    quote!(wait::Acceptor { state: wait::State::#state, matcher: #matcher })
}
