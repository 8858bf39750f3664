//! What the tests share.

use secretsmith_model::{Member, Model, Shape, ShapeId};

/// The file with these shapes, of which the first stands in line 4.
pub(crate) fn file(shapes: &str) -> String {
    format!("{{\n\"smithy\": \"2.0\",\n\"shapes\": {{\n{shapes}\n}}\n}}")
}

/// The model with these shapes.
pub(crate) fn model(shapes: &str) -> Model {
    Model::read(&file(shapes)).unwrap_or_else(|errors| panic!("the model should be fine:\n{errors}"))
}

/// What is wrong with these shapes, a line for each problem.
pub(crate) fn refused(shapes: &str) -> String {
    Model::read(&file(shapes)).expect_err("the model should be refused").to_string()
}

/// What is told of these shapes, a line for each warning.
pub(crate) fn warnings(shapes: &str) -> Vec<String> {
    model(shapes).warnings.iter().map(ToString::to_string).collect()
}

pub(crate) fn id(text: &str) -> ShapeId {
    text.parse().expect("a shape id")
}

pub(crate) fn shape<'m>(model: &'m Model, name: &str) -> &'m Shape {
    model.shape(&id(name)).unwrap_or_else(|| panic!("{name} should be there"))
}

pub(crate) fn member<'m>(model: &'m Model, shape_name: &str, name: &str) -> &'m Member {
    let found = shape(model, shape_name).members().into_iter().find(|member| member.name == name);
    found.unwrap_or_else(|| panic!("{shape_name}${name} should be there"))
}
