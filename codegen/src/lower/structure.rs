//! Structures, enumerations and modeled errors.

use std::collections::HashSet;

use proc_macro2::Ident;
use secretsmith_model::{Fault as ModelFault, Kind, Member as ModelMember, Shape, ShapeId};

use super::context::Lowering;
use super::{constraint, docs, names, types};
use crate::ir::{Docs, Enumeration, Fault, Member, ModeledError, Structure, Variant};

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
    let members = members(lowering, shape);
    let usage = lowering.closure.shapes.get(&shape.id).copied().unwrap_or_default();
    let all_optional = Structure {
        name: name.clone(),
        shape: shape.id.name().to_owned(),
        docs: docs::of_shape(lowering, shape),
        members,
        builder: None,
        is_written: usage.written,
        is_shown: false,
    };
    let builder = match role {
        Role::Input(builder) => Some(builder),
        Role::Shared if usage.written || !all_optional.has_default() => Some(names::ident(&format!("{name}Builder"))),
        Role::Shared | Role::Output | Role::Error => None,
    };
    if builder.is_none() && !all_optional.has_default() {
        for member in all_optional.required() {
            let message = format!("the required member `{}` of an output or error is not supported yet", member.wire);
            lowering.problem(shape, message);
        }
    }
    Structure { builder, ..all_optional }
}

fn members(lowering: &Lowering<'_>, shape: &Shape) -> Vec<Member> {
    let Kind::Structure(members) = &shape.kind else { return Vec::new() };
    members.iter().filter_map(|member| self::member(lowering, shape, member)).collect()
}

fn member(lowering: &Lowering<'_>, shape: &Shape, member: &ModelMember) -> Option<Member> {
    let snake = names::snake(&member.name);
    Some(Member {
        name: names::ident(&snake),
        set: names::ident(&format!("set_{snake}")),
        with: names::ident(&format!("with_{snake}")),
        wire: member.name.clone(),
        path: names::path(&member.name),
        docs: docs::of_member(lowering, member),
        ty: types::member(lowering, shape, member)?,
        optionality: types::optionality(lowering, shape, member),
        is_idempotency_token: member.traits.idempotency_token,
        constraints: constraint::on_member(lowering, shape, member),
        element_constraints: constraint::on_elements(lowering, member),
        has_nested_constraints: constraint::nested(lowering, member),
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
        .filter(|(shape, member)| !constraint::on_member(lowering, shape, member).is_empty())
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
    let mut enumerations: Vec<Enumeration> = lowering
        .shapes()
        .filter_map(|(shape, _)| match &shape.kind {
            Kind::Enum(members) => Some((shape, members)),
            _ => None,
        })
        .map(|(shape, members)| Enumeration {
            name: types::type_ident(lowering, shape),
            docs: docs::of_shape(lowering, shape),
            variants: members.iter().map(|member| variant(lowering, member)).collect(),
        })
        .collect();
    enumerations.sort_by(|a, b| a.name.cmp(&b.name));
    enumerations
}

fn variant(lowering: &Lowering<'_>, member: &ModelMember) -> Variant {
    let value = enum_value(member);
    let docs = match &member.traits.documentation {
        Some(_) => docs::of_member(lowering, member),
        None => Docs::new([format!("The value `{value}`.")]),
    };
    Variant { name: names::variant(&member.name), value, docs }
}

/// The value of an enumeration's member on the wire.
pub(super) fn enum_value(member: &ModelMember) -> String {
    let value = member.traits.enum_value.as_ref().and_then(|value| value.as_str());
    value.unwrap_or(&member.name).to_owned()
}

/// The values of an enumeration, in the order of the model.
pub(super) fn enum_values(shape: &Shape) -> Vec<String> {
    shape.members().into_iter().map(enum_value).collect()
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
    let message = structure.members.iter().find(|member| member.wire.eq_ignore_ascii_case("message"));
    Some(ModeledError {
        code: shape.id.name().to_owned(),
        fault,
        status: shape.traits.http_error.unwrap_or(if fault == Fault::Client { 400 } else { 500 }),
        retryable: shape.traits.retryable.map(|retryable| retryable.throttling),
        message: message.map(|member| member.name.clone()),
        structure,
    })
}
