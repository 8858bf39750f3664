//! That no two servers keep their secrets in one file: each would write over what the other has written.

use std::fs::{File, OpenOptions, TryLockError};
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::place::Place;

/// How often a lock is asked for that others let go of at the same moment.
const ATTEMPTS: usize = 10;

/// That a file is this server's for as long as this is kept. The system lets go of it when the server is killed.
#[derive(Debug)]
pub(super) struct Lock {
    _beside: Option<Beside>,
    /// The file itself: those know of each other by it who can make no file beside it, or who have it in different
    /// directories, as when it alone is mounted into several containers.
    _itself: Option<File>,
}

/// That another server has the file.
#[derive(Debug)]
pub(super) struct Taken;

impl Lock {
    /// Locks a file, as far as that can be done where it is.
    ///
    /// # Errors
    /// When another server has locked it.
    pub(super) fn of(place: &Place) -> Result<Self, Taken> {
        let beside = Beside::of(place.lock())?;
        // Elsewhere, who has locked a file keeps everyone from reading it, and itself too.
        let itself = OpenOptions::new().write(true).open(place.file()).ok().filter(|_| cfg!(unix));
        itself.as_ref().map_or(Ok(()), try_lock)?;
        Ok(Self { _beside: beside, _itself: itself })
    }
}

/// A locked file, which is there while it is locked, and after a server that was killed.
#[derive(Debug)]
struct Beside {
    path: PathBuf,
    _file: File,
}

impl Beside {
    /// Nothing where no file can be made.
    fn of(path: PathBuf) -> Result<Option<Self>, Taken> {
        for _ in 0..ATTEMPTS {
            let Ok(file) = make(&path) else { return Ok(None) };
            try_lock(&file)?;
            // Who had it before has removed it meanwhile, perhaps, and somebody else has made another.
            if leads_to(&path, &file) {
                return Ok(Some(Self { path, _file: file }));
            }
        }
        Ok(None)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Still locked: nobody takes it for theirs before it is gone.
        #[cfg(unix)]
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Opens a file, or makes it for its owner alone.
fn make(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    options.mode(0o600);
    options.read(true).write(true).create(true).truncate(false).open(path)
}

/// Not every file system knows locks; there it is as if nobody else had the file.
fn try_lock(file: &File) -> Result<(), Taken> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Taken),
        Err(TryLockError::Error(_)) | Ok(()) => Ok(()),
    }
}

/// Whether a path still leads to a file that was opened there.
#[cfg(unix)]
fn leads_to(path: &Path, file: &File) -> bool {
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let (there, opened) = (path.metadata().map(identity), file.metadata().map(identity));
    there.is_ok_and(|there| opened.is_ok_and(|opened| there == opened))
}

/// Whether a path still leads to a file that was opened there: it is never removed here.
#[cfg(not(unix))]
fn leads_to(_path: &Path, _file: &File) -> bool {
    true
}
