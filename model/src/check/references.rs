//! Whether what shapes refer to is there, and is what it has to be.

use std::collections::HashSet;

use crate::report::{Place, Report};
use crate::{Kind, Model, Operation, Resource, Service, Shape, ShapeId};

/// Checks every reference of every shape.
pub(super) fn check(model: &Model, unread: &HashSet<ShapeId>, report: &mut Report) {
    for shape in model.shapes.values() {
        References { model, unread, shape, report }.check();
    }
}

/// What a reference may lead to.
#[derive(Clone, Copy)]
enum Expected {
    Structure,
    Error,
    Operation,
    Resource,
    String,
}

struct References<'c> {
    model: &'c Model,
    unread: &'c HashSet<ShapeId>,
    shape: &'c Shape,
    report: &'c mut Report,
}

impl<'c> References<'c> {
    fn check(mut self) {
        self.members();
        match &self.shape.kind {
            Kind::Map { key, .. } => self.key(&key.target),
            Kind::Operation(operation) => self.operation(operation),
            Kind::Service(service) => self.service(service),
            Kind::Resource(resource) => self.resource(resource),
            _ => {}
        }
    }

    fn members(&mut self) {
        for member in self.shape.members() {
            let place = Place::from((self.shape, member));
            let target = &member.target;
            match self.find(place, "target", target) {
                Some(found) if !found.kind.is_data() => {
                    self.report.problem(place, format!("the target {target} is {}", with_article(&found.kind)));
                }
                _ => {}
            }
        }
    }

    fn key(&mut self, target: &ShapeId) {
        let is_string = |shape: &Shape| matches!(shape.kind, Kind::String | Kind::Enum(_));
        if let Some(found) = self.model.shape(target).filter(|shape| shape.kind.is_data() && !is_string(shape)) {
            let kind = with_article(&found.kind);
            self.report.problem(self.shape.into(), format!("the key {target} is {kind}, not a string"));
        }
    }

    fn operation(&mut self, operation: &Operation) {
        self.expect("input", [&operation.input], Expected::Structure);
        self.expect("output", [&operation.output], Expected::Structure);
        self.expect("error", &operation.errors, Expected::Error);
    }

    fn service(&mut self, service: &Service) {
        self.expect("operation", &service.operations, Expected::Operation);
        self.expect("resource", &service.resources, Expected::Resource);
        self.expect("error", &service.errors, Expected::Error);
    }

    fn resource(&mut self, resource: &Resource) {
        self.expect("operation", resource.all_operations(), Expected::Operation);
        self.expect("resource", &resource.resources, Expected::Resource);
        self.expect("identifier", resource.identifiers.values(), Expected::String);
    }

    fn expect<'i>(&mut self, role: &str, ids: impl IntoIterator<Item = &'i ShapeId>, expected: Expected) {
        for id in ids {
            let place = Place::from(self.shape);
            let Some(found) = self.find(place, role, id) else {
                continue;
            };
            if let Some(message) = expected.misses(found) {
                self.report.problem(place, format!("the {role} {id} {message}"));
            }
        }
    }

    /// The shape that is referred to. That it is missing is reported.
    fn find(&mut self, place: Place<'_>, role: &str, id: &ShapeId) -> Option<&'c Shape> {
        let found = self.model.shape(id);
        if found.is_none() && !self.unread.contains(id) {
            self.report.problem(place, format!("the {role} {id} does not exist"));
        }
        found
    }
}

impl Expected {
    /// What is wrong with a shape that is not what is expected.
    fn misses(self, shape: &Shape) -> Option<String> {
        let wanted = match (self, &shape.kind) {
            (Self::Error, Kind::Structure(_)) if shape.traits.error.is_none() => {
                return Some("has no trait smithy.api#error".to_owned());
            }
            (Self::Structure | Self::Error, Kind::Structure(_))
            | (Self::Operation, Kind::Operation(_))
            | (Self::Resource, Kind::Resource(_))
            | (Self::String, Kind::String | Kind::Enum(_)) => return None,
            (Self::Structure | Self::Error, _) => "a structure",
            (Self::Operation, _) => "an operation",
            (Self::Resource, _) => "a resource",
            (Self::String, _) => "a string",
        };
        Some(format!("is {}, not {wanted}", with_article(&shape.kind)))
    }
}

/// Such as `a string` or `an enum`.
pub(super) fn with_article(kind: &Kind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}
