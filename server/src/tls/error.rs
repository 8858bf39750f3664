//! What is wrong with a certificate or a key.

use std::error::Error;
use std::fmt;
use std::path::Path;

/// Why there is no TLS: which file it is, and what is wrong with it. Shows nothing of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsError(String);

impl TlsError {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Something that is not to be had of a file.
    pub(super) fn of(what: &str, file: &Path, problem: impl fmt::Display) -> Self {
        Self(format!("{what} {}: {problem}", file.display()))
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for TlsError {}
