//! Checking what single shapes cannot show: whether they fit together.

use std::collections::HashSet;

use crate::report::Report;
use crate::{Model, ShapeId};

mod defaults;
mod placement;
mod recursion;
mod references;
mod rename;
mod values;

/// Reports all that is wrong between the shapes of a model. `unread` are the shapes that are in the
/// file but could not be made out; that they are missing is not reported again.
pub(crate) fn check(model: &Model, unread: &HashSet<ShapeId>, report: &mut Report) {
    references::check(model, unread, report);
    placement::check(model, report);
    values::check(model, report);
    defaults::check(model, report);
    recursion::check(model, report);
    rename::check(model, unread, report);
}
