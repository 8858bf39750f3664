//! The SDKs for Python, JavaScript and Rust, and the AWS CLI, against the server.

use std::process::Command;
use std::time::Duration;

use crate::process::{run_within, succeeds};
use crate::server::Server;
use crate::step::Outcome;
use crate::workspace::{cargo, root, target};
use crate::{artifacts, javascript, lambda, python};

/// How long a suite may take.
const SUITE: Duration = Duration::from_secs(600);

/// How long the crates of the SDK for Rust may take to download, and to build.
const CRATES: Duration = Duration::from_secs(1800);

/// With what every secret value begins that the suites store, so that it can be looked for in the log.
const CANARY: &str = "canary-4f1d9c";

/// What a log must not contain: the canary, plain and as binary values travel, and how signatures begin.
const NEVER_LOGGED: [&str; 3] = [CANARY, "Y2FuYXJ5LTRmMWQ5", "AWS4-HMAC-SHA256"];

/// Runs the suites in Python, if there is a Python for them.
pub(crate) fn python() -> Outcome {
    match python::with_requirements() {
        Ok(python) => {
            let mut tests = Command::new(python);
            tests.args(["-m", "unittest", "discover", "--verbose", "--start-directory"]).arg(python::tests());
            suite(tests.env("PYTHONDONTWRITEBYTECODE", "1")).into()
        }
        Err(reason) => Outcome::Skipped(reason),
    }
}

/// Runs the suites in JavaScript, if there is a Node.js for them.
pub(crate) fn javascript() -> Outcome {
    match javascript::with_packages() {
        Ok(mut tests) => suite(&mut tests).into(),
        Err(reason) => Outcome::Skipped(reason),
    }
}

/// Runs the suite in Rust, if the crates that it needs are there or can be downloaded.
pub(crate) fn rust() -> Outcome {
    match rust_suite() {
        Ok(mut tests) => suite(&mut tests).into(),
        Err(outcome) => outcome,
    }
}

/// The suite in Rust, built.
fn rust_suite() -> Result<Command, Outcome> {
    let package = root().join("tests/sdk/rust/Cargo.toml");
    let target = target().map_err(Outcome::Failed)?.join("sdk-rust");
    let command = |name: &str| {
        let mut command = cargo(&[name, "--locked", "--manifest-path"]);
        command.arg(&package).env("CARGO_TARGET_DIR", &target);
        command
    };
    let online = || run_within(CRATES, command("fetch").arg("--quiet").env("CARGO_NET_RETRY", "1"));
    if !succeeds(command("fetch").arg("--offline")) {
        online().map_err(|reason| {
            Outcome::Skipped(format!("the SDK for Rust is not there and cannot be downloaded: {reason}"))
        })?;
    }
    run_within(CRATES, command("test").args(["--no-run", "--offline"])).map_err(Outcome::Failed)?;
    let mut tests = command("test");
    tests.arg("--offline");
    Ok(tests)
}

fn suite(tests: &mut Command) -> Result<(), String> {
    let program = artifacts::build()?.server;
    let server = Server::start(&program, &lambda::start()?)?;
    tests
        .env("SECRETSMITH_ENDPOINT", &server.endpoint)
        .env("SECRETSMITH_CANARY", CANARY)
        .env("SECRETSMITH_PROGRAM", &program);
    let result = run_within(SUITE, tests);
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
