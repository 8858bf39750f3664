//! Values that stand in the model.

use proc_macro2::TokenStream;

use crate::ir::{Literal, Optionality};

/// The value as an expression.
pub(super) fn emit(literal: &Literal) -> TokenStream {
    text(literal).parse().unwrap_or_default()
}

/// The same as text, for tables.
pub(super) fn text(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) if value.is_nan() => "f64::NAN as _".to_owned(),
        Literal::Float(value) if value.is_infinite() && *value > 0.0 => "f64::INFINITY as _".to_owned(),
        Literal::Float(value) if value.is_infinite() => "f64::NEG_INFINITY as _".to_owned(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::String(value) => format!("{value:?}.to_owned()"),
        Literal::Blob(value) => format!("Blob::new(*b\"{}\")", value.escape_ascii()),
        // Lowering has seen that the values below are what they are taken for.
        Literal::Timestamp(seconds) => format!("Timestamp::from_secs_f64({seconds:?})"),
        Literal::BigNumber(ty, digits) => format!("{digits:?}.parse::<{}>().unwrap_or_default()", ty.name()),
        Literal::Document(json) => format!("Document::from_json({json:?}).unwrap_or_default()"),
        Literal::Variant(name, variant) => format!("{name}::{variant}"),
        Literal::Sensitive(inner) => format!("Sensitive::from({})", text(inner)),
        Literal::Empty => "Default::default()".to_owned(),
    }
}

/// The value of an absent member, when it has one.
pub(super) fn default(optionality: &Optionality) -> Option<TokenStream> {
    match optionality {
        Optionality::Default(literal) => Some(emit(literal)),
        Optionality::Required | Optionality::Optional => None,
    }
}
