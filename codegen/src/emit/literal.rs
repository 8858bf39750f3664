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
        Literal::Float(value) if value.is_nan() => quote!(f64::NAN as _),
        Literal::Float(value) if value.is_infinite() && *value > 0.0 => quote!(f64::INFINITY as _),
        Literal::Float(value) if value.is_infinite() => quote!(f64::NEG_INFINITY as _),
        Literal::Float(value) => {
            let value = Token::f64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::String(value) => quote!(#value.to_owned()),
        Literal::Blob(value) => {
            let value = Token::byte_string(value);
            quote!(Blob::new(*#value))
        }
        // Lowering has seen that the values below are what they are taken for.
        Literal::Timestamp(seconds) => {
            let seconds = Token::f64_unsuffixed(*seconds);
            quote!(Timestamp::from_secs_f64(#seconds).unwrap_or_default())
        }
        Literal::BigNumber(ty, digits) => quote!(#digits.parse::<#ty>().unwrap_or_default()),
        Literal::Document(json) => quote!(Document::from_json(#json).unwrap_or_default()),
        Literal::Variant(name, variant) => quote!(#name::#variant),
        Literal::Sensitive(inner) => {
            let inner = emit(inner);
            quote!(Sensitive::from(#inner))
        }
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
