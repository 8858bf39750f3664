//! Reading a model: from the text over raw shapes to typed ones, which are then checked.

use indexmap::IndexMap;

use crate::json::{self, Key, Node, Object};
use crate::position::Lines;
use crate::report::{Place, Report};
use crate::{Errors, Model, check};

mod apply;
mod mixin;
mod raw;
mod shape;
mod upgrade;

/// Reads a model.
pub(crate) fn read(text: &str) -> Result<Model, Errors> {
    let root = json::parse(text)?;
    let lines = Lines::of(text);
    let mut report = Report::default();
    let root = root_object(&root, &lines, &mut report);
    let smithy = version(root, &mut report);
    let raw::Shapes { mut shapes, applications, mut ids } =
        raw::collect(shapes_of(root, &mut report), &lines, &mut report);
    let inherited = apply::to_own(&mut shapes, applications);
    mixin::flatten(&mut shapes, &mut report);
    apply::to_inherited(&mut shapes, inherited, &mut report);
    if smithy.starts_with('1') {
        upgrade::upgrade(&mut shapes);
    }
    let shapes = shapes.into_values().filter_map(|raw| shape::typed(raw, &mut report));
    let shapes: IndexMap<_, _> = shapes.map(|shape| (shape.id.clone(), shape)).collect();
    ids.retain(|id| !shapes.contains_key(id));
    let model = Model { smithy, shapes, warnings: Vec::new() };
    check::check(&model, &ids, &mut report);
    report.finish(model)
}

/// The object that the whole file is; an empty one when it is none.
fn root_object<'n, 't>(root: &'n Node<'t>, lines: &Lines, report: &mut Report) -> &'n Object<'t> {
    let Some(object) = root.as_object() else {
        report.problem(Place::default(), format!("the file holds {} instead of an object", root.kind()));
        return const { &Object(Vec::new()) };
    };
    for key in object.repeated() {
        report.problem(Place::at(lines.position(key.offset)), format!("the key {:?} stands twice", key.name));
    }
    object
}

/// The version of Smithy in which the file is written; if it does not say, it is read as 2.0.
fn version(root: &Object<'_>, report: &mut Report) -> String {
    let problem = match root.get("smithy") {
        Some(Node::String(version)) if matches!(&**version, "1" | "1.0" | "2" | "2.0") => return version.to_string(),
        Some(Node::String(version)) => format!("Smithy {version:?} is not supported; 1.0 and 2.0 are"),
        Some(other) => format!("the version of Smithy is {} instead of a string", other.kind()),
        None => "the file does not say its version of Smithy, as in \"smithy\": \"2.0\"".to_owned(),
    };
    report.problem(Place::default(), problem);
    "2.0".to_owned()
}

/// The entries of `shapes`; none when it is not there.
fn shapes_of<'n, 't>(root: &'n Object<'t>, report: &mut Report) -> &'n [(Key<'t>, Node<'t>)] {
    match root.get("shapes") {
        None => &[],
        Some(Node::Object(shapes)) => &shapes.0,
        Some(other) => {
            report.problem(Place::default(), format!("\"shapes\" is {} instead of an object", other.kind()));
            &[]
        }
    }
}
