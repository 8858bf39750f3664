//! The generated crates and the programs that test them, below the target directory.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::suite::Suite;
use crate::process::output;
use crate::tree::{self, File};
use crate::workspace::{cargo, root};

/// The package of the programs, beside those of the generated crates.
const PROGRAMS: &str = "programs";

/// Writes and builds everything, with one call of Cargo; gives the programs in the order of the
/// suites.
///
/// # Errors
/// When something cannot be written, or does not build.
pub(super) fn build(suites: &[Suite]) -> Result<Vec<PathBuf>, String> {
    let target = root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let folder = target.join("conformance");
    for suite in suites {
        let out = folder.join(&suite.package);
        let plan = tree::plan(&out, suite.files.iter().map(|(path, text)| File { path, text }))?;
        tree::apply(&out, &plan)?;
    }
    let programs = folder.join(PROGRAMS);
    write_programs(&programs, suites)?;
    let arguments = ["build", "--bins", "--message-format=json-render-diagnostics"];
    let mut build = cargo(&arguments);
    build.current_dir(&programs).env("CARGO_TARGET_DIR", folder.join("target")).env("RUSTFLAGS", "");
    let messages = output(&mut build)?;
    let messages: Vec<Value> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    suites.iter().map(|suite| program(&messages, &suite.package)).collect()
}

/// The package of the programs: a program and its cases for each suite.
fn write_programs(folder: &Path, suites: &[Suite]) -> Result<(), String> {
    // The same versions as everywhere here.
    let lock = root().join("Cargo.lock");
    let lock = fs::read_to_string(&lock).map_err(|error| format!("cannot read {}: {error}", lock.display()))?;
    write(&folder.join("Cargo.lock"), &lock)?;
    write(&folder.join("Cargo.toml"), &manifest(suites))?;
    suites.iter().try_for_each(|suite| {
        let cases: Vec<&Value> = suite.cases.iter().map(|case| &case.json).collect();
        let cases = serde_json::to_string_pretty(&cases).map_err(|error| error.to_string())?;
        write(&folder.join(format!("cases/{}.json", suite.package)), &cases)?;
        write(&folder.join(format!("src/bin/{}.rs", suite.package)), &suite.program)
    })
}

fn manifest(suites: &[Suite]) -> String {
    let harness = root().join("tests/conformance");
    let generated = suites.iter().map(|Suite { package, .. }| {
        format!(
            "{package} = {{ path = \"../{package}\", default-features = false, features = [\"client\", \"server\"] }}\n"
        )
    });
    let generated: String = generated.collect();
    let programs = suites.iter().map(|Suite { package, .. }| {
        format!("[[bin]]\nname = \"{package}-tests\"\npath = \"src/bin/{package}.rs\"\n\n")
    });
    let programs: String = programs.collect();
    format!(
        "# Written by `cargo xtask conformance`.\n\n[package]\nname = \"conformance-programs\"\nversion = \"0.0.0\"\n\
         edition = \"2024\"\npublish = false\nautobins = false\n\n{programs}[dependencies]\n{generated}\
         secretsmith-conformance = {{ path = {harness:?} }}\n\n[workspace]\n\n[profile.dev]\ndebug = false\n"
    )
}

/// The program of a package that was built.
fn program(messages: &[Value], package: &str) -> Result<PathBuf, String> {
    let name = format!("{package}-tests");
    let is_it =
        |message: &&Value| message["reason"] == "compiler-artifact" && message["target"]["name"] == name.as_str();
    let executable = messages.iter().filter(is_it).find_map(|message| message["executable"].as_str());
    executable.map(PathBuf::from).ok_or_else(|| format!("Cargo built no program {name}"))
}

/// Runs a program; gives what is wrong with each case, in their order.
///
/// # Errors
/// When it cannot be run, or does not come to its end.
pub(super) fn run(program: &Path, suite: &Suite) -> Result<Vec<Option<String>>, String> {
    let lines = output(&mut Command::new(program))?;
    let outcomes: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    match outcomes.len() == suite.cases.len() {
        true => Ok(outcomes.iter().map(|outcome| outcome["problem"].as_str().map(str::to_owned)).collect()),
        false => Err(format!("{}: {} of {} cases were run", suite.title, outcomes.len(), suite.cases.len())),
    }
}

/// Writes a file, unless it is there already: what has not changed is not built again.
fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let written = fs::create_dir_all(path.parent().unwrap_or(path)).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("cannot write {}: {error}", path.display()))
}
