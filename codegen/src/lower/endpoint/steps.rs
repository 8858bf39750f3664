//! From rules to steps, as a person would have written them: nothing that is never reached or
//! never used, and first what ends early.

use std::mem;

use proc_macro2::Ident;

use super::super::names;
use super::logic::{all, is_some, not, or};
use super::uses::Uses;
use crate::ir::{Block, Condition, EndpointParam, Expr, Outcome, ParamType, Step};

/// A rule.
pub(super) struct Rule {
    pub(super) conditions: Vec<Condition>,
    pub(super) then: Follows,
}

/// What follows when the conditions of a rule hold.
pub(super) enum Follows {
    Outcome(Outcome),
    /// One of these rules decides.
    Rules(Vec<Rule>),
}

/// Steps, and what they use.
pub(super) struct Steps {
    pub(super) block: Block,
    pub(super) uses: Uses,
}

/// The steps of rules, of which the first whose conditions hold decides.
pub(super) fn block(rules: Vec<Rule>) -> Steps {
    let mut uses = Uses::default();
    let mut steps = Vec::new();
    for rule in rules {
        let Some((conditions, mut inner)) = live(rule, &mut uses) else { continue };
        let (before, conditions, within) = arrange(conditions);
        steps.extend(before);
        inner.steps.splice(0..0, within);
        if conditions.is_empty() {
            // It always decides: nothing behind it is ever reached.
            steps.append(&mut inner.steps);
            return Steps { block: early(steps, inner.end), uses };
        }
        push(&mut steps, conditions, inner);
    }
    Steps { block: early(steps, Outcome::NoRule), uses }
}

/// Begins with asking whether these parameters are there.
pub(super) fn required(params: Vec<(Ident, EndpointParam)>, Steps { mut block, mut uses }: Steps) -> Steps {
    uses.params |= !params.is_empty();
    let questions = params.into_iter().map(|(local, EndpointParam { name, field, ty, .. })| {
        let (field, missing) = (Expr::Param(field), Outcome::Required(name));
        match uses.locals.remove(&local) {
            true => Step::LetSome(local, borrowed(field, &ty), missing),
            false => Step::If(vec![Condition::Is(not(is_some(field)))], Block { steps: Vec::new(), end: missing }),
        }
    });
    let questions: Vec<_> = questions.collect();
    block.steps.splice(0..0, questions);
    Steps { block, uses }
}

/// The field of an optional parameter as one looks into it.
fn borrowed(field: Expr, ty: &ParamType) -> Expr {
    if *ty == ParamType::OptionalBoolean { field } else { Expr::Method(Box::new(field), names::ident("as_deref")) }
}

/// What has to be asked of the conditions of a rule, with those names that are used, and the steps
/// that follow; nothing for a rule whose conditions never hold.
fn live(Rule { conditions, then }: Rule, uses: &mut Uses) -> Option<(Vec<Condition>, Block)> {
    if all(conditions.iter().filter_map(asked).cloned()) == Expr::Boolean(false) {
        return None;
    }
    let Steps { block, uses: mut own } = follows(then);
    let mut live: Vec<Condition> = Vec::new();
    for condition in conditions.into_iter().rev() {
        let condition = match condition {
            Condition::Some(name, value) if !own.locals.remove(&name) => Condition::Is(is_some(value)),
            Condition::Let(name, _) if !own.locals.remove(&name) => continue,
            condition => condition,
        };
        if condition != Condition::Is(Expr::Boolean(true)) && !live.contains(&condition) {
            let (Condition::Some(_, value) | Condition::Let(_, value) | Condition::Is(value)) = &condition;
            own.expr(value);
            live.push(condition);
        }
    }
    live.reverse();
    uses.add(own);
    Some((live, block))
}

fn follows(then: Follows) -> Steps {
    match then {
        Follows::Rules(rules) => block(rules),
        Follows::Outcome(end) => {
            let mut uses = Uses::default();
            uses.outcome(&end);
            Steps { block: Block { steps: Vec::new(), end }, uses }
        }
    }
}

/// Takes what gets a name before anything is asked to before the conditions, and what gets one
/// after all is asked to behind them.
fn arrange(conditions: Vec<Condition>) -> (Vec<Step>, Vec<Condition>, Vec<Step>) {
    let asks = |condition: &Condition| !matches!(condition, Condition::Let(..));
    let first = conditions.iter().position(asks).unwrap_or(conditions.len());
    let last = conditions.iter().rposition(asks).map_or(first, |last| last + 1);
    let mut conditions = conditions.into_iter();
    let before = conditions.by_ref().take(first).filter_map(step).collect();
    let asked = conditions.by_ref().take(last - first).collect();
    (before, asked, conditions.filter_map(step).collect())
}

fn step(condition: Condition) -> Option<Step> {
    match condition {
        Condition::Let(name, value) => Some(Step::Let(name, value)),
        Condition::Some(..) | Condition::Is(_) => None,
    }
}

/// Adds a rule, to the one before if the same follows from it and both ask one thing.
fn push(steps: &mut Vec<Step>, mut conditions: Vec<Condition>, block: Block) {
    if let Some(Step::If(before, same)) = steps.last_mut()
        && let ([Condition::Is(one)], [Condition::Is(other)]) = (before.as_mut_slice(), conditions.as_mut_slice())
        && *same == block
    {
        let other = mem::replace(other, Expr::Boolean(false));
        *one = or(mem::replace(one, Expr::Boolean(false)), other);
        return;
    }
    steps.push(Step::If(conditions, block));
}

/// The conditions as one expression, if they give no names.
fn truth(conditions: &[Condition]) -> Option<Expr> {
    let truths = conditions.iter().map(|condition| asked(condition).cloned());
    truths.collect::<Option<Vec<_>>>().map(all)
}

fn asked(condition: &Condition) -> Option<&Expr> {
    match condition {
        Condition::Is(truth) => Some(truth),
        Condition::Some(..) | Condition::Let(..) => None,
    }
}

/// A block. When its last conditions do not hold and it fails, it asks whether they do not hold,
/// fails at once, and only then goes on.
fn early(mut steps: Vec<Step>, end: Outcome) -> Block {
    let guard = match steps.last() {
        Some(Step::If(conditions, inner)) if is_guard(&steps, inner, &end) => guard(conditions, &end),
        _ => None,
    };
    match (guard, steps.pop()) {
        (Some(guard), Some(Step::If(_, inner))) => {
            steps.push(guard);
            steps.extend(inner.steps);
            Block { steps, end: inner.end }
        }
        (_, last) => {
            steps.extend(last);
            Block { steps, end }
        }
    }
}

/// Whether it is worth while to ask the last question the other way round: it is if much follows,
/// or if it is the only one. One of several short ways is better left in a row with the others.
fn is_guard(steps: &[Step], inner: &Block, end: &Outcome) -> bool {
    let fails = |outcome: &Outcome| !matches!(outcome, Outcome::Endpoint(_));
    let asks = |step: &&Step| !matches!(step, Step::Let(..));
    let is_long = inner.steps.iter().any(|step| asks(&step));
    let is_only = steps.iter().filter(asks).count() == 1;
    fails(end) && (is_long || is_only && !fails(&inner.end))
}

/// The step that ends a block unless the conditions hold, if they can be asked the other way round.
fn guard(conditions: &[Condition], end: &Outcome) -> Option<Step> {
    match (conditions, truth(conditions)) {
        ([Condition::Some(name, value)], _) => Some(Step::LetSome(name.clone(), value.clone(), end.clone())),
        (_, Some(truth)) => {
            let block = Block { steps: Vec::new(), end: end.clone() };
            Some(Step::If(vec![Condition::Is(not(truth))], block))
        }
        (_, None) => None,
    }
}
