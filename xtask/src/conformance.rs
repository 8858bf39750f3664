//! `cargo xtask conformance`: the protocol tests that models hold, run against what is generated of
//! those models, as a client and as a server.
//!
//! What values look like on the wire is told from the models alone ([`wire`]), so that nothing of
//! what is tested has a say in it. `tests/conformance` sends, serves and compares.

mod bindings;
mod cases;
mod check;
mod faults;
mod instant;
mod report;
mod sample;
mod scratch;
mod suite;
mod wire;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::step::Outcome;
use crate::workspace::root;

/// Our own model, with tests of our own.
const OWN: &str = "tests/conformance";

#[derive(Debug, Args)]
pub(crate) struct Conformance {
    /// The directory of the models, in Smithy's JSON AST
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Tests against the models of a directory.
///
/// # Errors
/// When a test fails.
pub(crate) fn run(Conformance { dir }: &Conformance) -> Result<(), String> {
    test(dir)
}

/// Tests against our own model.
pub(crate) fn own() -> Outcome {
    test(&root().join(OWN)).into()
}

fn test(dir: &Path) -> Result<(), String> {
    let suites = suite::all(dir)?;
    let programs = scratch::build(&suites)?;
    let mut reports = Vec::new();
    for (suite, program) in suites.iter().zip(&programs) {
        reports.push(report::Report::new(suite, scratch::run(program, suite)?)?);
    }
    report::finish(&reports)
}
