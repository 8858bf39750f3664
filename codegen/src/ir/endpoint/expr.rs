//! Expressions of endpoint rules, as they will stand in the source: what is borrowed, owned or
//! optional has been decided.

use proc_macro2::Ident;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `true`
    Boolean(bool),
    /// `4`
    Integer(i64),
    /// `"text"`
    Text(String),
    /// `format!("…{…}…")`
    Format(Vec<FormatPart>),
    /// `name`
    Local(Ident),
    /// `params.name`
    Param(Ident),
    /// `value.name`
    Field(Box<Self>, Ident),
    /// `value.name()`
    Method(Box<Self>, Ident),
    /// `&value`
    Borrow(Box<Self>),
    /// `name(…)`, a function of the rules engine.
    Call(Ident, Vec<Self>),
    /// The item of a slice, as `Option<&str>`.
    Item {
        /// The slice.
        list: Box<Self>,
        /// Which item; from the end when negative.
        index: i64,
        /// Whether the slice owns its items, so that they are `String`s rather than `&str`s.
        is_owned: bool,
    },
    /// `Some(value)`
    Some(Box<Self>),
    /// `value.map(str::to_owned)`
    Owned(Box<Self>),
    /// The first of two options that is there.
    Or(Box<Self>, Box<Self>),
    /// The value of an option, or another when there is none.
    UnwrapOr(Box<Self>, Box<Self>),
    /// `if condition { value } else { value }`
    If(Box<Self>, Box<Self>, Box<Self>),
    /// `!value`
    Not(Box<Self>),
    /// `value && value`
    All(Vec<Self>),
    /// `value || value`
    Any(Vec<Self>),
    /// `value == value`
    Equal(Box<Self>, Box<Self>),
    /// Whether a `&str` is one of these texts.
    OneOf(Box<Self>, Vec<String>),
    /// `value.is_some()`
    IsSome(Box<Self>),
}

/// A part of a format string.
#[derive(Clone, Debug, PartialEq)]
pub enum FormatPart {
    /// Text as it is.
    Text(String),
    /// A value.
    Value(Expr),
}

impl Expr {
    /// The expressions directly within.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Boolean(_) | Self::Integer(_) | Self::Text(_) | Self::Local(_) | Self::Param(_) => Vec::new(),
            Self::Format(parts) => parts.iter().filter_map(FormatPart::value).collect(),
            Self::Field(value, _)
            | Self::Method(value, _)
            | Self::Borrow(value)
            | Self::Item { list: value, .. }
            | Self::Some(value)
            | Self::Owned(value)
            | Self::Not(value)
            | Self::OneOf(value, _)
            | Self::IsSome(value) => vec![value],
            Self::Call(_, values) | Self::All(values) | Self::Any(values) => values.iter().collect(),
            Self::Or(first, second) | Self::UnwrapOr(first, second) | Self::Equal(first, second) => {
                vec![first, second]
            }
            Self::If(condition, then, otherwise) => vec![condition, then, otherwise],
        }
    }
}

impl FormatPart {
    fn value(&self) -> Option<&Expr> {
        match self {
            Self::Text(_) => None,
            Self::Value(value) => Some(value),
        }
    }
}
