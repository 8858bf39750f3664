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
    /// The shapes of all values but those of the keys of maps.
    values: HashSet<&'m ShapeId>,
    /// The inputs and outputs of the operations that are generated.
    inputs: HashSet<&'m ShapeId>,
    outputs: HashSet<&'m ShapeId>,
    /// The structures and unions that contain each other: those of one number.
    circles: HashMap<&'m ShapeId, usize>,
    /// The shapes that are marked as sensitive, and all that structures, unions, lists and maps
    /// among them hold.
    sensitive: HashSet<&'m ShapeId>,
}

/// As what a structure is generated. One may be so in several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What an operation asks for: a call collects it, and what is not set is not sent.
    Input,
    /// What an operation answers, or what members refer to.
    Content,
    /// An error, of which nothing has to be there.
    Error,
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
        let values = shapes.iter().flat_map(|shape| values(shape)).map(|member| &member.target).collect();
        let circles = circle::circles(model, &shapes);
        let sensitive = sensitive(model, &shapes);
        let (inputs, outputs) = (HashSet::new(), HashSet::new());
        let mut side = Self { model, shape, service, closure, shared, values, inputs, outputs, circles, sensitive };
        let operations = side.operations().into_values().map(|(_, operation)| operation);
        let generated = operations.filter(|operation| !side.is_left_out(operation));
        (side.inputs, side.outputs) = generated.map(|operation| (&operation.input, &operation.output)).unzip();
        Ok(side)
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

    /// Whether an operation is left out because something in its input or output is a stream.
    pub(super) fn is_left_out(&self, operation: &Operation) -> bool {
        let parts = [&operation.input, &operation.output].into_iter().filter_map(|part| self.model.shape(part));
        let targets = parts.flat_map(Shape::members).filter_map(|member| self.target(member));
        targets.into_iter().any(|target| target.traits.streaming)
    }

    /// What the service calls a shape.
    pub(super) fn name<'s>(&'s self, id: &'s ShapeId) -> &'s str {
        self.service.rename.get(id).map_or(id.name(), String::as_str)
    }

    pub(super) fn usage(&self, id: &ShapeId) -> Usage {
        self.closure.shapes.get(id).copied().unwrap_or_default()
    }

    /// Where the shape has a type of its own; nowhere if it is made of others, or a mere input or
    /// output, whose type belongs to the operation.
    pub(super) fn home(&self, shape: &Shape) -> Option<Home> {
        match &shape.kind {
            Kind::Structure(_) if shape.id.is_unit() => None,
            Kind::Structure(_) if self.usage(&shape.id).error => Some(Home::Errors),
            Kind::Structure(_) => self.shared.contains(&shape.id).then_some(Home::Types),
            Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_) => Some(Home::Types),
            Kind::String => shape.traits.enum_definitions.is_some().then_some(Home::Types),
            _ => None,
        }
    }

    /// As what a structure is generated.
    pub(super) fn roles(&self, shape: &Shape) -> Vec<Role> {
        let home = self.home(shape);
        let is_content = home == Some(Home::Types) || self.outputs.contains(&shape.id);
        let roles = [
            (self.inputs.contains(&shape.id), Role::Input),
            (is_content, Role::Content),
            (home == Some(Home::Errors), Role::Error),
        ];
        roles.into_iter().filter_map(|(is, role)| is.then_some(role)).collect()
    }

    /// Whether values of the shape must not be shown, or whatever in them is a value.
    pub(super) fn is_sensitive(&self, id: &ShapeId) -> bool {
        self.sensitive.contains(id)
    }

    /// Whether values are of that shape, and not only keys of maps.
    pub(super) fn is_value(&self, id: &ShapeId) -> bool {
        self.values.contains(id)
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

fn values(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        Kind::Map { value, .. } => vec![value],
        kind => kind.members(),
    }
}

fn sensitive<'m>(model: &'m Model, shapes: &[&'m Shape]) -> HashSet<&'m ShapeId> {
    let mut ahead: Vec<_> = shapes.iter().copied().filter(|shape| shape.traits.sensitive).collect();
    let mut found = HashSet::new();
    while let Some(shape) = ahead.pop() {
        if found.insert(&shape.id) {
            let held = shape.members().into_iter().filter_map(|member| model.shape(&member.target));
            ahead.extend(held.filter(|shape| is_aggregate(shape)));
        }
    }
    found
}

fn is_aggregate(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::List(_) | Kind::Map { .. })
}
