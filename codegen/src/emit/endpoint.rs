//! Endpoint rules, compiled: a function that asks one question after the other.

use proc_macro2::TokenStream;
use quote::quote;

use self::outcome::Position;
use super::imports;
use super::tokens::{doc, file, module_doc, spaced};
use crate::ir::{Block, Condition, EndpointRules, Expr, Step, Takes};

mod call;
mod expr;
mod outcome;
mod params;

pub(super) use call::emit as of_call;
pub(super) use params::client_param;

/// `endpoint.rs`
pub(super) fn emit(rules: &EndpointRules) -> TokenStream {
    let docs = module_doc(&["Where requests go: the endpoint rules of the model."]);
    let params = match rules.takes {
        Takes::Params => params::emit(&rules.params),
        Takes::EndpointParams => TokenStream::new(),
    };
    let code = spaced([params, function(rules)]);
    let types = quote!(
        pub use runtime::endpoint::{AuthScheme, Endpoint, EndpointError, EndpointParams};
    );
    file(&docs, [imports::of_endpoint(&code), types, code])
}

/// The function that finds the endpoint.
fn function(rules: &EndpointRules) -> TokenStream {
    let docs = [
        doc("Finds the endpoint for these parameters."),
        doc(""),
        doc("# Errors"),
        doc("When the rules of the service have no endpoint for them; the error says why."),
    ];
    let params = if rules.reads_params { quote!(params) } else { quote!(_) };
    let signature = match rules.takes {
        Takes::EndpointParams => quote!(resolve(#params: &EndpointParams)),
        Takes::Params => quote!(resolve_with(#params: &Params)),
    };
    let body = block(&rules.body, Position::Tail);
    quote! {
        #(#docs)*
        pub fn #signature -> Result<Endpoint, EndpointError> {
            #body
        }
    }
}

fn block(Block { steps, end }: &Block, position: Position) -> TokenStream {
    let (steps, end) = (steps.iter().map(step), outcome::emit(end, position));
    quote!(#(#steps)* #end)
}

fn step(step: &Step) -> TokenStream {
    match step {
        Step::Let(name, value) => {
            let value = expr::emit(value);
            quote!(let #name = #value;)
        }
        Step::LetSome(name, value, otherwise) => {
            let (value, otherwise) = (asked(value), outcome::emit(otherwise, Position::Within));
            quote!(let Some(#name) = #value else { #otherwise };)
        }
        Step::If(conditions, then) => {
            let then = block(then, Position::Within);
            let conditions = match conditions.as_slice() {
                [Condition::Is(truth)] => expr::emit(truth),
                conditions => {
                    let conditions = conditions.iter().map(condition);
                    quote!(#(#conditions)&&*)
                }
            };
            quote!(if #conditions { #then })
        }
    }
}

fn condition(condition: &Condition) -> TokenStream {
    match condition {
        Condition::Some(name, value) => {
            let value = asked(value);
            quote!(let Some(#name) = #value)
        }
        Condition::Let(name, value) => {
            let value = asked(value);
            quote!(let #name = #value)
        }
        Condition::Is(truth @ Expr::Any(_)) => expr::operand(truth),
        Condition::Is(truth) => expr::emit(truth),
    }
}

/// A value behind which a condition goes on, or an `else` stands.
fn asked(value: &Expr) -> TokenStream {
    match value {
        Expr::If(..) => expr::operand(value),
        value => expr::emit(value),
    }
}
