//! `cargo xtask endpoints`: endpoint rule sets, compiled and put to the tests that their models
//! hold.
//!
//! All rule sets become modules of one scratch package below the target directory, next to a
//! program that reads the tests and compares.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use secretsmith_codegen::ir::EndpointRules;
use secretsmith_codegen::{Options, emit_endpoint, lower_endpoint, render};
use secretsmith_model::{Model, Shape};
use serde_json::Value;

use crate::input;
use crate::process;
use crate::step::Outcome;
use crate::workspace::{cargo, root, shown};

mod package;

#[derive(Debug, Args)]
pub(crate) struct Endpoints {
    /// Models whose services have endpoint rule sets, or directories of such
    #[arg(value_name = "DIR", required = true)]
    paths: Vec<PathBuf>,
}

/// A rule set that could be compiled.
struct Compiled {
    /// The file, and the service if the file has several.
    name: String,
    /// The source of the module.
    module: String,
    /// What the rules take.
    rules: EndpointRules,
    /// The tests as the model has them.
    tests: Value,
}

/// Our own models with endpoint rule sets, from the root of the workspace.
const OWN: [&str; 2] = ["model", "tests/golden"];

/// Compiles the rule sets of models and runs their tests.
///
/// # Errors
/// When a rule set cannot be compiled or a test fails.
pub(crate) fn run(Endpoints { paths }: &Endpoints) -> Result<(), String> {
    test(paths)
}

/// Compiles the rule sets of our own models and runs their tests.
pub(crate) fn own() -> Outcome {
    test(&OWN.map(|path| root().join(path))).into()
}

fn test(paths: &[PathBuf]) -> Result<(), String> {
    let mut compiled = Vec::new();
    let mut refused = 0;
    for path in models(paths)? {
        match compile(&path) {
            Ok(rule_sets) => compiled.extend(rule_sets),
            Err(problem) => {
                println!("{}: REFUSED\n{problem}", shown(&path));
                refused += 1;
            }
        }
    }
    let outcome = if compiled.is_empty() { Ok(()) } else { run_tests(&compiled) };
    match (refused, compiled.len()) {
        (0, 0) => Err("there are no endpoint rule sets".to_owned()),
        (0, _) => outcome,
        (_, _) => Err(format!("{refused} of the models are refused")),
    }
}

/// Builds the package and runs its program, which tells how many tests pass.
fn run_tests(compiled: &[Compiled]) -> Result<(), String> {
    let target = root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let package = target.join("endpoints");
    package::write(&package, compiled)?;
    process::run(cargo(&["run", "--quiet"]).current_dir(package).env("CARGO_TARGET_DIR", target))
}

/// The files with these paths, and the models in the directories among them.
fn models(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut models = Vec::new();
    for path in paths {
        if !path.is_dir() {
            models.push(path.clone());
            continue;
        }
        let cannot_read = |error| format!("cannot read {}: {error}", shown(path));
        let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(cannot_read)?;
        let mut within: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
        within.retain(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "json"));
        within.sort();
        models.extend(self::models(&within)?);
    }
    Ok(models)
}

/// Compiles the rule sets of a model.
fn compile(path: &Path) -> Result<Vec<Compiled>, String> {
    let text = input::read(path)?;
    if serde_json::from_str::<Value>(&text).is_ok_and(|json| json.get("shapes").is_none()) {
        println!("{}: no model", shown(path));
        return Ok(Vec::new());
    }
    let model = Model::read(&text).map_err(|errors| errors.to_string())?;
    let with_rules = model
        .shapes
        .values()
        .filter(|shape| shape.traits.endpoint_rule_set.is_some() || shape.traits.endpoint_bdd.is_some());
    with_rules.map(|service| compile_service(path, &model, service)).collect()
}

fn compile_service(path: &Path, model: &Model, service: &Shape) -> Result<Compiled, String> {
    let options = Options { service: Some(service.id.to_string()), ..Options::default() };
    let rules = lower_endpoint(model, &options).map_err(|errors| errors.to_string())?;
    let source = path.file_name().unwrap_or_default().to_string_lossy();
    let files = render(emit_endpoint(&rules, &source));
    Ok(Compiled {
        name: format!("{} ({})", shown(path), service.id.name()),
        module: files.get("src/endpoint.rs").unwrap_or_default().to_owned(),
        rules,
        tests: service.traits.endpoint_tests.clone().unwrap_or_default(),
    })
}
