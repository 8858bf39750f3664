//! The file that a store is kept in from one run to the next.
//!
//! - [`place`]: where it is, links followed, and the names beside it that are ours;
//! - [`mod@write`]: writing it, in place of what is there;
//! - [`lock`]: that no other server writes it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use secretsmith_reference::{InMemory, Snapshot};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
#[cfg(unix)]
use tokio::task::spawn_blocking;
#[cfg(unix)]
use tracing::error;
use tracing::info;
use zeroize::Zeroizing;

use crate::log;

mod lock;
mod place;
mod write;

use lock::{Lock, Taken};
use place::Place;

/// A file with a snapshot, or one that is to be. Clones are the same, and write one after the other.
#[derive(Clone, Debug)]
pub struct SnapshotFile {
    path: PathBuf,
    /// Held from the moment that a snapshot shows until it is in place, so that no older one takes the place of a
    /// newer.
    saving: Arc<Mutex<()>>,
    /// Kept until the last clone is gone.
    _lock: Option<Arc<Lock>>,
}

impl SnapshotFile {
    /// The file with this name, to be read, or written by whoever knows that nobody else does.
    pub fn new(file: impl Into<PathBuf>) -> Self {
        Self { path: file.into(), saving: Arc::default(), _lock: None }
    }

    /// The file with this name, for this server alone until the last clone is gone, after seeing that it can be
    /// written. Nothing in it changes by that. Removes what servers have left beside it that were killed while they
    /// wrote it.
    ///
    /// # Errors
    /// When another server has it, or it cannot be written: what to do about it.
    pub fn claim(file: impl Into<PathBuf>) -> Result<Self, String> {
        let file = Self::new(file);
        match file.hold() {
            Ok(lock) => Ok(Self { _lock: Some(Arc::new(lock)), ..file }),
            Err(problem) => Err(format!("no snapshot can be written to {}: {problem}", file.path.display())),
        }
    }

    /// Where the file is, as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts what is in the file into a store, if there is a file.
    ///
    /// # Errors
    /// When it cannot be read or is no snapshot: what to do about it.
    pub fn load(&self, service: &InMemory) -> Result<(), String> {
        let file = self.path.display();
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(format!("cannot read the snapshot {file}: {error}")),
        };
        let snapshot = Snapshot::from_json(&bytes)
            .map_err(|error| format!("{file} is {error}; mend it, or move it away to start without secrets"))?;
        info!(target: log::TARGET, file = %file, secrets = snapshot.secrets(), "snapshot read");
        service.restore(snapshot);
        Ok(())
    }

    /// Writes what a store holds into the file: all of it or, on an error, nothing, unless the file can only be written
    /// in place. Blocks the thread meanwhile.
    ///
    /// # Errors
    /// Those of the system.
    pub fn save(&self, service: &InMemory) -> Result<(), String> {
        let _alone = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, snapshot) = (self.path.display(), service.snapshot());
        let written = Place::of(&self.path).and_then(|place| write::write(&place, &snapshot.to_json()));
        written.map_err(|error| format!("cannot write the snapshot {file}: {error}"))?;
        info!(target: log::TARGET, file = %file, secrets = snapshot.secrets(), "snapshot written");
        Ok(())
    }

    fn hold(&self) -> Result<Lock, String> {
        let place = Place::of(&self.path).map_err(|error| format!("{error}; give the name of a file"))?;
        write::check(&place)?;
        let taken = "another server keeps its secrets there; stop it, or give this one a file of its own";
        let lock = Lock::of(&place).map_err(|Taken| taken)?;
        place.remove_left_over();
        Ok(lock)
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
