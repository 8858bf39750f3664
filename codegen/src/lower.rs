//! From the model to what will be emitted: the only place that sees both Smithy and Rust.

mod auth;
mod check;
mod constraint;
mod context;
mod docs;
mod endpoint;
mod example;
mod filled;
mod form;
mod host;
mod literal;
mod names;
mod naming;
mod operation;
mod paginate;
mod pattern;
mod reserved;
mod service;
mod structure;
mod types;
mod union;
mod waiter;

use secretsmith_model::{Errors, Model};

use crate::ir::EndpointRules;
use crate::{Lowered, Options};
use context::Lowering;

/// Decides every name, type and text of a service.
///
/// # Errors
/// Everything in the model that cannot be generated, each with its shape, member and trait.
pub fn lower(model: &Model, options: &Options) -> Result<Lowered, Errors> {
    let (shape, service) = model.service(options.service.as_deref())?;
    let lowering = Lowering::new(model, shape, service);
    lowering.warn_of_streams();
    let lowered = service::lower(&lowering, options);
    check::names(&lowering, &lowered);
    let (problems, warnings) = lowering.into_findings();
    Errors::unless_empty(problems)?;
    Ok(Lowered { service: lowered, warnings: model.warnings.iter().cloned().chain(warnings).collect() })
}

/// Decides the endpoint rules of a service alone, whatever its protocol and its shapes.
///
/// # Errors
/// Everything in the rules that cannot be generated, each with the rule.
pub fn lower_endpoint(model: &Model, options: &Options) -> Result<EndpointRules, Errors> {
    let (shape, service) = model.service(options.service.as_deref())?;
    let lowering = Lowering::new(model, shape, service);
    let rules = endpoint::lower(&lowering);
    let (problems, _) = lowering.into_findings();
    Errors::unless_empty(problems)?;
    Ok(rules)
}
