//! Where the rules come from: a rule set, or the diagram that newer models have instead of it.

use std::borrow::Cow;

use secretsmith_model::RuleSet;

use super::super::context::Lowering;

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const DIAGRAM: &str = "smithy.rules#endpointBdd";

/// How many ways through a diagram are written out; those of regional services have about a hundred.
const WAYS: u64 = 4096;

/// The rules, and the trait that they stand in.
pub(in super::super) struct Rules<'a> {
    pub(super) rule_set: Cow<'a, RuleSet>,
    pub(in super::super) trait_id: &'static str,
}

impl<'a> Rules<'a> {
    /// The rules of the service. Says when there are some that cannot be written out.
    pub(in super::super) fn of(lowering: &Lowering<'a>) -> Option<Self> {
        let traits = &lowering.service_shape.traits;
        if let Some(rule_set) = traits.endpoint_rule_set.as_deref() {
            return Some(Self { rule_set: Cow::Borrowed(rule_set), trait_id: RULE_SET });
        }
        match traits.endpoint_bdd.as_deref()?.rule_set(WAYS) {
            Ok(rule_set) => Some(Self { rule_set: Cow::Owned(rule_set), trait_id: DIAGRAM }),
            Err(ways) => {
                let message = format!("it has {ways} ways, more than {WAYS}: clients have to configure an endpoint");
                lowering.warning(lowering.service_shape, DIAGRAM, message);
                None
            }
        }
    }
}
