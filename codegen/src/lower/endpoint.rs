//! Endpoint rules: from the model's expressions to typed ones, and from those to steps.

use secretsmith_model::RuleSet;

use super::context::Lowering;
use crate::ir::{EndpointParam, EndpointRules, Expr, Outcome, Takes};

mod call;
mod functions;
mod logic;
mod outcomes;
mod params;
mod rules;
mod scope;
mod selection;
pub(super) mod source;
mod steps;
mod uses;

pub(super) use call::call_params;
use rules::Rules;
use steps::Steps;

/// The endpoint rules of the service; without any in the model, those that ask for an endpoint.
pub(super) fn lower(lowering: &Lowering<'_>) -> EndpointRules {
    match &lowering.endpoint {
        Some(rules) => of_rule_set(lowering, &rules.rule_set),
        None => without_rule_set(),
    }
}

fn of_rule_set(lowering: &Lowering<'_>, rule_set: &RuleSet) -> EndpointRules {
    let params = params::lower(lowering, rule_set);
    let mut rules = Rules::new(lowering);
    let required = rules.declare(&params);
    let lowered = rules.lower(&rule_set.rules);
    let steps = steps::required(required, steps::block(lowered));
    finish(params.params, params.takes, steps)
}

fn without_rule_set() -> EndpointRules {
    let message = "the model has no endpoint rules: configure an endpoint";
    let param = params::endpoint();
    let rules = rules::given(&param, Outcome::Error(Expr::Text(message.to_owned())));
    finish(vec![param], Takes::EndpointParams, steps::block(rules))
}

fn finish(params: Vec<EndpointParam>, takes: Takes, Steps { block, uses }: Steps) -> EndpointRules {
    EndpointRules { params, takes, reads_params: uses.params, body: block }
}
