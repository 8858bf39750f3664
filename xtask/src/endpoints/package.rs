//! The scratch package: compiled rule sets, and the program that tests them.

use std::fs;
use std::path::Path;

use secretsmith_codegen::ir::{EndpointParam, EndpointRules, Takes};

use super::Compiled;
use crate::workspace::root;

/// The program.
const PROGRAM: &str = include_str!("program.rs");

/// Writes the package, as far as it is not there already.
///
/// # Errors
/// When something cannot be written.
pub(super) fn write(package: &Path, compiled: &[Compiled]) -> Result<(), String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap_or_default();
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest()),
        // The versions are those of the workspace, so that all is there without a network.
        ("Cargo.lock".to_owned(), lock),
        ("src/main.rs".to_owned(), PROGRAM.to_owned()),
        ("src/lib.rs".to_owned(), library(compiled.len())),
        ("src/rule_sets.rs".to_owned(), table(compiled)),
    ];
    for (index, rule_set) in compiled.iter().enumerate() {
        files.push((format!("src/rules_{index}.rs"), rule_set.module.clone()));
        files.push((format!("src/tests_{index}.json"), rule_set.tests.to_string()));
    }
    for (path, text) in files {
        let path = package.join(path);
        // What is the same need not be compiled again.
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        let cannot_write = |error| format!("cannot write {}: {error}", path.display());
        fs::create_dir_all(path.parent().unwrap_or(package)).map_err(cannot_write)?;
        fs::write(&path, text).map_err(cannot_write)?;
    }
    Ok(())
}

fn manifest() -> String {
    let runtime = root().join("runtime");
    format!(
        "[package]\n\
         name = \"endpoints\"\n\
         edition = \"2024\"\n\
         \n\
         [dependencies]\n\
         runtime = {{ package = \"secretsmith-runtime\", path = {runtime:?}, default-features = false }}\n\
         serde_json = \"1\"\n\
         \n\
         [profile.dev]\n\
         debug = \"line-tables-only\"\n\
         \n\
         [workspace]\n"
    )
}

/// The rule sets, under the same lints as a generated crate.
fn library(count: usize) -> String {
    let modules: String = (0..count).map(|index| format!("pub mod rules_{index};\n")).collect();
    format!("//! Compiled endpoint rule sets.\n\n#![deny(warnings)]\n\n{modules}")
}

/// The table of the rule sets, with a function for each that finds the endpoint of a test.
fn table(compiled: &[Compiled]) -> String {
    let entries: String = (0..).zip(compiled).map(|(index, rule_set)| entry(index, &rule_set.name)).collect();
    let functions: String = (0..).zip(compiled).map(|(index, rule_set)| function(index, &rule_set.rules)).collect();
    format!(
        "#![allow(unused_mut, reason = \"some rules take nothing\")]\n\n\
         use runtime::endpoint::{{Endpoint, EndpointError}};\n\
         use serde_json::{{Map, Value, from_value}};\n\n\
         use crate::RuleSet;\n\n\
         pub(crate) const RULE_SETS: &[RuleSet] = &[\n{entries}];\n{functions}"
    )
}

fn entry(index: usize, name: &str) -> String {
    format!(
        "    RuleSet {{ name: {name:?}, tests: include_str!(\"tests_{index}.json\"), resolve: resolve_{index} }},\n"
    )
}

fn function(index: usize, EndpointRules { params, takes, .. }: &EndpointRules) -> String {
    let (ty, resolve) = match takes {
        Takes::Params => (format!("endpoints::rules_{index}::Params"), "resolve_with"),
        Takes::EndpointParams => ("runtime::endpoint::EndpointParams".to_owned(), "resolve"),
    };
    let set = params.iter().map(|EndpointParam { name, field, .. }| {
        let value = "from_value(value).expect(\"the parameter has its type\")";
        format!("    if let Some(value) = given.remove({name:?}) {{\n        params.{field} = {value};\n    }}\n")
    });
    let set: String = set.collect();
    format!(
        "\nfn resolve_{index}(mut given: Map<String, Value>) -> Result<Endpoint, EndpointError> {{\n    \
         let mut params = {ty}::default();\n\
         {set}    \
         assert!(given.is_empty(), \"there are no parameters {{given:?}}\");\n    \
         endpoints::rules_{index}::{resolve}(&params)\n\
         }}\n"
    )
}
