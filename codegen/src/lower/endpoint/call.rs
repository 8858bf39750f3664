//! Parameters of the endpoint rules that each call sets: those that are the same for all calls of an
//! operation, and those that stand in the input.

use std::collections::{BTreeMap, HashSet};

use secretsmith_model::{Operation, Parameter, ParameterKind, RuleSet, Shape};
use serde_json::Value;

use super::super::context::Lowering;
use super::params;
use super::selection::Walk;
use crate::ir::{CallParam, CallValue};

const STATIC: &str = "smithy.rules#staticContextParams";
const OPERATION: &str = "smithy.rules#operationContextParams";
const MEMBER: &str = "smithy.rules#contextParam";

/// The names of the parameters that some operation sets.
pub(super) fn bound<'a>(lowering: &Lowering<'a>) -> HashSet<&'a str> {
    let names = lowering.operations().flat_map(|(shape, model)| {
        let traits = &shape.traits;
        let own = traits.static_context_params.keys().chain(traits.operation_context_params.keys());
        let input = lowering.model.shape(&model.input).map(Shape::members).unwrap_or_default();
        own.map(String::as_str).chain(input.into_iter().filter_map(|member| member.traits.context_param.as_deref()))
    });
    names.collect()
}

/// The parameters that calls of the operation set. One that the operation itself sets counts for more
/// than one that is a member, and that for more than one that an expression finds.
pub(in super::super) fn call_params(lowering: &Lowering<'_>, shape: &Shape, model: &Operation) -> Vec<CallParam> {
    let Some(super::source::Rules { rule_set, .. }) = &lowering.endpoint else { return Vec::new() };
    let input = lowering.model.shape(&model.input);
    let mut values = BTreeMap::new();
    for (name, path) in &shape.traits.operation_context_params {
        let value = known(rule_set, name).and_then(|parameter| {
            let parsed = jmespath::compile(path);
            let parsed = parsed.map_err(|error| format!("{path:?} is no JMESPath: {}", error.reason))?;
            let walk = Walk::from(lowering, input).along(parsed.as_ast());
            let selected = walk.and_then(|walk| walk.selection(parameter.kind));
            selected.map(CallValue::Input).map_err(|problem| format!("{name}: {path:?}: {problem}"))
        });
        let value = value.map_err(|message| lowering.trait_problem(shape, OPERATION, message));
        values.extend(value.map(|value| (name, value)));
    }
    for (holder, member) in input.iter().flat_map(|shape| shape.members().into_iter().map(move |it| (shape, it))) {
        let Some(name) = &member.traits.context_param else { continue };
        let value = known(rule_set, name).and_then(|parameter| {
            let walk = Walk::from(lowering, input).member(&member.name)?;
            walk.selection(parameter.kind).map(CallValue::Input)
        });
        let value = value.map_err(|message| lowering.member_problem(holder, member, Some(MEMBER), message));
        values.extend(value.map(|value| (name, value)));
    }
    for (name, value) in &shape.traits.static_context_params {
        let value = known(rule_set, name).and_then(|parameter| constant(name, parameter, value));
        let value = value.map_err(|message| lowering.trait_problem(shape, STATIC, message));
        values.extend(value.map(|value| (name, value)));
    }
    if values.is_empty() {
        return Vec::new();
    }
    let params = params::lower(lowering, rule_set).params.into_iter();
    let set = params.filter_map(|param| {
        let value = values.remove(&param.name)?;
        Some(CallParam { field: param.field, ty: param.ty, value })
    });
    set.collect()
}

fn known<'a>(rule_set: &'a RuleSet, name: &str) -> Result<&'a Parameter, String> {
    rule_set.parameters.get(name).ok_or_else(|| format!("{name} is no parameter of the rule set"))
}

/// A value that stands in the model.
fn constant(name: &str, parameter: &Parameter, value: &Value) -> Result<CallValue, String> {
    let found = match (parameter.kind, value) {
        (ParameterKind::String, Value::String(text)) => Some(CallValue::String(text.clone())),
        (ParameterKind::Boolean, Value::Bool(truth)) => Some(CallValue::Boolean(*truth)),
        (ParameterKind::StringArray, Value::Array(items)) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<_>>();
            texts.map(CallValue::Strings)
        }
        _ => None,
    };
    found.ok_or_else(|| format!("{name} is {value}, and the parameter is of another type"))
}
