//! The program `secretsmith`: AWS Secrets Manager in memory, behind HTTP.

mod cli;
mod ending;
mod identities;
mod run;
mod state;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long somebody may take to hear why the program ends.
const GOODBYE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let done = cli::read().and_then(|options| options.map_or(Ok(()), |options| run::run(&options)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            tell(problem);
            ExitCode::FAILURE
        }
    }
}

/// Tells why the program ends. It ends also when standard error is a pipe that nobody reads.
fn tell(problem: String) {
    let (told, is_told) = mpsc::channel();
    thread::spawn(move || {
        // There is nobody left to tell when this fails.
        let _ = writeln!(io::stderr(), "secretsmith: {problem}");
        let _ = told.send(());
    });
    let _ = is_told.recv_timeout(GOODBYE);
}
