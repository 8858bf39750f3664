//! `apply` statements: traits that a file gives to shapes and members which it defines elsewhere.

use indexmap::IndexMap;

use super::raw::{Application, RawShape, RawTraits};
use crate::ShapeId;
use crate::report::{Place, Report};

/// Applies to shapes and to the members that they have of their own, so that what comes of mixins
/// has the traits. Answers what is left, which may concern members that mixins bring.
pub(super) fn to_own<'t>(
    shapes: &mut IndexMap<ShapeId, RawShape<'t>>,
    applications: Vec<Application<'t>>,
) -> Vec<Application<'t>> {
    applications.into_iter().filter_map(|application| apply(shapes, application)).collect()
}

/// Applies to members that mixins have brought.
pub(super) fn to_inherited<'t>(
    shapes: &mut IndexMap<ShapeId, RawShape<'t>>,
    applications: Vec<Application<'t>>,
    report: &mut Report,
) {
    for left in to_own(shapes, applications) {
        let place = Place::shape(&left.shape, left.position);
        let place = left.member.map_or(place, |member| place.member(member, left.position));
        report.problem(place, "traits are applied to it, but it does not exist");
    }
}

/// Adds the traits to their target, where they replace what it has; gives them back when there is
/// no such target.
fn apply<'t>(shapes: &mut IndexMap<ShapeId, RawShape<'t>>, application: Application<'t>) -> Option<Application<'t>> {
    match target(shapes, &application) {
        Some(traits) => {
            traits.extend(application.traits);
            None
        }
        None => Some(application),
    }
}

fn target<'s, 't>(
    shapes: &'s mut IndexMap<ShapeId, RawShape<'t>>,
    application: &Application<'t>,
) -> Option<&'s mut RawTraits<'t>> {
    let shape = shapes.get_mut(&application.shape)?;
    match application.member {
        Some(member) => Some(&mut shape.members.get_mut(member)?.traits),
        None => Some(&mut shape.traits),
    }
}
