//! The tests with the SDKs for JavaScript, with what they need.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::{run_within, succeeds};
use crate::workspace::{root, target};

/// How long the packages may take to install.
const INSTALL: Duration = Duration::from_secs(300);

/// Says with its status whether Node.js has what the tests and the SDKs ask for.
const RECENT: &str = "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)";

/// What says which packages are installed.
const LOCK: &str = "package-lock.json";

/// Node.js on its way to run the tests, from a directory in `target` with everything that they import.
///
/// # Errors
/// Why there is none.
pub(crate) fn with_packages() -> Result<Command, String> {
    if !succeeds(Command::new("node").args(["--eval", RECENT])) {
        return Err("there is no Node.js, or it is older than version 20".to_owned());
    }
    let tests = root().join("tests/sdk/js");
    let copy = target()?.join("sdk-js");
    let installed = has_packages(&tests, &copy);
    let fresh = if installed || !copy.exists() { Ok(()) } else { fs::remove_dir_all(&copy) };
    let files = fresh.and_then(|()| copy_files(&tests, &copy));
    let files = files.map_err(|error| format!("cannot copy the tests: {error}"))?;
    if !installed {
        install(&copy)?;
    }
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"])
        .args(files.into_iter().filter(|file| file.contains(".test.")))
        .current_dir(copy);
    Ok(node)
}

/// Whether exactly the packages that the tests ask for were installed once, to the end.
fn has_packages(tests: &Path, copy: &Path) -> bool {
    let asked = fs::read(tests.join(LOCK)).ok();
    asked.is_some()
        && asked == fs::read(copy.join(LOCK)).ok()
        && copy.join("node_modules").join(".package-lock.json").exists()
}

/// Copies the files of a directory, and gives their names in order.
fn copy_files(from: &Path, to: &Path) -> io::Result<Vec<String>> {
    fs::create_dir_all(to)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn install(directory: &Path) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if !succeeds(Command::new(npm).arg("--version")) {
        return Err("there is no npm".to_owned());
    }
    let quietly = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"];
    run_within(INSTALL, Command::new(npm).args(quietly).current_dir(directory))
        .map_err(|reason| format!("the SDKs for JavaScript are not there and cannot be installed: {reason}"))
}
