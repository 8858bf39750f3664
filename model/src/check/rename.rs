//! Whether each service has a name for each of its shapes.

use std::collections::{HashMap, HashSet};

use crate::report::Report;
use crate::{Kind, Model, Service, Shape, ShapeId, id};

/// Reports names under `rename` that make no sense, and shapes of one service that end up with one
/// name.
pub(super) fn check(model: &Model, unread: &HashSet<ShapeId>, report: &mut Report) {
    let mut budget = MOST_COMPARED;
    for shape in model.shapes.values() {
        if let Kind::Service(service) = &shape.kind {
            renamed(model, shape, service, unread, report);
            clashes(model, shape, service, &mut budget, report);
        }
    }
}

/// How many shapes the services of a file are compared in, in all; a guard against files with
/// thousands of services over thousands of shapes.
const MOST_COMPARED: usize = 1_000_000;

fn renamed(model: &Model, shape: &Shape, service: &Service, unread: &HashSet<ShapeId>, report: &mut Report) {
    for (id, name) in &service.rename {
        match model.shape(id) {
            None if unread.contains(id) => {}
            None => report.problem(shape.into(), format!("the renamed shape {id} does not exist")),
            Some(found) if !found.kind.is_data() => {
                report.problem(shape.into(), format!("{id} is no data, and therefore cannot be renamed"));
            }
            Some(_) => {}
        }
        if !id::is_identifier(name) {
            report.problem(shape.into(), format!("{id} cannot be renamed to {name:?}, which is no identifier"));
        }
    }
}

/// Only shapes that become types of their own can clash, not strings, numbers, lists and maps.
fn clashes(model: &Model, shape: &Shape, service: &Service, budget: &mut usize, report: &mut Report) {
    if *budget == 0 {
        return;
    }
    let closure = model.closure(&shape.id);
    *budget = budget.saturating_sub(closure.shapes.len());
    let mut names: HashMap<&str, &ShapeId> = HashMap::new();
    for id in closure.shapes.keys().filter(|id| model.shapes.get(*id).is_some_and(has_type)) {
        let name = service.rename.get(id).map_or(id.name(), String::as_str);
        if let Some(other) = names.insert(name, id) {
            let message = format!("{other} and {id} are both called {name}; \"rename\" one of them");
            report.problem(shape.into(), message);
        }
    }
}

fn has_type(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_))
}
