//! Structures, enumerations and modeled errors.

use std::collections::HashSet;

use proc_macro2::Ident;
use secretsmith_model::{Fault as ModelFault, Kind, Member as ModelMember, Shape, ShapeId};
use serde_json::Value;

use super::context::Lowering;
use super::{constraint, docs, form, names, naming, types};
use crate::ir::{
    Docs, Enumeration, Fault, IntegerEnumeration, Member, ModeledError, Optionality, Scalar, Structure, Type, Variant,
};

/// Which part a structure plays; it decides the name and who collects the members.
pub(super) enum Role {
    /// The input of the operation with this builder.
    Input(Ident),
    /// The output of an operation.
    Output,
    /// A structure that members refer to.
    Shared,
    /// A modeled error.
    Error,
}

/// A structure of the model under a Rust name.
pub(super) fn structure(lowering: &Lowering<'_>, shape: &Shape, name: Ident, role: Role) -> Structure {
    let is_input = matches!(role, Role::Input(_));
    let mut members = members(lowering, shape, is_input);
    if matches!(role, Role::Error) {
        // An error must be readable whatever it lacks.
        members.iter_mut().for_each(|member| member.optionality = Optionality::Optional);
    }
    let usage = lowering.closure.shapes.get(&shape.id).copied().unwrap_or_default();
    let structure = Structure {
        name: name.clone(),
        shape: shape.id.name().to_owned(),
        docs: docs::of_shape(lowering, shape),
        members,
        builder: None,
        output_builder: None,
        is_input,
        is_written: usage.written,
        is_shown: false,
        is_filled: lowering.is_filled(&shape.id),
    };
    let builder = match role {
        Role::Input(builder) => Some(builder),
        Role::Shared if usage.written || structure.required().next().is_some() => {
            Some(names::suffixed(&name, "Builder"))
        }
        Role::Shared | Role::Output | Role::Error => None,
    };
    let output_builder = builder.is_none().then(|| names::suffixed(&name, "Builder"));
    Structure { builder, output_builder, ..structure }
}

fn members(lowering: &Lowering<'_>, shape: &Shape, is_input: bool) -> Vec<Member> {
    let Kind::Structure(members) = &shape.kind else { return Vec::new() };
    let named = members.iter().zip(naming::members(shape));
    named.filter_map(|(member, name)| self::member(lowering, shape, member, &name, is_input)).collect()
}

fn member(lowering: &Lowering<'_>, shape: &Shape, member: &ModelMember, snake: &str, is_input: bool) -> Option<Member> {
    let mut optionality = types::optionality(lowering, shape, member);
    let mut fill = None;
    if is_input || member.traits.client_optional {
        // What a caller does not set is not sent, whatever its default; the service knows that.
        fill = types::default(lowering, shape, member);
        if matches!(optionality, Optionality::Default(_)) {
            optionality = Optionality::Optional;
        }
    }
    Some(Member {
        name: names::ident(snake),
        set: names::ident(&format!("set_{snake}")),
        with: names::ident(&format!("with_{snake}")),
        wire: member.name.clone(),
        path: names::path(&member.name),
        docs: docs::of_member(lowering, member),
        ty: types::member(lowering, shape, member)?,
        optionality,
        fill,
        form: form::of_member(lowering, shape, member),
        is_idempotency_token: member.traits.idempotency_token,
        checks: constraint::checks(lowering, shape, member),
        has_filled: lowering.has_filled(member),
    })
}

/// The structures that members refer to, in the order of their names.
pub(super) fn shared(lowering: &Lowering<'_>) -> Vec<Structure> {
    let shown = shown(lowering);
    let mut structures: Vec<Structure> = lowering
        .shapes()
        .filter(|(shape, usage)| matches!(shape.kind, Kind::Structure(_)) && !usage.error && !shape.id.is_unit())
        .filter(|(shape, _)| lowering.is_shared(&shape.id))
        .map(|(shape, _)| {
            let name = types::type_ident(lowering, shape);
            let is_shown = shown.contains(&shape.id);
            Structure { is_shown, ..structure(lowering, shape, name, Role::Shared) }
        })
        .collect();
    structures.sort_by(|a, b| a.name.cmp(&b.name));
    structures
}

/// The structures that a message about a constrained list or map shows, and those within them.
fn shown(lowering: &Lowering<'_>) -> HashSet<ShapeId> {
    let mut next: Vec<&ModelMember> = lowering
        .shapes()
        .filter(|(shape, usage)| usage.written && matches!(shape.kind, Kind::Structure(_)))
        .flat_map(|(shape, _)| shape.members().into_iter().map(move |member| (shape, member)))
        .filter(|(shape, member)| constraint::is_on(lowering, shape, member))
        .map(|(_, member)| member)
        .collect();
    let mut shown = HashSet::new();
    while let Some(member) = next.pop() {
        let Some(target) = lowering.target(member) else { continue };
        if target.kind.is_data() && shown.insert(target.id.clone()) {
            next.extend(target.members());
        }
    }
    shown
}

/// The enumerations, in the order of their names.
pub(super) fn enumerations(lowering: &Lowering<'_>) -> Vec<Enumeration> {
    let is_one = |shape: &Shape| matches!(shape.kind, Kind::Enum(_)) || shape.traits.enum_definitions.is_some();
    let shapes = lowering.shapes().map(|(shape, _)| shape).filter(|shape| is_one(shape));
    let mut enumerations: Vec<Enumeration> = shapes.map(|shape| enumeration(lowering, shape)).collect();
    enumerations.sort_by(|a, b| a.name.cmp(&b.name));
    enumerations
}

fn enumeration(lowering: &Lowering<'_>, shape: &Shape) -> Enumeration {
    let documented = shape.members();
    let values = variants_of(shape);
    let names = naming::variants(values.iter().map(|(name, _)| name.as_str()));
    let variants = values.iter().zip(names).map(|((name, value), variant)| {
        let value = value.as_str().unwrap_or_default().to_owned();
        let member = documented.iter().find(|member| member.name == *name);
        let docs = member.filter(|member| member.traits.documentation.is_some());
        let otherwise = || Docs::new([format!("The value `{value}`.")]);
        let docs = docs.map_or_else(otherwise, |member| docs::of_member(lowering, member));
        Variant { name: variant, value, docs }
    });
    Enumeration {
        name: types::type_ident(lowering, shape),
        docs: docs::of_shape(lowering, shape),
        variants: variants.collect(),
    }
}

/// The enumerations of integers, in the order of their names.
pub(super) fn integer_enumerations(lowering: &Lowering<'_>) -> Vec<IntegerEnumeration> {
    let shapes = lowering.shapes().map(|(shape, _)| shape).filter(|shape| matches!(shape.kind, Kind::IntEnum(_)));
    let mut enumerations: Vec<IntegerEnumeration> = shapes.map(|shape| integer_enumeration(lowering, shape)).collect();
    enumerations.sort_by(|a, b| a.name.cmp(&b.name));
    enumerations
}

fn integer_enumeration(lowering: &Lowering<'_>, shape: &Shape) -> IntegerEnumeration {
    let names = naming::variants(shape.members().into_iter().map(|member| member.name.as_str()));
    let variants = shape.members().into_iter().zip(names).filter_map(|(member, name)| {
        let value = member.traits.enum_value.as_ref()?.as_i64().and_then(|value| i32::try_from(value).ok())?;
        let docs = match member.traits.documentation {
            Some(_) => docs::of_member(lowering, member),
            None => Docs::new([format!("The value `{value}`.")]),
        };
        Some((name, value, docs))
    });
    IntegerEnumeration {
        name: types::type_ident(lowering, shape),
        docs: docs::of_shape(lowering, shape),
        variants: variants.collect(),
    }
}

/// The names and values of an enumeration, of either form, in the order of the model.
pub(super) fn variants_of(shape: &Shape) -> Vec<(String, Value)> {
    match &shape.traits.enum_definitions {
        Some(definitions) => definitions
            .iter()
            .map(|definition| {
                let name = definition.name.clone().unwrap_or_else(|| definition.value.clone());
                (name, Value::String(definition.value.clone()))
            })
            .collect(),
        None => shape
            .members()
            .into_iter()
            .map(|member| {
                let otherwise = || Value::String(member.name.clone());
                (member.name.clone(), member.traits.enum_value.clone().unwrap_or_else(otherwise))
            })
            .collect(),
    }
}

/// The values of an enumeration of strings, in the order of the model.
pub(super) fn enum_values(shape: &Shape) -> Vec<String> {
    let values = variants_of(shape).into_iter().map(|(_, value)| value.as_str().unwrap_or_default().to_owned());
    values.collect()
}

/// The modeled errors, in the order of their names.
pub(super) fn errors(lowering: &Lowering<'_>) -> Vec<ModeledError> {
    let errors = lowering.shapes().filter(|(_, usage)| usage.error);
    let mut errors: Vec<ModeledError> = errors.filter_map(|(shape, _)| error(lowering, shape)).collect();
    errors.sort_by(|a, b| a.structure.name.cmp(&b.structure.name));
    errors
}

fn error(lowering: &Lowering<'_>, shape: &Shape) -> Option<ModeledError> {
    let fault = match shape.traits.error? {
        ModelFault::Client => Fault::Client,
        ModelFault::Server => Fault::Server,
    };
    let structure = structure(lowering, shape, types::type_ident(lowering, shape), Role::Error);
    // A text that must not be shown is a member like others.
    let is_message =
        |member: &&Member| member.wire.eq_ignore_ascii_case("message") && member.ty == Type::Scalar(Scalar::String);
    let message = structure.members.iter().find(is_message);
    Some(ModeledError {
        type_name: shape.id.name().to_owned(),
        code: code(lowering, shape),
        fault,
        status: shape.traits.http_error.unwrap_or(if fault == Fault::Client { 400 } else { 500 }),
        retryable: shape.traits.retryable.map(|retryable| retryable.throttling),
        message: message.map(|member| member.name.clone()),
        structure,
    })
}

/// The code of an error: that of the query protocol, when the service is compatible with it.
fn code(lowering: &Lowering<'_>, shape: &Shape) -> String {
    let query = shape.traits.query_error.as_ref().filter(|_| lowering.service_shape.traits.query_compatible);
    query.map_or_else(|| shape.id.name().to_owned(), |query| query.code.clone())
}
