//! Keys among the variables.

use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials, ProviderContext};
use crate::client::config::keys;
use crate::client::config::settings::Settings;

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
#[derive(Clone, Debug)]
pub struct EnvironmentKeys {
    context: ProviderContext,
}

impl EnvironmentKeys {
    /// The keys of this environment.
    pub fn new(context: &ProviderContext) -> Self {
        Self { context: context.clone() }
    }

    fn load(&self) -> Result<Credentials, CredentialsError> {
        let var = |name: &str| self.context.var(name);
        let keys = keys::of_vars(&Settings::of_vars(&var))?;
        keys.ok_or_else(|| CredentialsError::not_configured("AWS_ACCESS_KEY_ID is not set"))
    }
}

impl ProvideCredentials for EnvironmentKeys {
    fn provide(&self) -> CredentialsFuture<'_> {
        let loaded = self.load();
        Box::pin(async { loaded })
    }
}
