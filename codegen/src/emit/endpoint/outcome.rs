//! What endpoint rules come to.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::expr;
use crate::ir::{AuthScheme, Expr, Outcome, Property, RuleEndpoint};

/// Whether code stands where a block has its value, or has to return it.
#[derive(Clone, Copy)]
pub(super) enum Position {
    Tail,
    Within,
}

/// The longest message that is not set apart.
const SHORT: usize = 32;

/// The outcome.
pub(super) fn emit(outcome: &Outcome, position: Position) -> TokenStream {
    match outcome {
        Outcome::Endpoint(endpoint) => self::endpoint(endpoint, position),
        Outcome::Error(message) => error(message, position),
        Outcome::NoRule => result(quote!(Err(EndpointError::no_rule())), position),
        Outcome::Required(parameter) => result(quote!(Err(EndpointError::required(#parameter))), position),
    }
}

fn result(code: TokenStream, position: Position) -> TokenStream {
    match position {
        Position::Tail => code,
        Position::Within => quote!(return #code;),
    }
}

fn error(message: &Expr, position: Position) -> TokenStream {
    let is_short = match message {
        Expr::Text(text) => text.len() <= SHORT,
        Expr::Format(_) => false,
        _ => true,
    };
    let message = expr::emit(message);
    if is_short {
        return result(quote!(Err(EndpointError::new(#message))), position);
    }
    let error = result(quote!(Err(EndpointError::new(message))), position);
    quote!(let message = #message; #error)
}

fn endpoint(RuleEndpoint { url, headers, auth_schemes, properties }: &RuleEndpoint, position: Position) -> TokenStream {
    let (set_apart, url) = match (url, expr::emit(url)) {
        (Expr::Format(_), format) => (quote!(let url = #format;), quote!(url)),
        (_, url) => (TokenStream::new(), url),
    };
    let headers = headers.iter().map(|(name, value)| {
        let value = expr::emit(value);
        quote!(.header(#name, #value))
    });
    let auth_schemes = auth_schemes.iter().map(auth_scheme);
    let properties = properties.iter().map(property);
    let endpoint = quote!(Endpoint::new(#url) #(#headers)* #(#auth_schemes)* #(#properties)*);
    let endpoint = result(quote!(Ok(#endpoint)), position);
    quote!(#set_apart #endpoint)
}

fn auth_scheme(AuthScheme { name, signing_name, signing_region, properties }: &AuthScheme) -> TokenStream {
    let signing_name = signing_name.iter().map(|name| {
        let name = expr::emit(name);
        quote!(.signing_name(#name))
    });
    let signing_region = signing_region.iter().map(|region| {
        let region = expr::emit(region);
        quote!(.signing_region(#region))
    });
    let properties = properties.iter().map(property);
    quote!(.auth_scheme(AuthScheme::new(#name) #(#signing_name)* #(#signing_region)* #(#properties)*))
}

fn property((name, value): &(String, Property)) -> TokenStream {
    let value = match value {
        Property::Value(value) => scalar(value),
        value => document(value),
    };
    quote!(.property(#name, #value))
}

fn document(property: &Property) -> TokenStream {
    match property {
        Property::Value(value) => {
            let value = scalar(value);
            quote!(#value.into())
        }
        Property::Array(items) => {
            let items = items.iter().map(document);
            quote!(list([#(#items),*]))
        }
        Property::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = document(value);
                quote!((#name, #value))
            });
            quote!(object([#(#members),*]))
        }
    }
}

fn scalar(value: &Expr) -> TokenStream {
    match value {
        Expr::Integer(value) => {
            let value = Literal::i64_suffixed(*value);
            quote!(#value)
        }
        value => expr::emit(value),
    }
}
