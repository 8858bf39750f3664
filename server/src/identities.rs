//! Who can call, out of a file.

use std::fs;
use std::path::Path;

use secretsmith_reference::Identity;

/// Reads the identities in a file.
///
/// # Errors
/// When it cannot be read, or what is in it is no list of identities: which file it is, and what is wrong where.
pub(crate) fn read(file: &Path) -> Result<Vec<Identity>, String> {
    let problem = |problem: String| format!("no identities in {}: {problem}", file.display());
    let text = fs::read_to_string(file).map_err(|error| problem(error.to_string()))?;
    Identity::read_list(&text).map_err(|error| problem(error.to_string()))
}
