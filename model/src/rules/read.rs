//! Reading endpoint rule sets.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Call, Condition, Endpoint, Expr, Parameter, ParameterKind, Rule, RuleSet, Template, Then};
use crate::decode::{Decoded, Fields, instead, integer, list, map, text};
use crate::json::Node;

/// Reads the value of a `smithy.rules#endpointRuleSet`.
pub(crate) fn read(node: &Node<'_>) -> Decoded<RuleSet> {
    let fields = Fields::of(node)?;
    Ok(RuleSet {
        version: fields.optional("version", text)?,
        parameters: fields.required("parameters", |node| map(node, parameter))?,
        rules: fields.required("rules", rules)?,
    })
}

/// Reads what values a parameter takes; the case does not matter.
pub(crate) fn parameter_kind(node: &Node<'_>) -> Decoded<ParameterKind> {
    let name = text(node)?;
    match name.to_ascii_lowercase().as_str() {
        "string" => Ok(ParameterKind::String),
        "boolean" => Ok(ParameterKind::Boolean),
        "stringarray" => Ok(ParameterKind::StringArray),
        _ => Err(format!("{name:?} instead of \"string\", \"boolean\" or \"stringArray\"")),
    }
}

pub(super) fn parameter(node: &Node<'_>) -> Decoded<Parameter> {
    let fields = Fields::of(node)?;
    let kind = fields.required("type", parameter_kind)?;
    Ok(Parameter {
        kind,
        required: fields.flag("required")?,
        default: fields.optional("default", |node| default(node, kind))?,
        built_in: fields.optional("builtIn", text)?,
        documentation: fields.optional("documentation", text)?,
        deprecated: fields.optional("deprecated", |_| Ok(()))?.is_some(),
    })
}

fn default(node: &Node<'_>, kind: ParameterKind) -> Decoded<Value> {
    let (fits, expected) = match kind {
        ParameterKind::String => (node.as_str().is_some(), "a string"),
        ParameterKind::Boolean => (matches!(node, Node::Boolean(_)), "a boolean"),
        ParameterKind::StringArray => (list(node, text).is_ok(), "an array of strings"),
    };
    if fits { Ok(node.to_value()) } else { Err(instead(node, expected)) }
}

fn rules(node: &Node<'_>) -> Decoded<Vec<Rule>> {
    list(node, rule)
}

pub(super) fn rule(node: &Node<'_>) -> Decoded<Rule> {
    let fields = Fields::of(node)?;
    let then = match fields.required("type", text)?.as_str() {
        "endpoint" => Then::Endpoint(fields.required("endpoint", endpoint)?),
        "error" => Then::Error(fields.required("error", expr)?),
        "tree" => Then::Tree(fields.required("rules", rules)?),
        other => return Err(format!("\"type\": {other:?} instead of \"endpoint\", \"error\" or \"tree\"")),
    };
    Ok(Rule {
        conditions: fields.optional("conditions", |node| list(node, condition))?.unwrap_or_default(),
        then,
        documentation: fields.optional("documentation", text)?,
    })
}

pub(super) fn condition(node: &Node<'_>) -> Decoded<Condition> {
    Ok(Condition { call: call(node)?, assign: Fields::of(node)?.optional("assign", text)? })
}

fn call(node: &Node<'_>) -> Decoded<Call> {
    let fields = Fields::of(node)?;
    Ok(Call {
        function: fields.required("fn", text)?,
        args: fields.optional("argv", |node| list(node, expr))?.unwrap_or_default(),
    })
}

fn endpoint(node: &Node<'_>) -> Decoded<Endpoint> {
    let fields = Fields::of(node)?;
    Ok(Endpoint {
        url: fields.required("url", expr)?,
        headers: fields.optional("headers", headers)?.unwrap_or_default(),
        properties: fields.optional("properties", properties)?.unwrap_or_else(|| Value::Object(serde_json::Map::new())),
    })
}

fn headers(node: &Node<'_>) -> Decoded<IndexMap<String, Vec<Expr>>> {
    map(node, |values| list(values, expr))
}

fn properties(node: &Node<'_>) -> Decoded<Value> {
    map(node, check_templates)?;
    Ok(node.to_value())
}

fn check_templates(node: &Node<'_>) -> Decoded<()> {
    match node {
        Node::String(text) => Template::parse(text).map(|_| ()),
        Node::Array(_) => list(node, check_templates).map(|_| ()),
        Node::Object(_) => map(node, check_templates).map(|_| ()),
        Node::Null | Node::Boolean(_) | Node::Number(_) => Ok(()),
    }
}

fn expr(node: &Node<'_>) -> Decoded<Expr> {
    match node {
        Node::String(text) => Ok(Expr::Literal(Template::parse(text)?)),
        Node::Boolean(value) => Ok(Expr::Boolean(*value)),
        Node::Number(_) => integer(node).map(Expr::Integer),
        Node::Array(_) => list(node, expr).map(Expr::Array),
        Node::Object(object) if object.get("ref").is_some() => {
            Fields::of(node)?.required("ref", text).map(Expr::Reference)
        }
        Node::Object(_) => call(node).map(Expr::Call),
        Node::Null => Err(instead(node, "an expression")),
    }
}
