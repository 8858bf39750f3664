//! Endpoint rules: from the model's expressions to typed ones.

use std::collections::HashMap;

use proc_macro2::Ident;
use secretsmith_model::{Call, Expr, ParameterKind, Part, Rule as ModelRule, RuleSet, Template, Then as ModelThen};

use super::context::Lowering;
use super::names;
use crate::ir::{Condition, EndpointRule, EndpointRules, EndpointValue, Predicate, Text, TextPart, Then};

const TRAIT: &str = "smithy.rules#endpointRuleSet";

/// What a name in the rules stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Text that is there, or that may be absent.
    String { is_set: bool },
    /// A boolean.
    Boolean,
    /// What `aws.partition` found.
    Partition,
}

/// The names that rules know at one place.
type Scope = HashMap<String, (Ident, Kind)>;

/// The endpoint rules of the service; none when the model has none.
pub(super) fn lower(lowering: &Lowering<'_>) -> EndpointRules {
    let Some(rule_set) = &lowering.service_shape.traits.endpoint_rule_set else { return EndpointRules::default() };
    match scope(rule_set).and_then(|scope| rules(&rule_set.rules, &scope)) {
        Ok(rules) => EndpointRules { rules },
        Err(message) => {
            lowering.trait_problem(lowering.service_shape, TRAIT, message);
            EndpointRules::default()
        }
    }
}

/// The parameters, which are fields of the runtime's `EndpointParams`.
fn scope(rule_set: &RuleSet) -> Result<Scope, String> {
    let parameters = rule_set.parameters.iter().map(|(name, parameter)| {
        let field = match parameter.built_in.as_deref() {
            Some("AWS::Region") => "region",
            Some("AWS::UseFIPS") => "use_fips",
            Some("AWS::UseDualStack") => "use_dual_stack",
            Some("SDK::Endpoint") => "endpoint",
            Some(other) => return Err(format!("the built-in {other} of the parameter {name} is not supported")),
            None => return Err(format!("the parameter {name} has no built-in, which is not supported")),
        };
        let kind = match parameter.kind {
            ParameterKind::Boolean => Kind::Boolean,
            ParameterKind::String => Kind::String { is_set: false },
            ParameterKind::StringArray => {
                return Err(format!("the parameter {name} is a string array, which is not supported"));
            }
        };
        Ok((name.clone(), (names::ident(field), kind)))
    });
    parameters.collect()
}

fn rules(model: &[ModelRule], scope: &Scope) -> Result<Vec<EndpointRule>, String> {
    model.iter().map(|model| rule(model, scope)).collect()
}

fn rule(model: &ModelRule, scope: &Scope) -> Result<EndpointRule, String> {
    let mut scope = scope.clone();
    let conditions = model.conditions.iter().map(|model| condition(&model.call, model.assign.as_deref(), &mut scope));
    let conditions = conditions.collect::<Result<_, _>>()?;
    let then = match &model.then {
        ModelThen::Endpoint(endpoint) => {
            let is_plain =
                endpoint.headers.is_empty() && endpoint.properties.as_object().is_none_or(|map| map.is_empty());
            if !is_plain {
                return Err("endpoints with headers or properties are not supported".to_owned());
            }
            Then::Endpoint(text(&endpoint.url, &scope)?)
        }
        ModelThen::Error(message) => Then::Error(text(message, &scope)?),
        ModelThen::Tree(model) => Then::Tree(rules(model, &scope)?),
    };
    Ok(EndpointRule { conditions, then })
}

/// A condition; what it assigns, or finds to be there, is known in the rest of its rule.
fn condition(call: &Call, assign: Option<&str>, scope: &mut Scope) -> Result<Condition, String> {
    if let (Some(name), "aws.partition") = (assign, call.function.as_str()) {
        let local = names::ident(&names::snake(name));
        let value = EndpointValue::Partition(text(argument(call, 0)?, scope)?);
        scope.insert(name.to_owned(), (local.clone(), Kind::Partition));
        return Ok(Condition::Bind(local, value));
    }
    if let Some(name) = assign {
        return Err(format!("assigning what {} gives to {name} is not supported", call.function));
    }
    if let ("isSet", Expr::Reference(name)) = (call.function.as_str(), argument(call, 0)?) {
        let (local, kind) = known(name, scope)?;
        if kind == (Kind::String { is_set: false }) {
            scope.insert(name.clone(), (local.clone(), Kind::String { is_set: true }));
            return Ok(Condition::Bind(local.clone(), EndpointValue::Parameter(local)));
        }
    }
    predicate(call, scope).map(Condition::Is)
}

fn predicate(call: &Call, scope: &Scope) -> Result<Predicate, String> {
    match call.function.as_str() {
        "isSet" => value(argument(call, 0)?, scope).map(|(value, _)| Predicate::IsSet(value)),
        "not" => match argument(call, 0)? {
            Expr::Call(call) => Ok(Predicate::Not(Box::new(predicate(call, scope)?))),
            other => boolean(other, scope).map(|value| Predicate::Not(Box::new(value))),
        },
        "booleanEquals" => match (argument(call, 0)?, argument(call, 1)?) {
            (value, Expr::Boolean(true)) => boolean(value, scope),
            (value, Expr::Boolean(false)) => boolean(value, scope).map(|value| Predicate::Not(Box::new(value))),
            _ => Err("booleanEquals of two values is not supported".to_owned()),
        },
        "stringEquals" => {
            Ok(Predicate::StringEquals(text(argument(call, 0)?, scope)?, text(argument(call, 1)?, scope)?))
        }
        "getAttr" => boolean(&Expr::Call(call.clone()), scope),
        other => Err(format!("the function {other} is not supported")),
    }
}

fn boolean(expr: &Expr, scope: &Scope) -> Result<Predicate, String> {
    match value(expr, scope)? {
        (value, Kind::Boolean) => Ok(Predicate::Value(value)),
        (_, kind) => Err(format!("a boolean is expected where {kind:?} stands")),
    }
}

fn text(expr: &Expr, scope: &Scope) -> Result<Text, String> {
    let text_of = |(value, kind)| match kind {
        Kind::String { is_set: true } => Ok(value),
        kind => Err(format!("text that is there is expected where {kind:?} stands")),
    };
    match expr {
        Expr::Literal(Template { parts }) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => Ok(TextPart::Literal(text.clone())),
                Part::Reference { name, path } => {
                    text_of(reference(name, path.as_deref(), scope)?).map(TextPart::Value)
                }
            })
            .collect(),
        expr => text_of(value(expr, scope)?).map(|value| vec![TextPart::Value(value)]),
    }
}

fn value(expr: &Expr, scope: &Scope) -> Result<(EndpointValue, Kind), String> {
    match expr {
        Expr::Reference(name) => reference(name, None, scope),
        Expr::Call(call) if call.function == "getAttr" => match (argument(call, 0)?, argument(call, 1)?) {
            (Expr::Reference(name), Expr::Literal(path)) => match path.parts.as_slice() {
                [Part::Text(path)] => reference(name, Some(path), scope),
                _ => Err(format!("the path of getAttr on {name} is no plain text")),
            },
            _ => Err("getAttr of anything but a name is not supported".to_owned()),
        },
        other => Err(format!("{other:?} is not supported as a value")),
    }
}

fn reference(name: &str, path: Option<&str>, scope: &Scope) -> Result<(EndpointValue, Kind), String> {
    let (local, kind) = known(name, scope)?;
    let value = match kind {
        Kind::String { is_set: false } => EndpointValue::Parameter(local),
        Kind::Boolean => EndpointValue::Flag(local),
        Kind::String { is_set: true } | Kind::Partition => EndpointValue::Local(local),
    };
    let Some(path) = path else { return Ok((value, kind)) };
    let field = match path {
        "name" | "dnsSuffix" | "dualStackDnsSuffix" | "implicitGlobalRegion" => Kind::String { is_set: true },
        "supportsFIPS" | "supportsDualStack" => Kind::Boolean,
        other => return Err(format!("{name} has no attribute {other}")),
    };
    if kind != Kind::Partition {
        return Err(format!("{name}#{path} is not supported: {name} is no partition"));
    }
    Ok((EndpointValue::Field(Box::new(value), names::ident(&names::snake(path))), field))
}

fn known(name: &str, scope: &Scope) -> Result<(Ident, Kind), String> {
    scope.get(name).cloned().ok_or_else(|| format!("{name} is neither a parameter nor assigned before"))
}

fn argument(call: &Call, index: usize) -> Result<&Expr, String> {
    call.args.get(index).ok_or_else(|| format!("{} has too few arguments", call.function))
}
