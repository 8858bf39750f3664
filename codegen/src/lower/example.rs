//! Examples: calls that documentation shows.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secretsmith_model::{Example as ModelExample, Kind, Member, Shape, ShapeId};
use serde_json::Value;

use super::context::Lowering;
use super::{literal, naming, types};
use crate::ir::{Argument, Example};

const TRAIT: &str = "smithy.api#examples";

/// The examples of an operation that succeed.
pub(super) fn all(lowering: &Lowering<'_>, shape: &Shape, input: &ShapeId) -> Vec<Example> {
    let examples = shape.traits.examples.iter().filter(|example| example.error.is_none());
    examples.filter_map(|example| one(lowering, shape, input, example)).collect()
}

fn one(lowering: &Lowering<'_>, operation: &Shape, input: &ShapeId, example: &ModelExample) -> Option<Example> {
    let input = lowering.model.shape(input)?;
    match structure(lowering, input, &example.input) {
        Ok(input) => Some(Example { title: words(&example.title), input }),
        Err(message) => {
            let title = &example.title;
            lowering.warning(operation, TRAIT, format!("the example {title:?} is left out: its input: {message}"));
            None
        }
    }
}

/// A text on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The members that a value sets, in the order of the model.
fn structure(
    lowering: &Lowering<'_>,
    shape: &Shape,
    value: &Value,
) -> Result<Vec<(proc_macro2::Ident, Argument)>, String> {
    let Value::Object(values) = value else { return Err(format!("{value} is no object")) };
    if let Some(name) = values.keys().find(|name| !shape.members().iter().any(|member| member.name == **name)) {
        return Err(format!("{} has no member {name}", shape.id));
    }
    let set = shape.members().into_iter().filter_map(|member| Some((member, values.get(&member.name)?)));
    set.map(|(member, value)| {
        let argument = argument(lowering, member, value).map_err(|message| format!("{}: {message}", member.name))?;
        Ok((naming::member(shape, member), argument))
    })
    .collect()
}

fn argument(lowering: &Lowering<'_>, member: &Member, value: &Value) -> Result<Argument, String> {
    let target = lowering.target(member).ok_or("its target is missing")?;
    match (&target.kind, value) {
        (Kind::Blob, Value::String(text)) => Ok(Argument::Blob(decoded(text))),
        (Kind::Union(_), value) => union(lowering, target, value),
        (Kind::Structure(_), value) => {
            Ok(Argument::Structure(types::type_ident(lowering, target), structure(lowering, target, value)?))
        }
        (Kind::List(element), Value::Array(values)) => {
            let elements = values.iter().map(|value| argument(lowering, element, value));
            elements.collect::<Result<_, _>>().map(Argument::List)
        }
        (Kind::Map { value: element, .. }, Value::Object(entries)) => {
            let entries = entries.iter().map(|(key, value)| Ok((key.clone(), argument(lowering, element, value)?)));
            entries.collect::<Result<_, String>>().map(Argument::Map)
        }
        (_, value) => {
            let literal = literal::lower(lowering, target, value);
            literal.map(Argument::Literal).ok_or_else(|| format!("{value} is no {}", target.kind.name()))
        }
    }
}

/// A union: the one member that has a value.
fn union(lowering: &Lowering<'_>, shape: &Shape, value: &Value) -> Result<Argument, String> {
    let Some((name, value)) = value.as_object().filter(|members| members.len() == 1).and_then(|it| it.iter().next())
    else {
        return Err(format!("{value} is no union"));
    };
    let members = shape.members();
    let names = naming::variants(members.iter().map(|member| member.name.as_str()));
    let found = members.iter().zip(names).find(|(member, _)| member.name == *name);
    let (member, variant) = found.ok_or_else(|| format!("{} has no member {name}", shape.id))?;
    let value = if member.target.is_unit() { None } else { Some(Box::new(argument(lowering, member, value)?)) };
    Ok(Argument::Union(types::type_ident(lowering, shape), variant, value))
}

/// Bytes as text, when they are; otherwise their base64.
fn decoded(text: &str) -> String {
    let bytes = STANDARD.decode(text).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_owned())
}
