//! What configuration is read from: variables and files.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Variables and files, as a program finds them or as a test puts them there.
pub trait Environment: Send + Sync + 'static {
    /// The value of a variable, if it is set.
    fn var(&self, name: &str) -> Option<String>;

    /// The content of a file.
    ///
    /// # Errors
    /// When it cannot be read; a file that is not there is [`io::ErrorKind::NotFound`].
    fn read(&self, path: &Path) -> io::Result<String>;

    /// Puts a content in the place of a file's, for nobody else to read.
    ///
    /// Only renewed SSO tokens are written. Without an implementation they are not kept.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, path: &Path, content: &str) -> io::Result<()> {
        let _ = (path, content);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// The environment of this process.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProcessEnvironment;

impl Environment for ProcessEnvironment {
    fn var(&self, name: &str) -> Option<String> {
        env::var(name).ok()
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }

    fn write(&self, path: &Path, content: &str) -> io::Result<()> {
        let new = path.with_extension(format!("{}.new", std::process::id()));
        let written = private(&new).and_then(|mut file| file.write_all(content.as_bytes()));
        let moved = written.and_then(|()| fs::rename(&new, path));
        moved.inspect_err(|_| drop(fs::remove_file(&new)))
    }
}

/// A new file that only its owner can read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A path as a variable or a shared file has it: `~` at its start is the home directory.
pub(super) fn expand(path: &str, var: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
    match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
            let home = ["HOME", "USERPROFILE"].iter().find_map(|name| var(name).filter(|home| !home.is_empty()))?;
            Some(PathBuf::from(home + rest))
        }
        _ => Some(path.into()),
    }
}
