//! Endpoint rules, typed.

use proc_macro2::Ident;

/// The rules of a service: the first whose conditions hold decides.
#[derive(Clone, Debug, Default)]
pub struct EndpointRules {
    /// The rules.
    pub rules: Vec<Rule>,
}

/// Conditions, and what follows when all hold.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What must hold, in order.
    pub conditions: Vec<Condition>,
    /// What follows.
    pub then: Then,
}

/// A condition.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The value is there; from here on the name stands for it.
    Bind(Ident, Value),
    /// Something is true.
    Is(Predicate),
}

/// Something that is true or false.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// A boolean value.
    Value(Value),
    /// The opposite.
    Not(Box<Predicate>),
    /// The value is there.
    IsSet(Value),
    /// Two texts are equal.
    StringEquals(Text, Text),
}

/// A value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A parameter or an assignment that is there.
    Local(Ident),
    /// A parameter that may be absent.
    Parameter(Ident),
    /// A parameter that is true or false.
    Flag(Ident),
    /// A field of a value.
    Field(Box<Value>, Ident),
    /// The partition of a Region.
    Partition(Text),
}

/// What follows from a rule.
#[derive(Clone, Debug)]
pub enum Then {
    /// The endpoint with this URL.
    Endpoint(Text),
    /// No endpoint, and why.
    Error(Text),
    /// One of these rules decides.
    Tree(Vec<Rule>),
}

/// Text with values in it.
pub type Text = Vec<TextPart>;

/// A part of a text.
#[derive(Clone, Debug)]
pub enum TextPart {
    /// Text as it is.
    Literal(String),
    /// The text of a value.
    Value(Value),
}
