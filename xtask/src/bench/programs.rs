//! The programs that are measured, and those that measure: built for release, and run.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::process::{output, run};
use crate::workspace::{cargo, root, target};

/// Where the programs of the package `bench`, and the server, are once they are built.
///
/// # Errors
/// When they cannot be built.
pub(super) fn ours() -> Result<PathBuf, String> {
    let packages = ["--package=secretsmith-bench", "--package=secretsmith-server"];
    run(cargo(&["build", "--release", "--quiet", "--bins"]).args(packages))?;
    Ok(target()?.join("release"))
}

/// Where the program that calls through the AWS SDK is, once it is built.
///
/// # Errors
/// When it cannot be built; what it needs may have to be downloaded.
pub(super) fn of_aws() -> Result<PathBuf, String> {
    let target = target()?.join("bench-aws");
    let mut build = cargo(&["build", "--release", "--quiet", "--manifest-path"]);
    run(build.arg(root().join("bench/aws/Cargo.toml")).env("CARGO_TARGET_DIR", &target))?;
    Ok(target.join("release").join("call_aws"))
}

/// The line of JSON that a program prints.
///
/// # Errors
/// When it fails, or prints something else.
pub(super) fn measured(program: &Path, arguments: &[&str]) -> Result<Value, String> {
    let printed = output(Command::new(program).args(arguments))?;
    serde_json::from_str(&printed).map_err(|error| format!("{} printed {printed:?}: {error}", program.display()))
}

/// A server in a process of its own, ended when dropped.
#[derive(Debug)]
pub(super) struct Running {
    process: Child,
    /// Where it is, as `http://HOST:PORT`.
    pub(super) url: String,
}

impl Running {
    /// Starts a server, and waits for the line in which it says where it is.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) fn start(program: &Path, arguments: &[&str]) -> Result<Self, String> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        let stdout = process.stdout.take();
        let mut running = Self { process, url: String::new() };
        let mut line = String::new();
        let read = stdout.map(|stdout| BufReader::new(stdout).read_line(&mut line));
        match (read, line.split_whitespace().find(|word| word.starts_with("http://"))) {
            (Some(Ok(_)), Some(url)) => running.url = url.to_owned(),
            _ => return Err(format!("{} does not say where it is, but {line:?}", program.display())),
        }
        Ok(running)
    }

    /// Host and port.
    pub(super) fn authority(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails when it has ended already, which is as well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
