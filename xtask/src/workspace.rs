//! Where the workspace is, and Cargo run in it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::output;

/// The root of the workspace: the parent of this package.
pub(crate) fn root() -> PathBuf {
    // Set by `cargo run`, and right even when the clone was moved after xtask was built.
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let package = PathBuf::from(package);
    package.parent().map_or_else(|| package.clone(), Path::to_owned)
}

/// A path as the user would write it: relative to where they are, if it is below.
pub(crate) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// The Cargo that runs us, to be run at the root with these arguments.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments).current_dir(root());
    cargo
}

/// Cargo's directory for what is built.
///
/// # Errors
/// When Cargo does not say.
pub(crate) fn target() -> Result<PathBuf, String> {
    let metadata = output(&mut cargo(&["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    metadata["target_directory"].as_str().map(PathBuf::from).ok_or_else(|| "Cargo names no target directory".to_owned())
}
