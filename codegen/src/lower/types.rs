//! Rust types and optionality of members.

use proc_macro2::Ident;
use secretsmith_model::{DefaultValue, Kind, Member, Shape};

use super::context::Lowering;
use super::literal;
use crate::ir::{Literal, Optionality, Scalar, Type};

/// The type of a member's value.
pub(super) fn member(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> Option<Type> {
    let target = lowering.target(member)?;
    let sensitive = member.traits.sensitive || lowering.is_sensitive(&shape.id);
    let ty = of(lowering, target, sensitive);
    if ty.is_none() {
        let kind = target.kind.name();
        lowering.member_problem(shape, member, None, format!("{} is a {kind}, which is not supported here", target.id));
    }
    match ty {
        Some(Type::Named(name)) if contains(lowering, target, shape) => Some(Type::Boxed(name)),
        ty => ty,
    }
}

/// The type of a shape's values; `None` for what has no values.
fn of(lowering: &Lowering<'_>, shape: &Shape, sensitive: bool) -> Option<Type> {
    let sensitive = sensitive || lowering.is_sensitive(&shape.id);
    let ty = match &shape.kind {
        Kind::List(member) => {
            return element(lowering, shape, member, sensitive).map(|element| Type::List(Box::new(element)));
        }
        Kind::Map { value, .. } => {
            return element(lowering, shape, value, sensitive).map(|value| Type::Map(Box::new(value)));
        }
        // What is in them is sensitive by itself.
        Kind::Structure(_) | Kind::Union(_) => return Some(Type::Named(type_ident(lowering, shape))),
        Kind::Enum(_) | Kind::IntEnum(_) => Type::Named(type_ident(lowering, shape)),
        Kind::String if shape.traits.enum_definitions.is_some() => Type::Named(type_ident(lowering, shape)),
        kind => Type::Scalar(scalar(kind)?),
    };
    Some(if sensitive { Type::Sensitive(Box::new(ty)) } else { ty })
}

/// The type of what a list or map holds.
fn element(lowering: &Lowering<'_>, shape: &Shape, member: &Member, sensitive: bool) -> Option<Type> {
    let element = of(lowering, lowering.target(member)?, sensitive)?;
    Some(if shape.traits.sparse { Type::Nullable(Box::new(element)) } else { element })
}

/// The Rust name of a shared shape.
pub(super) fn type_ident(lowering: &Lowering<'_>, shape: &Shape) -> Ident {
    lowering.naming.ty(&shape.id)
}

/// The simple value that a shape is.
pub(super) fn scalar(kind: &Kind) -> Option<Scalar> {
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
        Kind::BigInteger => Scalar::BigInteger,
        Kind::BigDecimal => Scalar::BigDecimal,
        Kind::Document => Scalar::Document,
        _ => return None,
    })
}

/// Whether a structure or union contains another by way of structures and unions alone, so that one
/// of them must be boxed.
fn contains(lowering: &Lowering<'_>, outer: &Shape, inner: &Shape) -> bool {
    let mut seen = vec![&outer.id];
    let mut next = 0;
    while let Some(id) = seen.get(next) {
        next += 1;
        if **id == inner.id {
            return true;
        }
        let Some(shape) = lowering.model.shape(id) else { continue };
        if let Kind::Structure(members) | Kind::Union(members) = &shape.kind {
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
    match default(lowering, shape, member) {
        Some(literal) => Optionality::Default(literal),
        None if member.traits.required => Optionality::Required,
        None => Optionality::Optional,
    }
}

/// The default of a member, if it has one.
pub(super) fn default(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> Option<Literal> {
    let target = lowering.target(member)?;
    let value = match &member.traits.default {
        DefaultValue::Value(value) => value,
        // That of a document, too: null is what is not there.
        DefaultValue::Absent | DefaultValue::Null => return None,
    };
    let literal = literal::lower(lowering, target, value);
    if literal.is_none() {
        let message = format!("the default {value} is not supported for its target {}", member.target);
        lowering.member_problem(shape, member, Some("smithy.api#default"), message);
    }
    let sensitive = member.traits.sensitive || lowering.is_sensitive(&shape.id) || lowering.is_sensitive(&target.id);
    literal.map(|literal| match literal {
        Literal::Empty => literal,
        literal if sensitive => Literal::Sensitive(Box::new(literal)),
        literal => literal,
    })
}
