//! Names that would meet: reported here, so that no emitter has to think of it.

use std::collections::HashMap;

use secretsmith_model::{Shape, ShapeId};

use super::context::Lowering;
use crate::ir::{Operation, Service, Structure};

/// Methods of a call builder and of shared builders that no member may be called like.
const BUILDER_METHODS: [&str; 5] = ["build", "builder", "into_paginator", "new", "send"];

/// Reports every name that two things of the service would have.
pub(super) fn names(lowering: &Lowering<'_>, service: &Service) {
    types(lowering, service);
    for operation in &service.operations {
        members(lowering, &operation.input);
        members(lowering, &operation.output);
    }
    service.structures.iter().for_each(|structure| members(lowering, structure));
    for enumeration in &service.enumerations {
        let names = enumeration.variants.iter().map(|variant| (variant.name.to_string(), variant.value.clone()));
        report(lowering, &enumeration.name.to_string(), "value", names);
    }
}

/// Types of `types` and, one by one, of each operation's module with what it imports.
fn types(lowering: &Lowering<'_>, service: &Service) {
    let shared = service.structures.iter().map(|structure| (structure.name.to_string(), structure.shape.clone()));
    let enumerations = service.enumerations.iter().map(|it| (it.name.to_string(), it.name.to_string()));
    let builders = service.structures.iter().filter_map(|structure| {
        structure.builder.as_ref().map(|builder| (builder.to_string(), format!("the builder of {}", structure.shape)))
    });
    report(lowering, "types", "shape", shared.chain(enumerations).chain(builders));
    let shared: Vec<String> = service
        .structures
        .iter()
        .map(|structure| structure.name.to_string())
        .chain(service.enumerations.iter().map(|enumeration| enumeration.name.to_string()))
        .chain(service.errors.iter().map(|error| error.structure.name.to_string()))
        .collect();
    for operation in &service.operations {
        for name in own_types(operation).into_iter().filter(|name| shared.contains(name)) {
            let message = format!("the shape {name} has the name of a type of the operation {}", operation.wire);
            lowering.problem(shape_of(lowering, &name), message);
        }
    }
    let methods = service.operations.iter().map(|operation| (operation.method.to_string(), operation.wire.clone()));
    report(lowering, "the service", "operation", methods);
}

fn own_types(operation: &Operation) -> [String; 4] {
    [&operation.builder, &operation.input.name, &operation.output.name, &operation.error.name].map(ToString::to_string)
}

fn members(lowering: &Lowering<'_>, structure: &Structure) {
    let names = structure.members.iter().flat_map(|member| {
        [(member.name.to_string(), member.wire.clone()), (member.set.to_string(), member.wire.clone())]
    });
    let methods = BUILDER_METHODS.iter().map(|name| ((*name).to_owned(), format!("the method `{name}`")));
    let methods = methods.filter(|_| structure.builder.is_some());
    report(lowering, &structure.shape, "member", names.chain(methods));
}

/// Reports names that stand for more than one thing.
fn report(lowering: &Lowering<'_>, of: &str, what: &str, names: impl Iterator<Item = (String, String)>) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for (name, wire) in names {
        match seen.get(&name) {
            Some(first) if *first != wire => {
                let message = format!("two {what}s of {of} have the Rust name `{name}`: {first} and {wire}");
                lowering.problem(shape_of(lowering, of), message);
            }
            Some(_) => {}
            None => {
                seen.insert(name, wire);
            }
        }
    }
}

/// The shape with this bare name, else the service.
fn shape_of<'a>(lowering: &'a Lowering<'_>, name: &str) -> &'a Shape {
    let is_named = |id: &&ShapeId| lowering.shape_name(id) == name;
    let id = lowering.closure.shapes.keys().find(is_named);
    id.and_then(|id| lowering.model.shape(id)).unwrap_or(lowering.service_shape)
}
