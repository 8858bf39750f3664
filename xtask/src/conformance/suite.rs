//! A model as something to test: for each of its services a crate and the cases for it.

use std::fs;
use std::path::Path;

use secretsmith_codegen::{Files, Options, Package, emit, lower, render};
use secretsmith_model::{Kind, Model, Shape};

use super::bindings;
use super::cases::{self, Case};
use crate::input;
use crate::workspace::{root, shown};

/// A service with its tests.
#[derive(Debug)]
pub(super) struct Suite {
    /// What the model is called, and its service, for people.
    pub(super) title: String,
    /// The id of the service.
    pub(super) service: String,
    /// The name of the package.
    pub(super) package: String,
    /// The generated crate.
    pub(super) files: Files,
    /// The source of the program that tests it.
    pub(super) program: String,
    /// The tests, for either side.
    pub(super) cases: Vec<Case>,
}

/// Reads the models of a directory.
///
/// # Errors
/// When one cannot be read or generated, or has a test that belongs to nothing.
pub(super) fn all(dir: &Path) -> Result<Vec<Suite>, String> {
    let cannot_read = |error| format!("cannot read {}: {error}", shown(dir));
    let mut models = Vec::new();
    for entry in fs::read_dir(dir).map_err(cannot_read)? {
        let path = entry.map_err(cannot_read)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            models.push(path);
        }
    }
    models.sort();
    let suites: Vec<Vec<Suite>> = models.iter().map(|path| of_model(path)).collect::<Result<_, _>>()?;
    match suites.is_empty() {
        true => Err(format!("there is no model in {}", shown(dir))),
        false => Ok(suites.into_iter().flatten().collect()),
    }
}

fn of_model(path: &Path) -> Result<Vec<Suite>, String> {
    let text = input::read(path)?;
    let model = Model::read(&text).map_err(|errors| format!("{}: {errors}", shown(path)))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let services = model.shapes.values().filter(|shape| matches!(shape.kind, Kind::Service(_)));
    let suites: Vec<Suite> = services.map(|service| of_service(&model, service, &name)).collect::<Result<_, _>>()?;
    cases::all_are_taken(&model, &suites).map_err(|problem| format!("{}: {problem}", shown(path)))?;
    Ok(suites)
}

fn of_service(model: &Model, service: &Shape, name: &str) -> Result<Suite, String> {
    let title = format!("{name} {}", service.id.name());
    let package = title.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    let options = Options {
        service: Some(service.id.to_string()),
        source: format!("{name}.json"),
        package: Some(Package { name: package.clone(), runtime: format!("path = {:?}", root().join("runtime")) }),
    };
    let lowered = lower(model, &options).map_err(|errors| format!("{title}: {errors}"))?;
    Ok(Suite {
        cases: cases::of_service(model, service).map_err(|problem| format!("{title}: {problem}"))?,
        program: bindings::program(&lowered.service, &package),
        files: render(emit(&lowered.service)),
        service: service.id.to_string(),
        package,
        title,
    })
}
