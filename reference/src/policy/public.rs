//! Whether a policy opens a secret to everyone: behaviour.md §7.2.

use super::{Absent, Operator};
use super::{Condition, Effect, Named, Operand, Policy, Principals, Quantifier, Sense, Statement, Test};

impl Policy {
    /// Whether the policy allows broad access: a statement allows everyone, and no condition pins down who that is.
    /// Everyone is also `NotPrincipal`, which leaves out a few. Statements that deny do not matter.
    pub fn is_public(&self) -> bool {
        self.statements.iter().any(is_broad)
    }
}

fn is_broad(statement: &Statement) -> bool {
    let is_everyones = match &statement.principals {
        Some(Principals::Only(named)) => named.contains(&Named::Everyone),
        Some(Principals::AllBut(_)) => true,
        None => false,
    };
    statement.effect == Effect::Allow && is_everyones && !statement.conditions.iter().any(pins_down)
}

/// The keys that tell who calls, or on whose behalf (§7.2), in lower case.
const PINNING: [&str; 7] = [
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceaccount",
    "aws:principalorgid",
    "aws:principalaccount",
    "aws:principalarn",
];

/// Whether a condition holds for callers of a few known values only. One that also holds when the
/// request does not have the key (`…IfExists`, `ForAllValues:`, `…Not…`) lets everyone in.
fn pins_down(condition: &Condition) -> bool {
    let Operator { quantifier, test, sense, absent } = condition.operator;
    let needs_key = sense == Sense::Is && absent == Absent::ByOperator && quantifier != Some(Quantifier::All);
    let compares = matches!(test, Test::Equals | Test::EqualsIgnoreCase | Test::Like | Test::Arn);
    let is_fixed = |operand: &Operand| matches!(operand, Operand::Pattern(pattern) if pattern.is_fixed());
    PINNING.contains(&condition.key.as_str()) && needs_key && compares && condition.operands.iter().all(is_fixed)
}
