//! Structures and unions that contain themselves, by way of structures and unions alone.

use std::collections::HashMap;

use crate::{Kind, Model, Shape, ShapeId};

/// A number for each structure and union that contains itself; two have the same when each
/// contains the other.
///
/// Tarjan's algorithm, with a stack of its own, since models may nest deeper than calls can.
pub(super) fn circles<'m>(model: &'m Model, shapes: &[&'m Shape]) -> HashMap<&'m ShapeId, usize> {
    let mut walk =
        Walk { model, order: HashMap::new(), lowest: HashMap::new(), open: Vec::new(), circles: HashMap::new() };
    for shape in shapes.iter().filter(|shape| is_composite(shape)) {
        walk.visit(&shape.id);
    }
    walk.circles
}

fn is_composite(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_))
}

struct Walk<'m> {
    model: &'m Model,
    /// The shapes entered, and when.
    order: HashMap<&'m ShapeId, usize>,
    /// For each shape whose circle is not complete, the earliest entered that it is known to reach.
    lowest: HashMap<&'m ShapeId, usize>,
    /// The shapes whose circle is not complete, in the order in which they were entered.
    open: Vec<&'m ShapeId>,
    circles: HashMap<&'m ShapeId, usize>,
}

/// A shape that is being visited, and what of its content is still to be.
type Visit<'m> = (&'m ShapeId, Vec<&'m ShapeId>);

impl<'m> Walk<'m> {
    fn visit(&mut self, root: &'m ShapeId) {
        let mut visits: Vec<_> = self.enter(root).into_iter().collect();
        while let Some((id, ahead)) = visits.last_mut() {
            let id = *id;
            match ahead.pop() {
                Some(next) => match self.enter(next) {
                    Some(visit) => visits.push(visit),
                    None => self.reach(id, next),
                },
                None => {
                    visits.pop();
                    self.leave(id);
                    if let Some((outer, _)) = visits.last() {
                        self.reach(outer, id);
                    }
                }
            }
        }
    }

    /// Begins to visit a shape, if that has not been done.
    fn enter(&mut self, id: &'m ShapeId) -> Option<Visit<'m>> {
        if self.order.contains_key(id) {
            return None;
        }
        let at = self.order.len();
        self.order.insert(id, at);
        self.lowest.insert(id, at);
        self.open.push(id);
        Some((id, content(self.model, id)))
    }

    /// Notes what a shape reaches by way of another, unless the other's circle is complete.
    fn reach(&mut self, from: &'m ShapeId, to: &'m ShapeId) {
        if let (Some(&reached), Some(lowest)) = (self.lowest.get(to), self.lowest.get(from)) {
            let lowest = reached.min(*lowest);
            self.lowest.insert(from, lowest);
        }
    }

    /// Completes the circle that a shape began, if it did.
    fn leave(&mut self, id: &'m ShapeId) {
        let (Some(&at), Some(&lowest)) = (self.order.get(id), self.lowest.get(id)) else { return };
        if at != lowest {
            return;
        }
        let from = self.open.iter().rposition(|open| *open == id).unwrap_or_default();
        let circle = self.open.split_off(from);
        let contains_itself = circle.len() > 1 || content(self.model, id).contains(&id);
        for id in circle {
            self.lowest.remove(id);
            if contains_itself {
                self.circles.insert(id, at);
            }
        }
    }
}

/// The structures and unions to which the members of a structure or union refer.
fn content<'m>(model: &'m Model, id: &ShapeId) -> Vec<&'m ShapeId> {
    let members = model.shape(id).map(Shape::members).unwrap_or_default();
    let targets = members.into_iter().filter_map(|member| model.shape(&member.target));
    targets.filter(|target| is_composite(target)).map(|target| &target.id).collect()
}
