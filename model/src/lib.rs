//! Reads and checks models written in Smithy's JSON AST.
//!
//! [`Model::read`] turns the text of a file into typed shapes and traits, or tells all that is
//! wrong with it at once. [`Model::closure`] says what of it a service uses, and how.
//! [`diff::compare`] tells what changed between two models.
//!
//! This crate knows Smithy, and nothing of the code that may be made of a model, save for the table
//! of rules by which changes are judged ([`diff::RULES`]). It keeps what the
//! file says: a `"smithy.api#default": null` is not the same as no default.

mod auth;
mod check;
mod closure;
mod decode;
pub mod diff;
mod id;
mod ignored;
mod json;
mod model;
mod position;
mod prelude;
mod problem;
mod read;
mod report;
mod rules;
mod shape;
mod traits;

pub use closure::{Closure, Usage};
pub use id::{InvalidShapeId, ShapeId};
pub use model::Model;
pub use position::Position;
pub use problem::{Errors, Problem, Warning};
pub use rules::{
    Call, Condition, Diagram, Endpoint, Expr, Parameter, ParameterKind, Part, Rule, RuleSet, Template, Then,
};
pub use shape::{Kind, Member, Operation, Resource, Service, Shape};
pub use traits::{
    AwsService, ClientContextParam, DefaultValue, Deprecated, EnumDefinition, Example, Fault, Length, Paginated,
    Protocol, QueryError, Range, Retryable, TimestampFormat, Traits,
};
