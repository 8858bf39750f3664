//! Who calls: keys, and where they come from.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::ConfigError;
use crate::{Sensitive, Timestamp};

#[cfg(feature = "credential-chain")]
mod chain;

#[cfg(feature = "credential-chain")]
pub use chain::{
    AssumeRole, Cached, Chain, Container, EnvironmentKeys, Instance, Process, Profile, ProviderContext, Sso,
    WebIdentity,
};

/// The keys that requests are signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credentials {
    /// Which key it is; not a secret.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: Sensitive<String>,
    /// What proves that temporary keys are valid.
    pub session_token: Option<Sensitive<String>>,
    /// From when on they are not, if that is known.
    pub expires: Option<Timestamp>,
}

impl Credentials {
    /// Long-term keys.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<Sensitive<String>>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token: None,
            expires: None,
        }
    }

    /// Keys, temporary ones if there is a token.
    pub fn from_keys(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<Sensitive<String>>,
        session_token: Option<String>,
    ) -> Self {
        Self { session_token: session_token.map(Sensitive::from), ..Self::new(access_key_id, secret_access_key) }
    }

    /// Temporary keys: those that come with a token.
    pub fn with_session_token(mut self, token: impl Into<Sensitive<String>>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// Says from when on they are not valid any more.
    pub fn with_expiry(mut self, expires: Timestamp) -> Self {
        self.expires = Some(expires);
        self
    }
}

/// Where credentials come from.
///
/// It is asked before each attempt of each call, so that it keeps what it has found for as long as
/// that is valid.
pub trait ProvideCredentials: Send + Sync + 'static {
    /// Gives the credentials of now.
    ///
    /// # Errors
    /// When there are none to be had.
    fn provide(&self) -> CredentialsFuture<'_>;
}

/// The future of credentials.
pub type CredentialsFuture<'a> = Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

impl ProvideCredentials for Credentials {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(async { Ok(self.clone()) })
    }
}

/// Why there are no credentials; it shows no secret.
#[derive(Clone, Debug)]
pub struct CredentialsError {
    text: String,
    is_not_configured: bool,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl CredentialsError {
    /// Says what is wrong.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_not_configured: false, source: None }
    }

    /// Says that nobody asked for credentials of this kind, so that other places can be tried.
    pub fn not_configured(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_not_configured: true, source: None }
    }

    /// Whether other places can be tried; otherwise somebody meant these credentials, and others
    /// would not be theirs.
    pub fn is_not_configured(&self) -> bool {
        self.is_not_configured
    }

    /// Adds what was underneath.
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }
}

impl From<ConfigError> for CredentialsError {
    fn from(error: ConfigError) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| -> &(dyn Error + 'static) { source })
    }
}
