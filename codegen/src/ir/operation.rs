//! Operations.

use proc_macro2::Ident;

use super::{CallParam, Docs, Literal, Optionality, Structure, Type};

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
    /// Whether requests are signed.
    pub signing: Signing,
    /// Whether large requests are compressed.
    pub is_compressed: bool,
    /// Whether the model has an output.
    pub has_output: bool,
    /// The member of the input that says where to call the operation, if one does.
    pub endpoint: Option<(Ident, Optionality)>,
    /// What stands before the host, if anything does.
    pub host_prefix: Option<Vec<HostPart>>,
    /// The parameters of the endpoint rules that its calls set.
    pub call_params: Vec<CallParam>,
    /// How its pages follow each other.
    pub paginator: Option<Paginator>,
    /// States that can be waited for.
    pub waiters: Vec<Waiter>,
    /// Calls to show.
    pub examples: Vec<Example>,
}

/// Whether requests are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// They are.
    Required,
    /// By those who have keys.
    Optional,
    /// They are not.
    Never,
}

/// A part of what stands before the host.
#[derive(Clone, Debug)]
pub enum HostPart {
    /// Text as it is.
    Text(String),
    /// The value of a member of the input: its wire name, and the field.
    Label(String, Ident, Optionality),
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
    /// The type of what stands there.
    pub token: Type,
    /// Where the output has what to put there next.
    pub output_token: Path,
    /// The member of the input that says how much to give at once.
    pub page_size: Option<Ident>,
    /// Where the output has the list or map that comes in pages, and the type of an item.
    pub items: Option<(Path, Type)>,
}

/// A way through structures: members, and whether each may be absent.
pub type Path = Vec<(Ident, Optionality)>;

/// A state that can be waited for.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// The method that waits.
    pub method: Ident,
    /// The name in the model.
    pub name: String,
    /// What it waits for.
    pub docs: Docs,
    /// The shortest and the longest pause, in seconds.
    pub delays: (u32, u32),
    /// What to make of an answer.
    pub acceptors: Vec<Acceptor>,
}

/// What an answer says of the state, if it matches.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// The state: `success`, `failure` or `retry`.
    pub state: Ident,
    /// Which answers say it.
    pub matcher: Matcher,
}

/// Which answers an acceptor is about.
#[derive(Clone, Debug)]
pub enum Matcher {
    /// Those that succeed, or those that do not.
    Success(bool),
    /// Errors with this code.
    ErrorType(String),
    /// Those for which an expression has a value.
    Test {
        /// What the expression is about: `output` or `inputOutput`.
        subject: Ident,
        /// The expression.
        path: String,
        /// The value.
        expected: String,
        /// How it is compared, for example `stringEquals`.
        comparator: Ident,
    },
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
    /// A structure: its Rust name, and its members.
    Structure(Ident, Vec<(Ident, Argument)>),
    /// A union: its Rust name, its variant, and the value in it.
    Union(Ident, Ident, Option<Box<Argument>>),
    /// The elements of a list, which are set one by one.
    List(Vec<Argument>),
    /// The entries of a map, which are set one by one.
    Map(Vec<(String, Argument)>),
}
