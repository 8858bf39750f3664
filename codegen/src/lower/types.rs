//! Rust types and optionality of members.

use secretsmith_model::{DefaultValue, Kind, Member, Shape};
use serde_json::Value;

use super::context::Lowering;
use super::names;
use crate::ir::{Literal, Optionality, Scalar, Type};

/// The type of a member's value.
pub(super) fn member(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> Option<Type> {
    let target = lowering.target(member)?;
    let sensitive = member.traits.sensitive || shape.traits.sensitive;
    let ty = of(lowering, target, sensitive);
    if ty.is_none() {
        let kind = target.kind.name();
        lowering.member_problem(shape, member, None, format!("{} is a {kind}, which is not supported here", target.id));
    }
    match ty {
        Some(Type::Structure(name)) if contains(lowering, target, shape) => Some(Type::Boxed(name)),
        ty => ty,
    }
}

/// The type of a shape's values; `None` for what is not supported.
fn of(lowering: &Lowering<'_>, shape: &Shape, sensitive: bool) -> Option<Type> {
    let sensitive = sensitive || shape.traits.sensitive;
    if let Some(scalar) = scalar(&shape.kind) {
        return match (sensitive, scalar) {
            (false, _) => Some(Type::Scalar(scalar)),
            (true, Scalar::String | Scalar::Blob) => Some(Type::Sensitive(scalar)),
            (true, _) => None,
        };
    }
    match &shape.kind {
        Kind::List(member) if !shape.traits.sparse => {
            of(lowering, lowering.target(member)?, sensitive).map(|element| Type::List(Box::new(element)))
        }
        Kind::Map { value, .. } if !shape.traits.sparse => {
            of(lowering, lowering.target(value)?, sensitive).map(|value| Type::Map(Box::new(value)))
        }
        Kind::Enum(_) if !sensitive => Some(Type::Enumeration(type_ident(lowering, shape))),
        Kind::Structure(_) if !sensitive => Some(Type::Structure(type_ident(lowering, shape))),
        _ => None,
    }
}

/// The Rust name of a shared shape.
pub(super) fn type_ident(lowering: &Lowering<'_>, shape: &Shape) -> proc_macro2::Ident {
    names::ident(&names::type_name(lowering.shape_name(&shape.id)))
}

fn scalar(kind: &Kind) -> Option<Scalar> {
    Some(match kind {
        Kind::Blob => Scalar::Blob,
        Kind::Boolean => Scalar::Boolean,
        Kind::String => Scalar::String,
        Kind::Byte => Scalar::Byte,
        Kind::Short => Scalar::Short,
        Kind::Integer => Scalar::Integer,
        Kind::Long => Scalar::Long,
        Kind::Float => Scalar::Float,
        Kind::Double => Scalar::Double,
        Kind::Timestamp => Scalar::Timestamp,
        _ => return None,
    })
}

/// Whether a structure contains another by way of structures alone, so that one must be boxed.
fn contains(lowering: &Lowering<'_>, outer: &Shape, inner: &Shape) -> bool {
    let mut seen = vec![&outer.id];
    let mut next = 0;
    while let Some(id) = seen.get(next) {
        next += 1;
        if **id == inner.id {
            return true;
        }
        let Some(shape) = lowering.model.shape(id) else { continue };
        if let Kind::Structure(members) = &shape.kind {
            let new = members.iter().map(|member| &member.target).filter(|id| !seen.contains(id));
            seen.extend(new.collect::<Vec<_>>());
        }
    }
    false
}

/// Whether a member may be absent.
pub(super) fn optionality(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> Optionality {
    if member.traits.client_optional {
        return Optionality::Optional;
    }
    match &member.traits.default {
        DefaultValue::Value(value) => match literal(lowering, member, value) {
            Some(literal) => Optionality::Default(literal),
            None => {
                let message = format!("the default {value} is not supported for its target {}", member.target);
                lowering.member_problem(shape, member, Some("smithy.api#default"), message);
                Optionality::Optional
            }
        },
        DefaultValue::Absent | DefaultValue::Null if member.traits.required => Optionality::Required,
        DefaultValue::Absent | DefaultValue::Null => Optionality::Optional,
    }
}

/// A value of the model as one of Rust.
pub(super) fn literal(lowering: &Lowering<'_>, member: &Member, value: &Value) -> Option<Literal> {
    let target = lowering.target(member)?;
    match (&target.kind, value) {
        (Kind::Boolean, Value::Bool(value)) => Some(Literal::Boolean(*value)),
        (Kind::Byte | Kind::Short | Kind::Integer | Kind::Long, value) => value.as_i64().map(Literal::Integer),
        (Kind::Float | Kind::Double, value) => value.as_f64().map(Literal::Float),
        (Kind::String, Value::String(text)) if !target.traits.sensitive => Some(Literal::String(text.clone())),
        (Kind::Enum(members), Value::String(text)) => {
            let member = members.iter().find(|member| super::structure::enum_value(member) == *text)?;
            Some(Literal::Variant(type_ident(lowering, target), names::variant(&member.name)))
        }
        (Kind::List(_), Value::Array(elements)) if elements.is_empty() => Some(Literal::Empty),
        (Kind::Map { .. }, Value::Object(entries)) if entries.is_empty() => Some(Literal::Empty),
        _ => None,
    }
}
