//! `cargo xtask …`: the repository's own commands.
//!
//! The only crate of the workspace that writes into the source tree.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of the command line talks to its user")]

mod artifacts;
mod bench;
mod conformance;
mod diff;
mod endpoints;
mod guide;
mod input;
mod javascript;
mod lambda;
mod process;
mod python;
mod regenerate;
mod sdk;
mod server;
mod step;
mod test;
mod tree;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::bench::Bench;
use crate::conformance::Conformance;
use crate::diff::Diff;
use crate::endpoints::Endpoints;
use crate::regenerate::Regenerate;
use crate::test::Test;

/// The repository's own commands
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the generated crate from its model
    Regenerate(Regenerate),
    /// Run the protocol tests that the models of a directory hold
    Conformance(Conformance),
    /// Run the tests of the endpoint rule sets that the models of a directory hold
    Endpoints(Endpoints),
    /// Tell what changed between two models, and whom it breaks
    Diff(Diff),
    /// Measure what clients and servers cost
    Bench(Bench),
    /// Check all that the README promises
    Test(Test),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Regenerate(options) => regenerate::run(&options),
        Command::Conformance(options) => conformance::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Endpoints(options) => endpoints::run(&options),
        // Its exit status tells more than whether it failed.
        Command::Diff(options) => return diff::run(&options),
        Command::Test(options) => test::test(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
