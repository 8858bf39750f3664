//! Values that stand in the model.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::ir::{Literal, Optionality};

/// The value as an expression.
pub(super) fn emit(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Boolean(value) => quote!(#value),
        Literal::Integer(value) => {
            let value = Token::i64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::Float(value) => {
            let value = Token::f64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::String(value) => quote!(#value.to_owned()),
        Literal::Variant(name, variant) => quote!(#name::#variant),
        Literal::Empty => quote!(Default::default()),
    }
}

/// The value of an absent member, when it has one.
pub(super) fn default(optionality: &Optionality) -> Option<TokenStream> {
    match optionality {
        Optionality::Default(literal) => Some(emit(literal)),
        Optionality::Required | Optionality::Optional => None,
    }
}
