//! Rust types of members.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// The type of a member's value, without its optionality.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A simple value.
    Scalar(Scalar),
    /// A value that must not be shown.
    Sensitive(Box<Type>),
    /// A structure, union or enumeration of the model.
    Named(Ident),
    /// A structure or union that contains itself by way of this member.
    Boxed(Ident),
    /// An element of a list or a value of a map that may be `null`.
    Nullable(Box<Type>),
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
    /// The runtime's `BigInteger`
    BigInteger,
    /// The runtime's `BigDecimal`
    BigDecimal,
    /// The runtime's `Document`
    Document,
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
            Self::BigInteger => "BigInteger",
            Self::BigDecimal => "BigDecimal",
            Self::Document => "Document",
        }
    }

    /// Whether values are copied rather than moved.
    pub fn is_copy(self) -> bool {
        !matches!(self, Self::String | Self::Blob | Self::BigInteger | Self::BigDecimal | Self::Document)
    }
}

impl Type {
    /// Whether there is anything in its values that must not be shown, but for what structures hold.
    pub fn is_sensitive(&self) -> bool {
        match self {
            Self::Sensitive(_) => true,
            Self::Nullable(inner) | Self::List(inner) | Self::Map(inner) => inner.is_sensitive(),
            Self::Scalar(_) | Self::Named(_) | Self::Boxed(_) => false,
        }
    }

    /// The type as text.
    pub fn rust(&self) -> String {
        match self {
            Self::Scalar(scalar) => scalar.name().to_owned(),
            Self::Sensitive(inner) => format!("Sensitive<{}>", inner.rust()),
            Self::Named(name) => name.to_string(),
            Self::Boxed(name) => format!("Box<{name}>"),
            Self::Nullable(inner) => format!("Option<{}>", inner.rust()),
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
            Self::Sensitive(inner) => quote!(Sensitive<#inner>),
            Self::Named(name) => quote!(#name),
            Self::Boxed(name) => quote!(Box<#name>),
            Self::Nullable(inner) => quote!(Option<#inner>),
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
    /// Bytes.
    Blob(Vec<u8>),
    /// An instant, in seconds since the epoch.
    Timestamp(f64),
    /// A number of any size, as its digits: the name of its type, and the digits.
    BigNumber(Scalar, String),
    /// A JSON value, as text.
    Document(String),
    /// The value of an enumeration, as its variant.
    Variant(Ident, Ident),
    /// A value that must not be shown.
    Sensitive(Box<Literal>),
    /// An empty list or map.
    Empty,
}

impl Literal {
    /// Whether it is there at once, so that nothing is gained by making it only when it is needed.
    pub fn is_plain(&self) -> bool {
        matches!(self, Self::Boolean(_) | Self::Integer(_) | Self::Float(_) | Self::Variant(..))
    }

    /// Whether it is what Rust's `Default` gives: `false`, zero, the epoch, the empty text or list.
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Boolean(value) => !value,
            Self::Integer(value) => *value == 0,
            Self::Float(value) | Self::Timestamp(value) => *value == 0.0,
            Self::String(value) => value.is_empty(),
            Self::Blob(value) => value.is_empty(),
            Self::BigNumber(_, digits) => digits == "0",
            Self::Document(json) => json == "null",
            Self::Sensitive(inner) => inner.is_zero(),
            Self::Empty => true,
            Self::Variant(..) => false,
        }
    }
}
