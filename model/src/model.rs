//! The model: all shapes of a file.

use indexmap::IndexMap;

use crate::{Closure, Errors, Kind, Problem, Service, Shape, ShapeId, Warning, closure, prelude, read};

/// All shapes of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The version of Smithy in which the file is written, such as `2.0`. Models of Smithy 1.0 are
    /// brought to what they mean in 2.0 while they are read; this still says `1.0` then.
    pub smithy: String,
    /// The shapes in the order of the file.
    pub shapes: IndexMap<ShapeId, Shape>,
    /// What the generator's user should know, in the order of the file.
    pub warnings: Vec<Warning>,
}

impl Model {
    /// Reads a model in Smithy's JSON AST, version 1.0 or 2.0.
    ///
    /// # Errors
    /// All that is wrong with the file.
    pub fn read(text: &str) -> Result<Self, Errors> {
        read::read(text)
    }

    /// The shape of that id, of this file or of Smithy's prelude.
    #[must_use]
    pub fn shape(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id).or_else(|| prelude::shape(id))
    }

    /// The service of that id, which may be given without its namespace; without an id, the only
    /// one.
    ///
    /// # Errors
    /// When there is no such service or it is unclear which is meant; the message lists those that
    /// there are.
    pub fn service(&self, id: Option<&str>) -> Result<(&Shape, &Service), Errors> {
        let is_meant = |shape: &Shape| id.is_none_or(|id| id == shape.id.as_str() || id == shape.id.name());
        let found: Vec<_> = self.services().filter(|(shape, _)| is_meant(shape)).collect();
        match (found.as_slice(), id) {
            (&[service], _) => Ok(service),
            ([], None) => Err(problem("the model has no service".to_owned())),
            ([], Some(id)) => Err(problem(format!("the model has no service {id}; it has {}", names(self.services())))),
            (_, _) => Err(problem(format!("the model has several services; name one of {}", names(found)))),
        }
    }

    /// What is reachable from a service; nothing when there is no such service.
    #[must_use]
    pub fn closure(&self, service: &ShapeId) -> Closure {
        closure::closure(self, service)
    }

    fn services(&self) -> impl Iterator<Item = (&Shape, &Service)> {
        self.shapes.values().filter_map(|shape| match &shape.kind {
            Kind::Service(service) => Some((shape, service)),
            _ => None,
        })
    }
}

fn names<'a>(services: impl IntoIterator<Item = (&'a Shape, &'a Service)>) -> String {
    let names: Vec<_> = services.into_iter().map(|(shape, _)| shape.id.as_str()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn problem(message: String) -> Errors {
    Problem { message, ..Problem::default() }.into()
}
