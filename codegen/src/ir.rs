//! What will be emitted, with every decision taken: names, types, optionality, documentation.
//!
//! Emitters read this and nothing else. They convert no case, look at no trait and cannot fail.

mod docs;
mod endpoint;
mod operation;
mod service;
mod shape;
mod types;

pub use docs::Docs;
pub use endpoint::{
    AuthScheme, Block, CallParam, CallValue, Condition, EndpointParam, EndpointRules, Expr, FormatPart, Hop, Leaf,
    Many, Outcome, ParamType, Property, RuleEndpoint, Selection, Step, Takes,
};
pub use operation::{
    Acceptor, Argument, ErrorEnum, ErrorVariant, Example, HostPart, Matcher, Operation, Paginator, Path, Signing,
    Waiter,
};
pub use service::{Protocol, Service};
pub use shape::{
    Checks, Constraint, Enumeration, Fault, IntegerEnumeration, Member, ModeledError, Structure, Union, UnionVariant,
    Variant,
};
pub use types::{Literal, Optionality, Scalar, Type};
