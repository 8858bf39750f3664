//! One of the two models, as seen from the service.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::circle;
use crate::{Closure, Errors, Kind, Member, Model, Operation, Service, Shape, ShapeId, Usage};

/// One of the two models, as seen from the service.
pub(super) struct Side<'m> {
    pub(super) model: &'m Model,
    /// The shape of the service.
    pub(super) shape: &'m Shape,
    pub(super) service: &'m Service,
    pub(super) closure: Closure,
    /// The shapes that members refer to, as opposed to whole inputs and outputs.
    shared: HashSet<&'m ShapeId>,
    /// The structures and unions that contain each other: those of one number.
    circles: HashMap<&'m ShapeId, usize>,
}

/// The module in which a shape has a type of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    Types,
    Errors,
}

impl<'m> Side<'m> {
    pub(super) fn new(model: &'m Model, service: Option<&str>) -> Result<Self, Errors> {
        let (shape, service) = model.service(service)?;
        let closure = model.closure(&shape.id);
        let shapes: Vec<_> = closure.shapes.keys().filter_map(|id| model.shape(id)).collect();
        let shared = shapes.iter().flat_map(|shape| shape.members()).map(|member| &member.target).collect();
        let circles = circle::circles(model, &shapes);
        Ok(Self { model, shape, service, closure, shared, circles })
    }

    /// The operations by their names, which are what code and requests know of them.
    pub(super) fn operations(&self) -> BTreeMap<&'m str, (&'m Shape, &'m Operation)> {
        let shapes = self.closure.operations.iter().filter_map(|id| self.model.shape(id));
        let operations = shapes.filter_map(|shape| match &shape.kind {
            Kind::Operation(operation) => Some((shape.id.name(), (shape, operation))),
            _ => None,
        });
        operations.collect()
    }

    /// What the service calls a shape.
    pub(super) fn name<'s>(&'s self, id: &'s ShapeId) -> &'s str {
        self.service.rename.get(id).map_or(id.name(), String::as_str)
    }

    pub(super) fn usage(&self, id: &ShapeId) -> Usage {
        self.closure.shapes.get(id).copied().unwrap_or_default()
    }

    /// Whether members refer to the shape.
    pub(super) fn is_shared(&self, id: &ShapeId) -> bool {
        self.shared.contains(id)
    }

    /// Where the shape has a type of its own; nowhere if it is made of others, or a mere input or
    /// output, whose type belongs to the operation.
    pub(super) fn home(&self, shape: &Shape) -> Option<Home> {
        match &shape.kind {
            Kind::Structure(_) if shape.id.is_unit() => None,
            Kind::Structure(_) if self.usage(&shape.id).error => Some(Home::Errors),
            Kind::Structure(_) => self.is_shared(&shape.id).then_some(Home::Types),
            Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_) => Some(Home::Types),
            Kind::String => shape.traits.enum_definitions.is_some().then_some(Home::Types),
            _ => None,
        }
    }

    /// Whether a member holds a structure or union that contains the one of the member.
    pub(super) fn is_boxed(&self, shape: &Shape, member: &Member) -> bool {
        let circle = self.circles.get(&shape.id);
        circle.is_some() && circle == self.circles.get(&member.target)
    }

    /// The shape to which a member refers. The reader has checked that there is one.
    pub(super) fn target(&self, member: &Member) -> Option<&'m Shape> {
        self.model.shape(&member.target)
    }
}
