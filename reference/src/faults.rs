//! Failures on demand, for testing how a program behaves when the service does not.

mod fault;
mod service;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secretsmith::error::OperationError;
use secretsmith::server::Server;
use secretsmith_runtime::server::Dispatch;

use crate::InMemory;
use crate::call::Call;
pub use fault::Fault;
use fault::{Answer, Outcome};

/// A service that fails when it is told to; a wrapper over any [`SecretsManager`](secretsmith::SecretsManager).
///
/// Clones are the same service with the same faults, so that a test keeps one and gives the other away.
///
/// ```
/// use secretsmith::Client;
/// use secretsmith_reference::{Fault, Faults, InMemory};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let service = Faults::new(InMemory::new());
/// let client = Client::in_process(service.clone());
/// client.create_secret().name("app/db").secret_string("hunter2").send().await?;
///
/// service.inject(Fault::access_denied("not today").on("GetSecretValue").times(1));
/// let error = client.get_secret_value().secret_id("app/db").send().await.unwrap_err();
/// assert_eq!(error.code(), Some("AccessDeniedException"));
///
/// let answer = client.get_secret_value().secret_id("app/db").send().await?;
/// assert_eq!(answer.secret_string(), Some("hunter2"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Faults<S> {
    service: S,
    faults: Arc<Mutex<Vec<Fault>>>,
}

impl<S> Faults<S> {
    /// A service without faults.
    pub fn new(service: S) -> Self {
        Self { service, faults: Arc::default() }
    }

    /// Adds a fault. A call meets the first fault that is meant for it, in the order in which they were added.
    pub fn inject(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// Removes all faults. Calls that wait already go on waiting.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Looks at the faults that are still there, in the order in which calls meet them.
    pub fn look<T>(&self, look: impl FnMut(&Fault) -> T) -> Vec<T> {
        self.lock().iter().map(look).collect()
    }

    /// How many faults are still there; a fault for a number of calls goes with the last of them.
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether there are no faults.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The service behind the faults.
    pub fn service(&self) -> &S {
        &self.service
    }

    /// Lets a call meet its fault, if there is one for it; answers the error that it ends with.
    async fn meet<C: Call, E: OperationError>(&self, call: &C) -> Option<E> {
        let Outcome { wait, answer } = self.take(C::NAME, &call.ids())?;
        if let Some(wait) = wait {
            wait().await;
        }
        answer.map(Answer::into_error)
    }

    /// Uses up the first fault that is meant for a call.
    fn take(&self, operation: &str, ids: &[&str]) -> Option<Outcome> {
        let mut faults = self.lock();
        let at = faults.iter().position(|fault| fault.is_for(operation, ids))?;
        let outcome = faults[at].use_up();
        if faults[at].is_used_up() {
            faults.remove(at);
        }
        Some(outcome)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        // Only a panic in a predicate of the user's leaves it poisoned, and nothing half-done.
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an operation has this name: a fault [on](Fault::on) another one would never be met.
pub fn is_operation(name: &str) -> bool {
    <Server<InMemory> as Dispatch>::operation(name).is_some()
}

impl<S: fmt::Debug> fmt::Debug for Faults<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faults").field("service", &self.service).field("faults", &*self.lock()).finish()
    }
}
