//! Operations: their inputs, outputs and errors.

use proc_macro2::Ident;
use secretsmith_model::{Operation as ModelOperation, Shape, ShapeId};

use super::context::Lowering;
use super::naming::OperationNames;
use super::structure::{Role, structure};
use super::{auth, docs, endpoint, example, host, names, paginate, types, waiter};
use crate::ir::{Docs, ErrorEnum, ErrorVariant, Operation, Structure};

/// The operations of the service, in the order of their names.
pub(super) fn all(lowering: &Lowering<'_>) -> Vec<Operation> {
    let operations = lowering.operations();
    let mut operations: Vec<Operation> = operations.map(|(shape, model)| operation(lowering, shape, model)).collect();
    operations.sort_by(|a, b| a.wire.cmp(&b.wire));
    operations
}

fn operation(lowering: &Lowering<'_>, shape: &Shape, model: &ModelOperation) -> Operation {
    let name = shape.id.name();
    let OperationNames { builder, method } = lowering.naming.operation(&shape.id);
    let input = part(lowering, &model.input, names::suffixed(&builder, "Input"), Role::Input(builder.clone()));
    let output = part(lowering, &model.output, names::suffixed(&builder, "Output"), Role::Output);
    Operation {
        wire: name.to_owned(),
        method,
        summary: docs::of_method(lowering, shape),
        docs: docs::of_module(lowering, shape),
        error: ErrorEnum { name: names::suffixed(&builder, "Error"), variants: variants(lowering, model) },
        signing: auth::of_operation(lowering, shape),
        is_compressed: shape.traits.request_compression.iter().flatten().any(|encoding| encoding == "gzip"),
        has_output: !model.output.is_unit(),
        endpoint: host::endpoint(lowering, shape, &input),
        host_prefix: host::prefix(lowering, shape, &input),
        call_params: endpoint::call_params(lowering, shape, model),
        paginator: paginate::paginator(lowering, shape, model, &input),
        waiters: waiter::all(lowering, shape),
        examples: example::all(lowering, shape, &model.input),
        builder,
        input,
        output,
    }
}

/// An input or output; that of nothing is a structure without members.
fn part(lowering: &Lowering<'_>, id: &ShapeId, name: Ident, role: Role) -> Structure {
    let is_input = matches!(role, Role::Input(_));
    match lowering.model.shape(id).filter(|shape| !shape.id.is_unit()) {
        Some(shape) => structure(lowering, shape, name, role),
        None => Structure {
            shape: name.to_string(),
            output_builder: (!is_input).then(|| names::suffixed(&name, "Builder")),
            name,
            docs: Docs::default(),
            members: Vec::new(),
            builder: match role {
                Role::Input(builder) => Some(builder),
                Role::Output | Role::Shared | Role::Error => None,
            },
            is_input,
            is_written: is_input,
            is_shown: false,
            is_filled: false,
        },
    }
}

/// The errors that an operation lists, and those that every operation of the service may answer.
fn variants(lowering: &Lowering<'_>, model: &ModelOperation) -> Vec<ErrorVariant> {
    let mut ids: Vec<&ShapeId> = model.errors.iter().chain(&lowering.service.errors).collect();
    ids.sort_by_key(|id| id.name());
    ids.dedup();
    let shapes = ids.into_iter().filter_map(|id| lowering.model.shape(id));
    shapes.map(|shape| variant(lowering, shape)).collect()
}

/// Every error of the service.
pub(super) fn all_errors(lowering: &Lowering<'_>) -> ErrorEnum {
    let shapes = lowering.shapes().filter(|(_, usage)| usage.error);
    let mut variants: Vec<ErrorVariant> = shapes.map(|(shape, _)| variant(lowering, shape)).collect();
    variants.sort_by(|a, b| a.name.cmp(&b.name));
    ErrorEnum { name: names::ident("Error"), variants }
}

fn variant(lowering: &Lowering<'_>, shape: &Shape) -> ErrorVariant {
    let name = types::type_ident(lowering, shape);
    let is = names::ident(&format!("is_{}", names::snake(&name.to_string())));
    ErrorVariant { name, is, docs: docs::of_variant(lowering, shape) }
}
