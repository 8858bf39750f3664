//! Collecting what is wrong with a model while going on.

use std::collections::HashSet;

use crate::{Errors, Member, Model, Position, Problem, Shape, ShapeId, Warning};

/// What a problem concerns.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place<'p> {
    shape: Option<&'p ShapeId>,
    member: Option<&'p str>,
    trait_id: Option<&'p str>,
    position: Option<Position>,
}

impl<'p> Place<'p> {
    /// A place in the file that belongs to no shape.
    pub(crate) fn at(position: Position) -> Self {
        Self { position: Some(position), ..Self::default() }
    }

    /// A shape.
    pub(crate) fn shape(shape: &'p ShapeId, position: Position) -> Self {
        Self { shape: Some(shape), ..Self::at(position) }
    }

    /// A member of the shape.
    pub(crate) fn member(self, name: &'p str, position: Position) -> Self {
        Self { member: Some(name), position: Some(position), ..self }
    }

    /// A trait of the shape or member.
    pub(crate) fn of_trait(self, id: &'p str) -> Self {
        Self { trait_id: Some(id), ..self }
    }

    fn says(self, message: String) -> Problem {
        Problem {
            shape: self.shape.cloned(),
            member: self.member.map(str::to_owned),
            trait_id: self.trait_id.map(str::to_owned),
            position: self.position,
            message,
        }
    }
}

impl<'p> From<&'p Shape> for Place<'p> {
    fn from(shape: &'p Shape) -> Self {
        Self::shape(&shape.id, shape.position)
    }
}

impl<'p> From<(&'p Shape, &'p Member)> for Place<'p> {
    fn from((shape, member): (&'p Shape, &'p Member)) -> Self {
        Self::from(shape).member(&member.name, member.position)
    }
}

/// The problems and warnings found so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    problems: Vec<Problem>,
    warnings: Vec<Warning>,
    unknown_traits: HashSet<(Option<ShapeId>, String)>,
}

impl Report {
    pub(crate) fn problem(&mut self, place: Place<'_>, message: impl Into<String>) {
        self.problems.push(place.says(message.into()));
    }

    pub(crate) fn warning(&mut self, place: Place<'_>, message: impl Into<String>) {
        self.warnings.push(place.says(message.into()));
    }

    /// Warns of a trait that nobody here knows, once for each shape.
    pub(crate) fn unknown_trait(&mut self, place: Place<'_>, id: &str) {
        if self.unknown_traits.insert((place.shape.cloned(), id.to_owned())) {
            self.warning(place.of_trait(id), "unknown, and therefore ignored");
        }
    }

    /// Completes a model with the warnings, or fails with the problems.
    pub(crate) fn finish(mut self, model: Model) -> Result<Model, Errors> {
        Errors::unless_empty(self.problems)?;
        self.warnings.sort_by_key(|warning| warning.position);
        Ok(Model { warnings: self.warnings, ..model })
    }
}
