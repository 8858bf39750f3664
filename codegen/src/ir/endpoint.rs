//! Endpoint rules, compiled: what the function takes that finds the endpoint, and its steps.

use proc_macro2::Ident;

use super::Docs;

mod call;
mod expr;

pub use call::{CallParam, CallValue, Hop, Leaf, Many, Selection};
pub use expr::{Expr, FormatPart};

/// The endpoint rules of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointRules {
    /// What the rules depend on, in the order of the rule set.
    pub params: Vec<EndpointParam>,
    /// Which type holds it.
    pub takes: Takes,
    /// Whether the steps look at it at all.
    pub reads_params: bool,
    /// The steps.
    pub body: Block,
}

impl EndpointRules {
    /// The parameters that users of a client may set by name.
    pub fn client_params(&self) -> impl Iterator<Item = &EndpointParam> {
        self.params.iter().filter(|param| param.is_client)
    }
}

/// Which type holds the parameters of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// `EndpointParams` of the runtime: what every client is configured with is enough.
    EndpointParams,
    /// A type of the service's own, which is filled from `EndpointParams` as far as it can be.
    Params,
}

/// A parameter of the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointParam {
    /// Its name in the rule set.
    pub name: String,
    /// The field that holds it.
    pub field: Ident,
    /// What it is.
    pub docs: Docs,
    /// How the field holds it.
    pub ty: ParamType,
    /// The field of `EndpointParams` from which it is filled.
    pub built_in: Option<Ident>,
    /// Whether users of a client set it by its name.
    pub is_client: bool,
}

/// How a field holds a parameter: with a default, or as one that may be absent.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamType {
    /// A string that may be absent.
    OptionalString,
    /// A boolean that may be absent.
    OptionalBoolean,
    /// Strings that may be absent.
    OptionalStrings,
    /// A string, and what it is unless set.
    String(String),
    /// A boolean, and what it is unless set.
    Boolean(bool),
    /// Strings, and what they are unless set.
    Strings(Vec<String>),
}

/// Steps, and what they come to when none of them returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What they come to.
    pub end: Outcome,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// From here on the name stands for the value.
    Let(Ident, Expr),
    /// From here on the name stands for the value; if there is none, that is the outcome.
    LetSome(Ident, Expr, Outcome),
    /// When all conditions hold, the block decides.
    If(Vec<Condition>, Block),
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// There is a value; from here on the name stands for it.
    Some(Ident, Expr),
    /// From here on the name stands for the value, which is always there.
    Let(Ident, Expr),
    /// This is true.
    Is(Expr),
}

/// What rules come to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// An endpoint.
    Endpoint(Box<RuleEndpoint>),
    /// No endpoint, and why.
    Error(Expr),
    /// No endpoint, for no rule says anything.
    NoRule,
    /// No endpoint, for this parameter is required.
    Required(String),
}

/// An endpoint. All expressions are such that they can be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleEndpoint {
    /// The URL.
    pub url: Expr,
    /// The headers, a name for each value.
    pub headers: Vec<(String, Expr)>,
    /// How requests may be signed, in order of preference.
    pub auth_schemes: Vec<AuthScheme>,
    /// Further properties.
    pub properties: Vec<(String, Property)>,
}

/// A way to sign.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthScheme {
    /// Its name, such as `sigv4`.
    pub name: String,
    /// The service name to sign with.
    pub signing_name: Option<Expr>,
    /// The Region to sign with.
    pub signing_region: Option<Expr>,
    /// Further properties.
    pub properties: Vec<(String, Property)>,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// A string, boolean or integer.
    Value(Expr),
    /// An array.
    Array(Vec<Self>),
    /// An object.
    Object(Vec<(String, Self)>),
}

impl ParamType {
    /// Whether there may be no value.
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::OptionalString | Self::OptionalBoolean | Self::OptionalStrings)
    }
}
