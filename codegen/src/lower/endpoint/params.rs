//! The parameters of a rule set.

use std::collections::HashMap;

use secretsmith_model::{Parameter, ParameterKind, RuleSet};
use serde_json::Value;

use super::super::context::Lowering;
use super::super::{docs, names};
use super::call;
use crate::ir::{Docs, EndpointParam, ParamType, Takes};

const CLIENT_TRAIT: &str = "smithy.rules#clientContextParams";

/// The parameters, and which type holds them.
pub(super) struct Params {
    pub(super) params: Vec<EndpointParam>,
    pub(super) takes: Takes,
    /// For each parameter, whether it must be there although it has no default.
    pub(super) required: Vec<bool>,
}

/// Something that every client is configured with.
struct BuiltIn {
    name: &'static str,
    /// The field of `EndpointParams`.
    field: &'static str,
    kind: ParameterKind,
}

/// What every client is configured with. Any other built-in (`AWS::Auth::AccountId`,
/// `AWS::S3::UseArnRegion`, …) is a parameter like those without one: nobody has a value for it but
/// whoever sets it by its name.
const BUILT_INS: [BuiltIn; 4] = [
    BuiltIn { name: "AWS::Region", field: "region", kind: ParameterKind::String },
    BuiltIn { name: "AWS::UseFIPS", field: "use_fips", kind: ParameterKind::Boolean },
    BuiltIn { name: "AWS::UseDualStack", field: "use_dual_stack", kind: ParameterKind::Boolean },
    BuiltIn { name: "SDK::Endpoint", field: "endpoint", kind: ParameterKind::String },
];

/// Decides the parameters; reports those of the wrong type and those of the same name.
pub(super) fn lower(lowering: &Lowering<'_>, rule_set: &RuleSet) -> Params {
    let parameters = &rule_set.parameters;
    let bound = call::bound(lowering);
    let is_held = |(name, parameter): (&String, _)| {
        !bound.contains(name.as_str()) && built_in(parameter).is_some_and(|built_in| is_held(parameter, built_in))
    };
    check_client_params(lowering, rule_set);
    let takes = if parameters.iter().all(is_held) { Takes::EndpointParams } else { Takes::Params };
    let params: Vec<_> = parameters.iter().map(|(name, it)| param(lowering, name, it, takes)).collect();
    if takes == Takes::Params {
        check_names(lowering, &params);
    }
    let is_required = |(parameter, param): (&Parameter, &EndpointParam)| parameter.required && param.ty.is_optional();
    let required = parameters.values().zip(&params).map(is_required).collect();
    Params { params, takes, required }
}

/// The parameter of services without a rule set.
pub(super) fn endpoint() -> EndpointParam {
    let field = names::ident("endpoint");
    EndpointParam {
        name: "Endpoint".to_owned(),
        docs: Docs::new(["The URL to use."]),
        ty: ParamType::OptionalString,
        built_in: Some(field.clone()),
        is_client: false,
        field,
    }
}

/// Whether `EndpointParams` holds the parameter as the rule set has it.
fn is_held(parameter: &Parameter, built_in: &BuiltIn) -> bool {
    let is_alike = match built_in.kind {
        ParameterKind::Boolean => parameter.required && parameter.default != Some(Value::Bool(true)),
        ParameterKind::String | ParameterKind::StringArray => parameter.default.is_none(),
    };
    parameter.kind == built_in.kind && is_alike
}

fn built_in(parameter: &Parameter) -> Option<&'static BuiltIn> {
    let name = parameter.built_in.as_deref()?;
    BUILT_INS.iter().find(|built_in| built_in.name == name)
}

fn param(lowering: &Lowering<'_>, name: &str, parameter: &Parameter, takes: Takes) -> EndpointParam {
    let built_in = built_in(parameter);
    if let Some(built_in) = built_in.filter(|built_in| built_in.kind != parameter.kind) {
        let expected = if built_in.kind == ParameterKind::Boolean { "a boolean" } else { "a string" };
        let message = format!("the parameter {name} has to be {expected}, as {} is", built_in.name);
        lowering.endpoint_problem(message);
    }
    let source = built_in.map(|built_in| names::ident(built_in.field));
    EndpointParam {
        name: name.to_owned(),
        field: match (takes, &source) {
            (Takes::EndpointParams, Some(source)) => source.clone(),
            (_, _) => names::ident(&names::snake(name)),
        },
        docs: docs(lowering, name, parameter),
        ty: ty(parameter, built_in.is_some()),
        built_in: source,
        is_client: is_client(lowering, name, parameter),
    }
}

/// Whether users of a client set the parameter: the model says so, or it is a built-in for which a
/// client has no value of its own.
fn is_client(lowering: &Lowering<'_>, name: &str, parameter: &Parameter) -> bool {
    let declared = &lowering.service_shape.traits.client_context_params;
    match built_in(parameter) {
        Some(_) => false,
        None => declared.contains_key(name) || parameter.built_in.is_some(),
    }
}

/// What the model says of the parameter, and which built-in it is.
fn docs(lowering: &Lowering<'_>, name: &str, parameter: &Parameter) -> Docs {
    let docs = docs::of_parameter(lowering, name, parameter.documentation.as_deref());
    let docs = match &parameter.built_in {
        Some(built_in) => docs.paragraph([format!("The built-in `{built_in}`.")]),
        None => docs,
    };
    if parameter.deprecated { docs.paragraph(["Not to be used any more."]) } else { docs }
}

/// A built-in that must be there and has no default is false unless a client is configured so.
fn ty(parameter: &Parameter, is_built_in: bool) -> ParamType {
    match (parameter.kind, &parameter.default) {
        (ParameterKind::Boolean, Some(Value::Bool(default))) => ParamType::Boolean(*default),
        (ParameterKind::Boolean, _) if parameter.required && is_built_in => ParamType::Boolean(false),
        (ParameterKind::Boolean, _) => ParamType::OptionalBoolean,
        (ParameterKind::String, Some(Value::String(default))) => ParamType::String(default.clone()),
        (ParameterKind::String, _) => ParamType::OptionalString,
        (ParameterKind::StringArray, Some(Value::Array(items))) => {
            ParamType::Strings(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        }
        (ParameterKind::StringArray, _) => ParamType::OptionalStrings,
    }
}

/// Reports what users of a client are to set and the rule set does not have, or has otherwise.
fn check_client_params(lowering: &Lowering<'_>, rule_set: &RuleSet) {
    for (name, declared) in &lowering.service_shape.traits.client_context_params {
        let problem = match rule_set.parameters.get(name) {
            None => format!("{name} is no parameter of the rule set"),
            Some(parameter) if parameter.kind != declared.kind => {
                format!("the parameter {name} is of another type in the rule set")
            }
            Some(_) => continue,
        };
        lowering.trait_problem(lowering.service_shape, CLIENT_TRAIT, problem);
    }
}

fn check_names(lowering: &Lowering<'_>, params: &[EndpointParam]) {
    let mut seen = HashMap::new();
    for EndpointParam { name, field, .. } in params {
        if let Some(first) = seen.insert(field, name) {
            let message = format!("the parameters {first} and {name} have the same Rust name `{field}`");
            lowering.endpoint_problem(message);
        }
    }
}
