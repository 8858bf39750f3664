//! The programs of the workspace, built.

use std::path::PathBuf;

use serde_json::Value;

use crate::process::output;
use crate::workspace::{cargo, root};

/// What was built.
#[derive(Debug)]
pub(crate) struct Artifacts {
    /// The program `secretsmith`.
    pub(crate) server: PathBuf,
    /// The programs of the package of examples.
    pub(crate) examples: Vec<PathBuf>,
}

/// Builds all programs, with the features with which the tests are built, so that little is left
/// to build after those.
///
/// # Errors
/// When the build fails.
pub(crate) fn build() -> Result<Artifacts, String> {
    let arguments = ["build", "--workspace", "--all-features", "--bins", "--examples"];
    let mut build = cargo(&arguments);
    let messages = output(build.arg("--message-format=json-render-diagnostics"))?;
    let messages: Vec<Value> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut examples: Vec<_> = programs(&messages, "examples", "example").collect();
    examples.sort();
    let server = programs(&messages, "server", "bin").next();
    Ok(Artifacts { server: server.ok_or("the package `secretsmith-server` has no program")?, examples })
}

/// The programs of one kind that were built of the package in `dir`.
fn programs<'m>(messages: &'m [Value], dir: &str, kind: &'m str) -> impl Iterator<Item = PathBuf> + use<'m> {
    let manifest = root().join(dir).join("Cargo.toml").display().to_string();
    let is_program = move |message: &&Value| {
        message["reason"] == "compiler-artifact"
            && message["manifest_path"] == manifest.as_str()
            && message["target"]["kind"][0] == kind
    };
    messages.iter().filter(is_program).filter_map(|message| message["executable"].as_str().map(PathBuf::from))
}
