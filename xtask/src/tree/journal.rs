//! Changes to a directory that can be undone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What was done so far, in order.
#[derive(Debug, Default)]
pub(super) struct Journal(Vec<Done>);

#[derive(Debug)]
enum Done {
    Renamed { from: PathBuf, to: PathBuf },
    Created(PathBuf),
}

impl Journal {
    /// Moves a file.
    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> Result<(), String> {
        fs::rename(from, to).map_err(|error| format!("cannot move {} to {}: {error}", from.display(), to.display()))?;
        self.0.push(Done::Renamed { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    /// Makes a directory and those in which it is, as far as they are not there.
    pub(super) fn create_dirs(&mut self, dir: &Path) -> Result<(), String> {
        let is_missing = |dir: &&Path| !dir.as_os_str().is_empty() && !dir.is_dir();
        let missing: Vec<_> = dir.ancestors().take_while(is_missing).collect();
        for dir in missing.into_iter().rev() {
            fs::create_dir(dir).map_err(|error| format!("cannot make the directory {}: {error}", dir.display()))?;
            self.0.push(Done::Created(dir.to_owned()));
        }
        Ok(())
    }

    /// Undoes everything, the last first.
    pub(super) fn undo(self) -> io::Result<()> {
        self.0.into_iter().rev().try_for_each(|done| match done {
            Done::Renamed { from, to } => fs::rename(to, from),
            Done::Created(dir) => fs::remove_dir(dir),
        })
    }
}
