//! A Python that has what the tests with the SDKs need.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::process::{run_within, succeeds};
use crate::workspace::{root, target};

/// How long the packages may take to install.
const INSTALL: Duration = Duration::from_secs(300);

/// The directory with the tests, their requirements, and the program that looks for these.
pub(crate) fn tests() -> PathBuf {
    root().join("tests/sdk")
}

/// A Python with all requirements: that of the system if it has them, otherwise one in `target`
/// into which they are installed.
///
/// # Errors
/// Why there is none.
pub(crate) fn with_requirements() -> Result<PathBuf, String> {
    let system = system().ok_or("there is no Python: neither `python3` nor `python` is a Python 3")?;
    if has_requirements(&system) {
        return Ok(system);
    }
    let environment = target()?.join("sdk-venv");
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if has_requirements(&python) {
        return Ok(python);
    }
    install(&system, &environment, &python)
        .map_err(|reason| format!("boto3 and the AWS CLI are not there and cannot be installed: {reason}"))?;
    Ok(python)
}

fn install(system: &Path, environment: &Path, python: &Path) -> Result<(), String> {
    run_within(INSTALL, Command::new(system).args(["-m", "venv"]).arg(environment))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--requirement"];
    run_within(INSTALL, Command::new(python).args(pip).arg(tests().join("requirements.txt")))
}

fn system() -> Option<PathBuf> {
    let is_python_3 =
        |python: &&str| succeeds(Command::new(python).args(["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]));
    ["python3", "python"].iter().find(|python| is_python_3(python)).map(PathBuf::from)
}

fn has_requirements(python: &Path) -> bool {
    succeeds(Command::new(python).arg(tests().join("requirements.py")))
}
