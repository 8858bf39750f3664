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
    Condition, EndpointRules, Predicate, Rule as EndpointRule, Text, TextPart, Then, Value as EndpointValue,
};
pub use operation::{Argument, ErrorEnum, ErrorVariant, Example, HostPart, Operation, Paginator, Path};
pub use service::{Protocol, Service};
pub use shape::{
    Constraint, Enumeration, Fault, IntegerEnumeration, Member, ModeledError, Structure, Union, UnionVariant, Variant,
};
pub use types::{Literal, Optionality, Scalar, Type};
