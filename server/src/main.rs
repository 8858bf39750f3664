//! The program `secretsmith`: AWS Secrets Manager in memory, behind HTTP.

mod cli;
mod identities;
mod run;
mod state;

use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = cli::read().and_then(|options| options.map_or(Ok(()), |options| run::run(&options)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // There is nobody left to tell when this fails.
            let _ = writeln!(io::stderr(), "secretsmith: {problem}");
            ExitCode::FAILURE
        }
    }
}
