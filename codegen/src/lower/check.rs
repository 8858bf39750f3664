//! Names that would meet: reported here, so that no emitter has to think of it.

use std::collections::HashMap;

use proc_macro2::Ident;
use secretsmith_model::{Shape, ShapeId};

use super::context::Lowering;
use crate::ir::{Operation, Service, Structure, Union};

/// Reports every name that two things of the service would have.
pub(super) fn names(lowering: &Lowering<'_>, service: &Service) {
    types(lowering, service);
    methods(lowering, service);
    for operation in &service.operations {
        members(lowering, &operation.input);
        members(lowering, &operation.output);
    }
    service.structures.iter().for_each(|structure| members(lowering, structure));
    service.errors.iter().for_each(|error| members(lowering, &error.structure));
    service.unions.iter().for_each(|union| variants(lowering, union));
    for enumeration in &service.enumerations {
        let names = enumeration.variants.iter().map(|variant| (&variant.name, variant.value.clone()));
        report(lowering, &enumeration.name.to_string(), "value", names);
    }
    for enumeration in &service.integer_enumerations {
        let names = enumeration.variants.iter().map(|(name, value, _)| (name, value.to_string()));
        report(lowering, &enumeration.name.to_string(), "value", names);
    }
}

/// Types of `types` and, one by one, of each operation's module with what it imports.
fn types(lowering: &Lowering<'_>, service: &Service) {
    let structures = service.structures.iter().map(|it| (&it.name, it.shape.clone()));
    let errors = service.errors.iter().map(|it| (&it.structure.name, it.structure.shape.clone()));
    let named = structures
        .chain(service.enumerations.iter().map(|it| (&it.name, it.name.to_string())))
        .chain(service.integer_enumerations.iter().map(|it| (&it.name, it.name.to_string())))
        .chain(service.unions.iter().map(|it| (&it.name, it.name.to_string())));
    let builders = service.structures.iter().chain(service.errors.iter().map(|it| &it.structure));
    let builders =
        builders.flat_map(|it| it.builders().map(|builder| (builder, format!("the builder of {}", it.shape))));
    let shared: Vec<(&Ident, String)> = named.chain(errors).collect();
    report(lowering, "types", "shape", shared.iter().cloned().chain(builders));
    for operation in &service.operations {
        for (name, shape) in shared.iter().filter(|(name, _)| own_types(operation).contains(name)) {
            let message =
                format!("the shape has the Rust name `{name}`, as a type of the operation {}", operation.wire);
            lowering.problem(shape_of(lowering, shape), message);
        }
    }
}

fn own_types(operation: &Operation) -> Vec<&Ident> {
    let Operation { builder, input, output, error, .. } = operation;
    [builder, &input.name, &output.name, &error.name].into_iter().chain(output.builders()).collect()
}

fn methods(lowering: &Lowering<'_>, service: &Service) {
    let methods = service.operations.iter().map(|operation| (&operation.method, operation.wire.clone()));
    report(lowering, "the service", "operation", methods);
}

/// Fields, and the methods that are called like them; then the other methods that set them.
fn members(lowering: &Lowering<'_>, structure: &Structure) {
    let names = structure.members.iter().map(|member| (&member.name, member.wire.clone()));
    report(lowering, &structure.shape, "member", names);
    let setters = structure.members.iter().flat_map(|member| {
        let with = structure.builder.is_none().then_some(&member.with);
        with.into_iter().chain([&member.set]).map(move |setter| (member, setter))
    });
    for (member, setter) in setters {
        if let Some(other) = structure.members.iter().find(|other| other.name == *setter) {
            let message = format!("the member {} and what sets {} are both called `{setter}`", other.wire, member.wire);
            lowering.problem(shape_of(lowering, &structure.shape), message);
        }
    }
}

fn variants(lowering: &Lowering<'_>, union: &Union) {
    let names = union.variants.iter().map(|variant| (&variant.name, variant.wire.clone()));
    report(lowering, &union.name.to_string(), "member", names);
}

/// Reports names that stand for more than one thing.
fn report<'n>(lowering: &Lowering<'_>, of: &str, what: &str, names: impl Iterator<Item = (&'n Ident, String)>) {
    let mut seen: HashMap<&Ident, String> = HashMap::new();
    for (name, wire) in names {
        match seen.get(name) {
            Some(first) => {
                let message = format!("two {what}s of {of} have the Rust name `{name}`: {first} and {wire}");
                lowering.problem(shape_of(lowering, of), message);
            }
            None => drop(seen.insert(name, wire)),
        }
    }
}

/// The shape with this bare name, else the service.
fn shape_of<'a>(lowering: &'a Lowering<'_>, name: &str) -> &'a Shape {
    let is_named = |id: &&ShapeId| id.name() == name || lowering.shape_name(id) == name;
    let id = lowering.closure.shapes.keys().find(is_named);
    id.and_then(|id| lowering.model.shape(id)).unwrap_or(lowering.service_shape)
}
