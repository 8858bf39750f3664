//! The store of the program: what it holds at the start, and what is kept of it when the program ends.

use std::path::Path;

use secretsmith_reference::{Builder, Faults, InMemory, ShiftedClock};
use secretsmith_server::seed::{Seed, sow};
use secretsmith_server::{Due, SnapshotFile, TestApi, log};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;

use crate::cli::State;

/// The store, its clock, and the file that it is kept in.
pub(crate) struct Store {
    pub(crate) reference: InMemory,
    clock: ShiftedClock,
    due: Due,
    file: Option<SnapshotFile>,
}

impl Store {
    /// A store with what is in the snapshot, and what the seeds add to that.
    ///
    /// # Errors
    /// The first that is wrong with one of the files.
    pub(crate) async fn fill(options: &State, builder: Builder) -> Result<Self, String> {
        let seeds: Vec<Seed> = options.seed.iter().map(|file| seed(file)).collect::<Result<_, _>>()?;
        let (clock, file) = (ShiftedClock::default(), options.snapshot.as_ref().map(SnapshotFile::claim).transpose()?);
        let reference = builder.clock(clock.clone()).build();
        file.iter().try_for_each(|file| file.load(&reference))?;
        sow(&seeds, &reference).await.map_err(|error| error.to_string())?;
        Ok(Self { due: Due::new(reference.clone()), reference, clock, file })
    }

    /// The store with faults, and the test API of both on a host with this name, for which the start is now.
    pub(crate) fn test_api(&self, host: &str) -> (Faults<InMemory>, TestApi) {
        let faults = Faults::new(self.reference.clone());
        let test_api = TestApi::new(faults.clone(), self.clock.clone(), self.due.clone(), self.file.clone());
        (faults, test_api.with_host(host))
    }

    /// Does what is due, and writes the file whenever a signal asks for it, until the task is aborted.
    ///
    /// # Errors
    /// When the signal cannot be caught.
    pub(crate) fn keep_up(&self) -> Result<JoinHandle<()>, String> {
        #[cfg(unix)]
        self.save_on_signal().map_err(|error| format!("cannot catch signals: {error}"))?;
        let due = self.due.clone();
        Ok(tokio::spawn(async move { due.keep_up().await }))
    }

    /// Writes the file whenever a signal asks for it, or says that there is none.
    #[cfg(unix)]
    fn save_on_signal(&self) -> std::io::Result<()> {
        if let Some(file) = &self.file {
            tokio::spawn(secretsmith_server::save_on_signal(file.clone(), self.reference.clone())?);
            return Ok(());
        }
        let mut signals = signal(SignalKind::user_defined1())?;
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                log::no_snapshot();
            }
        });
        Ok(())
    }

    /// Writes the file, if there is to be one.
    ///
    /// # Errors
    /// Those of the system.
    pub(crate) fn save(&self) -> Result<(), String> {
        self.file.as_ref().map_or(Ok(()), |file| file.save(&self.reference))
    }
}

/// Reads a seed.
///
/// # Errors
/// What is wrong with it; what to give, when there is no such file.
fn seed(file: &Path) -> Result<Seed, String> {
    Seed::read_file(file).map_err(|error| match error.position() {
        Some(_) => error.to_string(),
        None => format!("{error}; --seed takes a file of secrets in JSON or YAML"),
    })
}
