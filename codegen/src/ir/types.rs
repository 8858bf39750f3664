//! Rust types of members.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// The type of a member's value, without its optionality.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A simple value.
    Scalar(Scalar),
    /// A simple value that must not be shown.
    Sensitive(Scalar),
    /// An enumeration of the model.
    Enumeration(Ident),
    /// A structure of the model.
    Structure(Ident),
    /// A structure that contains itself by way of this member.
    Boxed(Ident),
    /// A sequence.
    List(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
}

/// Simple values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `String`
    String,
    /// The runtime's `Blob`
    Blob,
    /// `bool`
    Boolean,
    /// `i8`
    Byte,
    /// `i16`
    Short,
    /// `i32`
    Integer,
    /// `i64`
    Long,
    /// `f32`
    Float,
    /// `f64`
    Double,
    /// The runtime's `Timestamp`
    Timestamp,
}

impl Scalar {
    /// The name of the Rust type.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Blob => "Blob",
            Self::Boolean => "bool",
            Self::Byte => "i8",
            Self::Short => "i16",
            Self::Integer => "i32",
            Self::Long => "i64",
            Self::Float => "f32",
            Self::Double => "f64",
            Self::Timestamp => "Timestamp",
        }
    }

    /// Whether values are copied rather than moved.
    pub fn is_copy(self) -> bool {
        !matches!(self, Self::String | Self::Blob)
    }
}

impl Type {
    /// The type as text.
    pub fn rust(&self) -> String {
        match self {
            Self::Scalar(scalar) => scalar.name().to_owned(),
            Self::Sensitive(scalar) => format!("Sensitive<{}>", scalar.name()),
            Self::Enumeration(name) | Self::Structure(name) => name.to_string(),
            Self::Boxed(name) => format!("Box<{name}>"),
            Self::List(element) => format!("Vec<{}>", element.rust()),
            Self::Map(value) => format!("BTreeMap<String, {}>", value.rust()),
        }
    }
}

impl ToTokens for Scalar {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new(self.name(), Span::call_site()).to_tokens(tokens);
    }
}

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Scalar(scalar) => quote!(#scalar),
            Self::Sensitive(scalar) => quote!(Sensitive<#scalar>),
            Self::Enumeration(name) | Self::Structure(name) => quote!(#name),
            Self::Boxed(name) => quote!(Box<#name>),
            Self::List(element) => quote!(Vec<#element>),
            Self::Map(value) => quote!(BTreeMap<String, #value>),
        });
    }
}

/// Whether a member may be absent.
#[derive(Clone, Debug, PartialEq)]
pub enum Optionality {
    /// It is always there.
    Required,
    /// It may be absent.
    Optional,
    /// When it is absent, it has this value.
    Default(Literal),
}

/// A value that stands in the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `true` or `false`
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    String(String),
    /// The value of an enumeration, as its variant.
    Variant(Ident, Ident),
    /// An empty list or map.
    Empty,
}
