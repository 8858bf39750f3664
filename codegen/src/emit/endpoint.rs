//! Endpoint rules, compiled: nested conditions that return.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports;
use super::tokens::{doc, file, module_doc};
use crate::ir::{Condition, EndpointRule, EndpointValue, Predicate, Service, Text, TextPart, Then};

/// `endpoint.rs`
pub(super) fn emit(service: &Service) -> TokenStream {
    let rules = block(&service.endpoint.rules, Position::Tail);
    let docs = [
        doc("Finds the endpoint for these parameters."),
        doc(""),
        doc("# Errors"),
        doc("When the rules of the service have no endpoint for them; the error says why."),
    ];
    let code = quote! {
        #(#docs)*
        pub fn resolve(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
            #rules
        }
    };
    let docs = module_doc(&["Where requests go: the endpoint rules of the model."]);
    file(&docs, [imports::of_runtime(&code), code])
}

/// Whether code stands where a block has its value, or has to return it.
#[derive(Clone, Copy)]
enum Position {
    Tail,
    Within,
}

/// Rules one after the other; behind them stands what holds when none decides.
fn block(rules: &[EndpointRule], position: Position) -> TokenStream {
    let mut code = TokenStream::new();
    for rule in rules {
        if rule.conditions.is_empty() {
            // It always decides: nothing behind it is ever reached.
            let then = then(&rule.then, position);
            return quote!(#code #then);
        }
        let (conditions, then) = (rule.conditions.iter().map(condition), then(&rule.then, Position::Within));
        code.extend(quote! {
            if #(#conditions)&&* {
                #then
            }
        });
    }
    let none = result(quote!(Err(EndpointError::no_rule())), position);
    quote!(#code #none)
}

fn then(then: &Then, position: Position) -> TokenStream {
    match then {
        Then::Endpoint(url) => {
            let (url, ok) = (text(url), result(quote!(Ok(Endpoint::new(url))), position));
            quote!(let url = #url; #ok)
        }
        Then::Error(message) => {
            let (message, err) = (text(message), result(quote!(Err(EndpointError::new(message))), position));
            quote!(let message = #message; #err)
        }
        Then::Tree(rules) => block(rules, position),
    }
}

fn result(code: TokenStream, position: Position) -> TokenStream {
    match position {
        Position::Tail => code,
        Position::Within => quote!(return #code;),
    }
}

fn condition(condition: &Condition) -> TokenStream {
    match condition {
        Condition::Bind(name, value) => {
            let value = self::value(value);
            quote!(let Some(#name) = #value)
        }
        Condition::Is(predicate) => self::predicate(predicate),
    }
}

fn predicate(predicate: &Predicate) -> TokenStream {
    match predicate {
        Predicate::Value(value) => self::value(value),
        Predicate::Not(inner) => match inner.as_ref() {
            Predicate::IsSet(value) => {
                let value = self::value(value);
                quote!(#value.is_none())
            }
            inner => {
                let inner = self::predicate(inner);
                quote!(!(#inner))
            }
        },
        Predicate::IsSet(value) => {
            let value = self::value(value);
            quote!(#value.is_some())
        }
        Predicate::StringEquals(a, b) => {
            let (a, b) = (operand(a), operand(b));
            quote!(#a == #b)
        }
    }
}

fn value(value: &EndpointValue) -> TokenStream {
    match value {
        EndpointValue::Local(name) => quote!(#name),
        EndpointValue::Parameter(name) => quote!(params.#name.as_deref()),
        EndpointValue::Flag(name) => quote!(params.#name),
        EndpointValue::Field(value, field) => {
            let value = self::value(value);
            quote!(#value.#field)
        }
        EndpointValue::Partition(region) => {
            let region = operand(region);
            quote!(partition(#region))
        }
    }
}

/// A text to compare or to pass on: borrowed where it is one part.
fn operand(parts: &Text) -> TokenStream {
    match parts.as_slice() {
        [TextPart::Literal(text)] => quote!(#text),
        [TextPart::Value(value)] => self::value(value),
        parts => text(&parts.to_vec()),
    }
}

/// A text to keep.
fn text(parts: &Text) -> TokenStream {
    if parts.len() < 2 {
        return operand_or_empty(parts);
    }
    let mut format = String::new();
    let mut values = Vec::new();
    for part in parts {
        match part {
            TextPart::Literal(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
            TextPart::Value(EndpointValue::Local(name)) => format.push_str(&format!("{{{name}}}")),
            TextPart::Value(value) => {
                format.push_str("{}");
                values.push(self::value(value));
            }
        }
    }
    quote!(format!(#format #(, #values)*))
}

fn operand_or_empty(parts: &Text) -> TokenStream {
    if parts.is_empty() { quote!("") } else { operand(parts) }
}
