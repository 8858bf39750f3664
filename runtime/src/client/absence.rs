//! That nobody has set up credentials, for calls that can do without.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Credentials, CredentialsError, ProvideCredentials};

/// For how long nobody looks again where nothing was configured: short, for a place that did not answer in time looks
/// the same.
const KEPT: Duration = Duration::from_secs(10);

/// When it was last seen that no credentials are configured.
#[derive(Debug, Default)]
pub(super) struct Absence(Mutex<Option<Instant>>);

impl Absence {
    /// What this provider gives, unless it had nothing a moment ago; `None` when nothing is configured.
    ///
    /// # Errors
    /// When credentials are configured, and there are none.
    pub(super) async fn or_ask(
        &self,
        provider: &dyn ProvideCredentials,
    ) -> Result<Option<Credentials>, CredentialsError> {
        if self.seen().is_some_and(|seen| seen.elapsed() < KEPT) {
            return Ok(None);
        }
        match provider.provide().await {
            Err(error) if error.is_not_configured() => {
                *self.seen() = Some(Instant::now());
                Ok(None)
            }
            provided => provided.map(Some),
        }
    }

    fn seen(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
