//! Credentials that are kept while they are valid.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::OwnedMutexGuard;

use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials, ProviderContext};
use crate::Timestamp;

/// Milliseconds before the expiry from which on new credentials are asked for.
const SOON: i64 = 5 * 60 * 1000;

/// Milliseconds after which that is tried again, when it has failed.
const AGAIN: i64 = 30 * 1000;

type Outcome = Result<Credentials, CredentialsError>;

/// Keeps the credentials of another provider until five minutes before they expire.
///
/// From then on, one call at a time has new ones asked for in the background, while all go on with
/// the old ones. Only when those have expired, calls wait, and fail if there are no new ones.
/// Credentials without expiry are kept for good.
#[derive(Clone)]
pub struct Cached {
    shared: Arc<Shared>,
}

struct Shared {
    context: ProviderContext,
    provider: Box<dyn ProvideCredentials>,
    state: Mutex<State>,
    /// Held by who asks the provider.
    turn: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct State {
    /// How often the provider has answered.
    answers: u64,
    credentials: Option<Credentials>,
    failure: Option<CredentialsError>,
    /// Milliseconds of the clock from which on new ones are asked for.
    renewal: i64,
}

/// What can be done with what is kept.
enum Kept {
    Fresh(Credentials),
    /// Valid, and to be renewed.
    Aging(Credentials),
    /// Nothing valid, after so many answers.
    Nothing(u64),
}

impl Cached {
    /// Keeps what this provider gives; the clock is that of the context.
    pub fn new(context: &ProviderContext, provider: impl ProvideCredentials) -> Self {
        let (context, provider) = (context.clone(), Box::new(provider));
        Self { shared: Arc::new(Shared { context, provider, state: Mutex::default(), turn: Arc::default() }) }
    }

    async fn load(&self) -> Outcome {
        match self.shared.kept() {
            Kept::Fresh(credentials) => Ok(credentials),
            Kept::Aging(credentials) => {
                if let (Ok(runtime), Ok(turn)) = (Handle::try_current(), self.shared.turn.clone().try_lock_owned()) {
                    runtime.spawn(renew(self.shared.clone(), turn));
                }
                Ok(credentials)
            }
            Kept::Nothing(answers) => self.shared.wait(answers).await,
        }
    }
}

/// Asks for new credentials, in the background.
async fn renew(shared: Arc<Shared>, _turn: OwnedMutexGuard<()>) {
    // Somebody may have done it just before the turn was taken.
    if !matches!(shared.kept(), Kept::Fresh(_)) {
        let _kept = shared.ask().await;
    }
}

impl Shared {
    fn kept(&self) -> Kept {
        let state = self.state();
        let now = self.context.now();
        let valid = state.credentials.as_ref().filter(|held| held.expires.is_none_or(|expires| now < expires));
        let is_recent = now.as_millis() < state.renewal;
        match valid {
            Some(credentials) if is_recent => Kept::Fresh(credentials.clone()),
            Some(credentials) => Kept::Aging(credentials.clone()),
            None => Kept::Nothing(state.answers),
        }
    }

    /// Waits for the turn; what came of that of another one counts for all who waited for it.
    async fn wait(&self, answers: u64) -> Outcome {
        let _turn = self.turn.lock().await;
        match self.kept() {
            Kept::Fresh(credentials) | Kept::Aging(credentials) => return Ok(credentials),
            Kept::Nothing(later) if later > answers => {
                if let Some(failure) = self.state().failure.clone() {
                    return Err(failure);
                }
            }
            Kept::Nothing(_) => {}
        }
        self.ask().await
    }

    async fn ask(&self) -> Outcome {
        let outcome = self.provider.provide().await;
        let now = self.context.now().as_millis();
        let mut state = self.state();
        state.answers += 1;
        state.failure = outcome.as_ref().err().cloned();
        match &outcome {
            Ok(credentials) => {
                state.renewal = credentials.expires.map_or(i64::MAX, |expires| renewal(now, expires));
                state.credentials = Some(credentials.clone());
            }
            Err(_) => state.renewal = now.saturating_add(AGAIN),
        }
        outcome
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When to ask for new credentials: some time before the old ones expire, but not at each call
/// when they come with less time than that.
fn renewal(now: i64, expires: Timestamp) -> i64 {
    let soon = expires.as_millis().saturating_sub(SOON);
    soon.max(now.saturating_add(AGAIN))
}

impl ProvideCredentials for Cached {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

impl fmt::Debug for Cached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cached").finish_non_exhaustive()
    }
}
