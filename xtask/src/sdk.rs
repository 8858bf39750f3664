//! The SDK for Python and the AWS CLI against the server.

use std::process::Command;
use std::time::Duration;

use crate::process::run_within;
use crate::server::Server;
use crate::step::Outcome;
use crate::{artifacts, python};

/// How long the suite may take.
const SUITE: Duration = Duration::from_secs(600);

/// With what every secret value begins that the suite stores, so that it can be looked for in the log.
const CANARY: &str = "canary-4f1d9c";

/// What a log must not contain: the canary, plain and as binary values travel, and how signatures begin.
const NEVER_LOGGED: [&str; 3] = [CANARY, "Y2FuYXJ5LTRmMWQ5", "AWS4-HMAC-SHA256"];

/// Runs the suite, if there is a Python for it.
pub(crate) fn test() -> Outcome {
    match python::with_requirements() {
        Ok(python) => suite(&mut Command::new(python)).into(),
        Err(reason) => Outcome::Skipped(reason),
    }
}

fn suite(python: &mut Command) -> Result<(), String> {
    let program = artifacts::build()?.server;
    let server = Server::start(&program)?;
    python
        .args(["-m", "unittest", "discover", "--verbose", "--start-directory"])
        .arg(python::tests())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("SECRETSMITH_ENDPOINT", &server.endpoint)
        .env("SECRETSMITH_CANARY", CANARY)
        .env("SECRETSMITH_PROGRAM", &program);
    let result = run_within(SUITE, python);
    let log = server.stop()?;
    result?;
    quiet(&log)
}

/// Fails when a secret or a signature got into the log, or nothing did.
fn quiet(log: &str) -> Result<(), String> {
    let line = |word: &str| log.lines().find(|line| line.contains(word));
    if let Some(line) = NEVER_LOGGED.into_iter().find_map(line) {
        return Err(format!("the server's log shows what it must not: {line}"));
    }
    line("GetSecretValue").map(drop).ok_or_else(|| "the server's log does not show the requests".to_owned())
}
