//! Endpoint rule sets: how a service finds the URL to which a request goes.

use indexmap::IndexMap;
use serde_json::Value;

mod diagram;
mod read;
mod template;

pub use diagram::Diagram;
pub(crate) use diagram::read as read_diagram;
pub(crate) use read::{parameter_kind, read};
pub use template::{Part, Template};

/// What stands in a `smithy.rules#endpointRuleSet`.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    /// The version of the language, such as `1.0`; absent in some.
    pub version: Option<String>,
    /// The parameters in the order of the file.
    pub parameters: IndexMap<String, Parameter>,
    /// The rules. The first whose conditions hold decides; a tree whose conditions hold and none
    /// of whose rules decides is an error.
    pub rules: Vec<Rule>,
}

/// A parameter of a rule set.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// What values it takes.
    pub kind: ParameterKind,
    /// Whether it must have a value.
    pub required: bool,
    /// Its value when none is given: a string, a boolean or an array of strings.
    pub default: Option<Value>,
    /// Where its value comes from, such as `AWS::Region`.
    pub built_in: Option<String>,
    /// What it is for.
    pub documentation: Option<String>,
    /// Whether it is not to be used any more.
    pub deprecated: bool,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// An array of strings.
    StringArray,
}

/// Conditions, and what follows when all of them hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// What must hold, in the order in which it is tried.
    pub conditions: Vec<Condition>,
    /// What follows.
    pub then: Then,
    /// What the rule is for.
    pub documentation: Option<String>,
}

/// A call that must give a value other than `false`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The call.
    pub call: Call,
    /// The name of the value for the conditions and results that follow in this rule.
    pub assign: Option<String>,
}

/// What follows from a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// The endpoint is found.
    Endpoint(Endpoint),
    /// There is none, and why.
    Error(Expr),
    /// One of these rules decides.
    Tree(Vec<Rule>),
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// The URL.
    pub url: Expr,
    /// Further headers and their values.
    pub headers: IndexMap<String, Vec<Expr>>,
    /// Further properties, such as `authSchemes`: an object. Every string in it, at any depth, is
    /// a valid [`Template`].
    pub properties: Value,
}

/// A call of a function of the rules language.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function, such as `isSet` or `aws.partition`; not checked to be one that exists.
    pub function: String,
    /// Its arguments; not checked to fit.
    pub args: Vec<Expr>,
}

/// Something that has a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// The value of a parameter or of an assignment.
    Reference(String),
    /// What a call gives.
    Call(Call),
    /// A string, with references in it.
    Literal(Template),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// An array.
    Array(Vec<Self>),
}
