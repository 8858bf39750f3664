//! The file that a store is kept in from one run to the next.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use secretsmith_reference::{InMemory, Snapshot};
use tempfile::NamedTempFile;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
#[cfg(unix)]
use tokio::task::spawn_blocking;
#[cfg(unix)]
use tracing::error;
use tracing::info;
use zeroize::Zeroizing;

use crate::log;

/// A file with a snapshot, or one that is to be. Clones are the same, and write one after the other.
#[derive(Clone, Debug)]
pub struct SnapshotFile {
    path: PathBuf,
    /// Held from the moment that a snapshot shows until it is in place, so that no older one takes the place of a
    /// newer.
    saving: Arc<Mutex<()>>,
}

impl SnapshotFile {
    /// The file with this name. Only its owner can read and write what is written there.
    pub fn new(file: impl Into<PathBuf>) -> Self {
        Self { path: file.into(), saving: Arc::default() }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts what is in the file into a store, if there is a file.
    ///
    /// # Errors
    /// When it cannot be read or is no snapshot; when there is none, and no directory to write one to: what to do about
    /// it.
    pub fn load(&self, service: &InMemory) -> Result<(), String> {
        let file = self.path.display();
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => return self.check_directory(),
            Err(error) => return Err(format!("cannot read the snapshot {file}: {error}")),
        };
        let snapshot = Snapshot::from_json(&bytes)
            .map_err(|error| format!("{file} is {error}; mend it, or move it away to start without secrets"))?;
        info!(target: log::TARGET, file = %file, secrets = snapshot.secrets(), "snapshot read");
        service.restore(snapshot);
        Ok(())
    }

    /// Writes what a store holds into the file: all of it, or, on an error, nothing. Blocks the thread meanwhile.
    ///
    /// # Errors
    /// Those of the system.
    pub fn save(&self, service: &InMemory) -> Result<(), String> {
        let _alone = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, snapshot) = (self.path.display(), service.snapshot());
        self.replace(&snapshot.to_json()).map_err(|error| format!("cannot write the snapshot {file}: {error}"))?;
        info!(target: log::TARGET, file = %file, secrets = snapshot.secrets(), "snapshot written");
        Ok(())
    }

    /// Prepares a new file beside the old one, readable by its owner alone, and puts it in its place.
    fn replace(&self, json: &[u8]) -> io::Result<()> {
        let mut file = NamedTempFile::new_in(self.directory())?;
        file.write_all(json)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }

    fn check_directory(&self) -> Result<(), String> {
        let directory = self.directory();
        match directory.is_dir() {
            true => Ok(()),
            false => Err(format!("no snapshot can be written to {}: make the directory first", self.path.display())),
        }
    }

    fn directory(&self) -> &Path {
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        parent.unwrap_or(Path::new("."))
    }
}

/// Writes the snapshot whenever the process gets SIGUSR1, for as long as that is waited for. What goes wrong is logged.
///
/// Must be used within a Tokio runtime. From now on the signal does not end the process any more.
///
/// # Errors
/// Those of the system, which has no reason to refuse.
#[cfg(unix)]
pub fn save_on_signal(file: SnapshotFile, service: InMemory) -> io::Result<impl Future<Output = ()> + Send> {
    let mut signals = signal(SignalKind::user_defined1())?;
    Ok(async move {
        while signals.recv().await.is_some() {
            let (file, service) = (file.clone(), service.clone());
            if let Ok(Err(problem)) = spawn_blocking(move || file.save(&service)).await {
                error!(target: log::TARGET, "{problem}");
            }
        }
    })
}
