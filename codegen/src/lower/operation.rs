//! Operations: their inputs, outputs and errors.

use secretsmith_model::{Operation as ModelOperation, Shape, ShapeId};

use super::context::Lowering;
use super::structure::{Role, structure};
use super::{docs, example, names, paginate, types};
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
    let builder = names::ident(&names::type_name(name));
    let input = part(lowering, &model.input, name, "Input", Role::Input(builder.clone()));
    let output = part(lowering, &model.output, name, "Output", Role::Output);
    Operation {
        wire: name.to_owned(),
        method: names::ident(&names::snake(name)),
        summary: docs::of_method(lowering, shape),
        docs: docs::of_module(lowering, shape),
        error: ErrorEnum { name: names::suffixed(name, "Error"), variants: variants(lowering, model) },
        paginator: paginate::paginator(lowering, shape, &input, &output),
        examples: example::all(lowering, shape, &model.input),
        builder,
        input,
        output,
    }
}

/// An input or output; that of nothing is a structure without members.
fn part(lowering: &Lowering<'_>, id: &ShapeId, operation: &str, suffix: &str, role: Role) -> Structure {
    let name = names::suffixed(operation, suffix);
    match lowering.model.shape(id).filter(|shape| !shape.id.is_unit()) {
        Some(shape) => structure(lowering, shape, name, role),
        None => Structure {
            shape: name.to_string(),
            name,
            docs: Docs::default(),
            members: Vec::new(),
            builder: match role {
                Role::Input(builder) => Some(builder),
                Role::Output | Role::Shared | Role::Error => None,
            },
            is_written: suffix == "Input",
            is_shown: false,
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

fn variant(lowering: &Lowering<'_>, shape: &Shape) -> ErrorVariant {
    let name = types::type_ident(lowering, shape);
    let is = names::ident(&format!("is_{}", names::snake(lowering.shape_name(&shape.id))));
    let docs = match shape.traits.documentation.as_deref().map(docs::summary) {
        Some(summary) if !summary.is_empty() => docs::markdown(lowering, &format!("{summary}.")),
        _ => Docs::new([format!("The error `{}`.", shape.id.name())]),
    };
    ErrorVariant { name, is, docs }
}
