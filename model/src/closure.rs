//! What is reachable from a service.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;

use crate::{Kind, Model, Service, ShapeId};

/// What is reachable from a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closure {
    /// The operations of the service and of its resources, ordered by id, each once.
    pub operations: Vec<ShapeId>,
    /// The shapes of inputs, outputs and errors and all that they consist of, simple and prelude
    /// shapes among them, in the order in which one first comes to them: operation by operation,
    /// input, output, errors; each shape before its members. Errors of the service come last.
    pub shapes: IndexMap<ShapeId, Usage>,
}

/// How a service uses a shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// It stands in an output or an error, at any depth: clients read it.
    pub read: bool,
    /// It stands in an input, at any depth: clients write it.
    pub written: bool,
    /// It is itself an error that an operation or the service lists.
    pub error: bool,
}

/// Finds what is reachable from a service; nothing from what is no service.
pub(crate) fn closure(model: &Model, service: &ShapeId) -> Closure {
    let Some(Kind::Service(service)) = model.shape(service).map(|shape| &shape.kind) else {
        return Closure::default();
    };
    let mut walk = Walk { model, shapes: IndexMap::new() };
    let operations = operations(model, service);
    for id in &operations {
        if let Some(Kind::Operation(operation)) = model.shape(id).map(|shape| &shape.kind) {
            walk.reach(&operation.input, Use::Written);
            walk.reach(&operation.output, Use::Read);
            walk.reach_errors(&operation.errors);
        }
    }
    walk.reach_errors(&service.errors);
    Closure { operations, shapes: walk.shapes }
}

/// The operations of a service and of its resources, ordered by id.
fn operations(model: &Model, service: &Service) -> Vec<ShapeId> {
    let mut operations: BTreeSet<_> = service.operations.iter().cloned().collect();
    let mut resources: Vec<_> = service.resources.iter().collect();
    let mut seen = HashSet::new();
    while let Some(id) = resources.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(Kind::Resource(resource)) = model.shape(id).map(|shape| &shape.kind) {
            operations.extend(resource.all_operations().cloned());
            resources.extend(&resource.resources);
        }
    }
    operations.into_iter().collect()
}

/// Whether a client writes a shape or reads it.
#[derive(Clone, Copy)]
enum Use {
    Written,
    Read,
}

/// The shapes reached so far.
struct Walk<'m> {
    model: &'m Model,
    shapes: IndexMap<ShapeId, Usage>,
}

impl<'m> Walk<'m> {
    fn reach_errors(&mut self, errors: &'m [ShapeId]) {
        for error in errors {
            self.reach(error, Use::Read);
            if let Some(usage) = self.shapes.get_mut(error) {
                usage.error = true;
            }
        }
    }

    /// Marks a shape and all that it consists of. What was marked so before is not entered again,
    /// so that every shape is entered at most twice.
    fn reach(&mut self, root: &'m ShapeId, how: Use) {
        let mut ahead = vec![root];
        while let Some(id) = ahead.pop() {
            let Some(shape) = self.model.shape(id) else {
                continue;
            };
            if !self.mark(id, how) || matches!(shape.kind, Kind::Enum(_) | Kind::IntEnum(_)) {
                continue;
            }
            ahead.extend(shape.members().into_iter().rev().map(|member| &member.target));
        }
    }

    /// Whether the mark is new.
    fn mark(&mut self, id: &ShapeId, how: Use) -> bool {
        let usage = match self.shapes.get_mut(id) {
            Some(usage) => usage,
            None => self.shapes.entry(id.clone()).or_default(),
        };
        let mark = match how {
            Use::Written => &mut usage.written,
            Use::Read => &mut usage.read,
        };
        !std::mem::replace(mark, true)
    }
}
