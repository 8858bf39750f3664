//! What the committed model says of its structures.

use std::collections::BTreeSet;

use secretsmith_model::{Kind, Member, Model, Shape};

/// The committed model, read once for each test that asks for it.
pub(crate) struct Structures {
    model: Model,
}

impl Structures {
    pub(crate) fn read() -> Self {
        let text = include_str!("../../../../model/secretsmanager-2017-10-17.json");
        Self { model: Model::read(text).expect("the committed model is good") }
    }

    /// The names of all structures that the service uses.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.used().filter(|shape| is_structure(shape)).map(|shape| shape.id.name()).collect()
    }

    /// The names of those that hold something sensitive, in a member or deeper.
    pub(crate) fn sensitive(&self) -> BTreeSet<&str> {
        let reaches = |shape: &&Shape| is_structure(shape) && self.is_sensitive(shape);
        self.used().filter(reaches).map(|shape| shape.id.name()).collect()
    }

    /// A structure by its name.
    pub(crate) fn structure(&self, name: &str) -> &Shape {
        let found = self.used().find(|shape| shape.id.name() == name);
        found.unwrap_or_else(|| panic!("the model has no structure {name}"))
    }

    /// The shape of a member's values.
    pub(crate) fn target(&self, member: &Member) -> &Shape {
        self.model.shape(&member.target).expect("every target of a good model is there")
    }

    fn used(&self) -> impl Iterator<Item = &Shape> {
        let service = &self.model.service(None).expect("the model has one service").0.id;
        let shapes = self.model.closure(service).shapes;
        let names: Vec<_> = shapes.into_keys().filter(|id| !id.is_unit()).collect();
        names.into_iter().filter_map(|id| self.model.shape(&id))
    }

    /// Whether values of a shape hold something sensitive. No shape of this model holds itself.
    fn is_sensitive(&self, shape: &Shape) -> bool {
        shape.traits.sensitive || shape.members().into_iter().any(|member| self.is_sensitive_member(member))
    }

    fn is_sensitive_member(&self, member: &Member) -> bool {
        member.traits.sensitive || self.is_sensitive(self.target(member))
    }
}

fn is_structure(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_))
}
