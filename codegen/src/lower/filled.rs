//! Where a server fills in defaults although clients may leave members out: `clientOptional`.

use std::collections::{HashMap, HashSet};

use secretsmith_model::{Closure, DefaultValue, Kind, Model, Shape, ShapeId};

/// The shapes within inputs that hold such a member, at any depth.
pub(super) fn filled(model: &Model, closure: &Closure) -> HashSet<ShapeId> {
    let written = closure.shapes.iter().filter(|(_, usage)| usage.written);
    let written: Vec<&Shape> = written.filter_map(|(id, _)| model.shape(id)).collect();
    let mut holders: HashMap<&ShapeId, Vec<&Shape>> = HashMap::new();
    for shape in &written {
        for member in shape.members() {
            holders.entry(&member.target).or_default().push(shape);
        }
    }
    let mut next: Vec<&Shape> = written.into_iter().filter(|shape| fills_in(shape)).collect();
    let mut found = HashSet::new();
    while let Some(shape) = next.pop() {
        if found.insert(shape.id.clone()) {
            next.extend(holders.get(&shape.id).into_iter().flatten());
        }
    }
    found
}

fn fills_in(shape: &Shape) -> bool {
    let has_default = |default: &DefaultValue| matches!(default, DefaultValue::Value(_));
    matches!(shape.kind, Kind::Structure(_))
        && shape.members().iter().any(|member| member.traits.client_optional && has_default(&member.traits.default))
}
