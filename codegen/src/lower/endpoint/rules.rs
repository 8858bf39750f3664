//! Rules: their conditions, and what follows from them.

use proc_macro2::Ident;
use secretsmith_model::{Condition as ModelCondition, Expr as ModelExpr, Rule as ModelRule, Then};

use super::super::context::Lowering;
use super::super::names;
use super::functions::{Result, call};
use super::logic::{equal, is_some};
use super::outcomes;
use super::params::Params;
use super::scope::{Form, Scope, Type, Typed};
use super::steps::{Follows, Rule};
use crate::ir::{Condition, EndpointParam, Expr, Outcome, ParamType};

/// Lowers the rules of one rule set.
pub(super) struct Rules<'l> {
    lowering: &'l Lowering<'l>,
    scope: Scope,
    /// What the expression at hand needs to have a name.
    set_apart: Vec<Condition>,
    /// Where in the rule set we are.
    path: Vec<usize>,
}

impl<'l> Rules<'l> {
    pub(super) fn new(lowering: &'l Lowering<'l>) -> Self {
        Self { lowering, scope: Scope::default(), set_apart: Vec::new(), path: Vec::new() }
    }

    /// Makes the parameters known; gives those that must be there, with their local variables.
    pub(super) fn declare(&mut self, Params { params, required, .. }: &Params) -> Vec<(Ident, EndpointParam)> {
        let mut locals = Vec::new();
        for (param, is_required) in params.iter().zip(required) {
            let mut value = parameter(param);
            if *is_required {
                let local = self.scope.local(&param.name);
                value = value.named(local.clone());
                locals.push((local, param.clone()));
            }
            self.scope.set(&param.name, value);
        }
        locals
    }

    /// The rules, but for those that cannot be lowered; these are reported.
    pub(super) fn lower(&mut self, model: &[ModelRule]) -> Vec<Rule> {
        let rules = model.iter().enumerate().filter_map(|(index, model)| {
            self.path.push(index);
            let mark = self.scope.mark();
            let rule = self.rule(model);
            self.scope.back_to(mark);
            self.path.pop();
            rule
        });
        rules.collect()
    }

    /// What a name stands for.
    pub(super) fn known(&self, name: &str) -> Result<&Typed> {
        self.scope.get(name).ok_or_else(|| format!("{name} is neither a parameter nor assigned before"))
    }

    /// Gives a value a name, so that others may borrow from it.
    pub(super) fn set_apart(&mut self, name: &str, value: Expr) -> Expr {
        let local = self.scope.local(name);
        self.set_apart.push(Condition::Let(local.clone(), value));
        Expr::Local(local)
    }

    fn rule(&mut self, model: &ModelRule) -> Option<Rule> {
        let mut conditions = Vec::new();
        for (index, model) in model.conditions.iter().enumerate() {
            let condition = self.condition(model);
            let condition = self.reported(&format!(".conditions[{index}]"), condition)?;
            conditions.append(&mut self.set_apart);
            conditions.extend(condition);
        }
        let then = match &model.then {
            Then::Tree(rules) => Follows::Rules(self.lower(rules)),
            Then::Endpoint(model) => {
                let endpoint = outcomes::endpoint(self, model);
                Follows::Outcome(self.reported(".endpoint", endpoint)?)
            }
            Then::Error(model) => {
                let error = outcomes::error(self, model);
                Follows::Outcome(self.reported(".error", error)?)
            }
        };
        conditions.append(&mut self.set_apart);
        Some(Rule { conditions, then })
    }

    /// The value; what is wrong with it is reported for the rule.
    fn reported<T>(&mut self, place: &str, result: Result<T>) -> Option<T> {
        let Err(message) = result else { return result.ok() };
        self.set_apart.clear();
        let path: Vec<_> = self.path.iter().map(|index| format!("rules[{index}]")).collect();
        let message = format!("{}{place}: {message}", path.join("."));
        self.lowering.endpoint_problem(message);
        None
    }

    /// A condition, if it can fail or gives a name. What it assigns, or finds to be there, is known
    /// in the rest of its rule.
    fn condition(&mut self, ModelCondition { call: model, assign }: &ModelCondition) -> Result<Option<Condition>> {
        let value = call(self, model)?;
        match (assign, model.args.as_slice()) {
            (Some(name), _) => self.assignment(name, value),
            (None, [ModelExpr::Reference(name)]) if model.function == "isSet" => self.is_set(name),
            (None, _) => Ok(holds(value).map(Condition::Is)),
        }
    }

    /// From here on the parameter is there.
    fn is_set(&mut self, name: &str) -> Result<Option<Condition>> {
        let value = self.known(name)?.clone();
        if !value.is_optional {
            return Ok(None);
        }
        let local = self.scope.local(name);
        self.scope.set(name, value.named(local.clone()));
        Ok(Some(Condition::Some(local, value.expr)))
    }

    fn assignment(&mut self, name: &str, value: Typed) -> Result<Option<Condition>> {
        if self.scope.get(name).is_some() {
            return Err(format!("{name} is assigned, although it stands for something already"));
        }
        if value.ty == Type::Boolean {
            // Were it false, the condition would not hold.
            self.scope.set(name, Typed::boolean(Expr::Boolean(true)));
            return Ok(holds(value).map(Condition::Is));
        }
        if !value.is_optional && (value.is_place() || matches!(value.expr, Expr::Text(_))) {
            self.scope.set(name, value);
            return Ok(None);
        }
        let local = self.scope.local(name);
        self.scope.set(name, value.named(local.clone()));
        let bind = if value.is_optional { Condition::Some } else { Condition::Let };
        Ok(Some(bind(local, value.expr)))
    }
}

/// Rules that give the endpoint of a parameter where it is set, and that outcome otherwise.
pub(super) fn given(param: &EndpointParam, otherwise: Outcome) -> Vec<Rule> {
    let endpoint = names::ident("endpoint");
    let url = Expr::Local(endpoint.clone());
    let given = Condition::Some(endpoint, parameter(param).expr);
    let rule = |conditions, outcome| Rule { conditions, then: Follows::Outcome(outcome) };
    vec![rule(vec![given], outcomes::plain(url)), rule(Vec::new(), otherwise)]
}

/// What the field of a parameter holds.
fn parameter(param: &EndpointParam) -> Typed {
    let field = Expr::Param(param.field.clone());
    let borrowed = |field| Expr::Method(Box::new(field), names::ident("as_deref"));
    match param.ty {
        ParamType::OptionalString => Typed::optional(borrowed(field), Type::String),
        ParamType::OptionalBoolean => Typed::optional(field, Type::Boolean),
        ParamType::OptionalStrings => Typed::optional(borrowed(field), Type::Strings).held(Form::Owned),
        ParamType::String(_) => Typed::new(field, Type::String).held(Form::Owned),
        ParamType::Boolean(_) => Typed::boolean(field),
        ParamType::Strings(_) => Typed::new(field, Type::Strings).held(Form::Owned),
    }
}

/// Whether a condition holds that comes to this value; nothing if it always does.
fn holds(value: Typed) -> Option<Expr> {
    match (value.ty, value.is_optional) {
        (Type::Boolean, false) => Some(value.expr),
        (Type::Boolean, true) => Some(equal(value.expr, Expr::Some(Box::new(Expr::Boolean(true))))),
        (_, true) => Some(is_some(value.expr)),
        (_, false) => None,
    }
}
