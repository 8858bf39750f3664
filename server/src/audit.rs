//! The audit file: a record of each call, in the form that CloudTrail has.

mod record;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use self::record::record;
use crate::seen::Seen;

/// A file to which a line is appended for each call before it is answered. Clones write to the same file.
///
/// A line is a JSON object with the fields of a CloudTrail record. Members that the model marks as sensitive are not
/// in it, nor what the model does not know. Requests that name no operation are no calls.
#[derive(Clone, Debug)]
pub struct Audit(Arc<Target>);

#[derive(Debug)]
struct Target {
    path: PathBuf,
    lines: Mutex<Lines>,
}

#[derive(Debug)]
struct Lines {
    file: File,
    /// Whether the last line was not written to its end.
    is_torn: bool,
}

impl Audit {
    /// Appends to a file, which is made if it is not there; nobody but its owner can read it then.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let lines = Mutex::new(Lines::open(&path)?);
        Ok(Self(Arc::new(Target { path, lines })))
    }

    /// Opens the file anew, by its name: what a program that has moved it away asks for. Every record is in the old
    /// one or in the new one.
    ///
    /// # Errors
    /// When it cannot be opened; the old one is kept.
    pub fn reopen(&self) -> io::Result<()> {
        let lines = Lines::open(&self.0.path)?;
        *self.0.lines.lock().unwrap_or_else(PoisonError::into_inner) = lines;
        Ok(())
    }

    /// The name of the file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether an operation changes nothing, so that its record says nothing of what is answered.
    pub(crate) fn is_read(operation: &str) -> bool {
        ["BatchGet", "Describe", "Get", "List", "Validate"].iter().any(|verb| operation.starts_with(verb))
    }

    /// Writes the record of a call.
    ///
    /// # Errors
    /// When it could not be written, or not to its end.
    pub(crate) fn answered(&self, seen: &Seen<'_>) -> io::Result<()> {
        let Some(record) = record(seen) else { return Ok(()) };
        let mut lines = self.0.lines.lock().unwrap_or_else(PoisonError::into_inner);
        // A line that was not finished is not to take this one with it.
        let line = format!("{}{record}\n", if lines.is_torn { "\n" } else { "" });
        let written = lines.file.write_all(line.as_bytes());
        lines.is_torn = written.is_err();
        written
    }
}

impl Lines {
    fn open(path: &Path) -> io::Result<Self> {
        let file = open(path)?;
        // A file that can only be written to is taken to be whole.
        let is_torn = ends_within_a_line(path).unwrap_or_default();
        Ok(Self { file, is_torn })
    }
}

/// Whether something stands after the last line break of a file: who wrote it was killed, or had no room left.
fn ends_within_a_line(path: &Path) -> io::Result<bool> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() == 0 {
        return Ok(false);
    }
    let (mut file, mut last) = (File::open(path)?, [0]);
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
