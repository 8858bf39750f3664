//! Operations.

use proc_macro2::Ident;

use super::{Docs, Literal, Member, Structure};

/// An operation: what it takes, gives and fails with.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name on the wire.
    pub wire: String,
    /// The method of the client and of the service trait, and the module.
    pub method: Ident,
    /// The call builder.
    pub builder: Ident,
    /// The first sentence of the documentation, for methods.
    pub summary: Docs,
    /// What it does, for its module.
    pub docs: Docs,
    /// What it asks for.
    pub input: Structure,
    /// What it answers.
    pub output: Structure,
    /// Why it fails.
    pub error: ErrorEnum,
    /// How its pages follow each other.
    pub paginator: Option<Paginator>,
    /// Calls to show.
    pub examples: Vec<Example>,
}

/// The errors of one operation.
#[derive(Clone, Debug)]
pub struct ErrorEnum {
    /// The Rust name.
    pub name: Ident,
    /// The modeled errors.
    pub variants: Vec<ErrorVariant>,
}

/// One modeled error among those of an operation.
#[derive(Clone, Debug)]
pub struct ErrorVariant {
    /// The variant and the type in it.
    pub name: Ident,
    /// The method that asks for it.
    pub is: Ident,
    /// The first sentence of its documentation.
    pub docs: Docs,
}

/// Results in pages.
#[derive(Clone, Debug)]
pub struct Paginator {
    /// The member of the input that says where to go on.
    pub input_token: Ident,
    /// The member of the output that the next page's token is taken from.
    pub output_token: Ident,
    /// The member of the input that says how much to give at once.
    pub page_size: Option<Member>,
    /// The list that comes in pages.
    pub items: Option<Member>,
}

/// A call that documentation shows.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// What is set, in the order of the model's members.
    pub input: Vec<(Ident, Argument)>,
}

/// A value in an example.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A simple value.
    Literal(Literal),
    /// Bytes, given as text.
    Blob(String),
    /// An instant, in seconds since the epoch.
    Timestamp(f64),
    /// A structure: its Rust name, and its members.
    Structure(Ident, Vec<(Ident, Argument)>),
    /// The elements of a list, which are set one by one.
    List(Vec<Argument>),
    /// The entries of a map, which are set one by one.
    Map(Vec<(String, Argument)>),
}
