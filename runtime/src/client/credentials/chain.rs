//! The places that AWS SDKs look for credentials in, one after another.

use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials};

mod assume_role;
mod cached;
mod container;
mod context;
mod document;
mod environment;
mod exchange;
mod instance;
mod process;
mod profile;
mod sso;
mod sts;
mod web_identity;

pub use assume_role::AssumeRole;
pub use cached::Cached;
pub use container::Container;
pub use context::ProviderContext;
pub use environment::EnvironmentKeys;
pub use instance::Instance;
pub use process::Process;
pub use profile::Profile;
pub use sso::Sso;
pub use web_identity::WebIdentity;

/// All places, in the order in which AWS documents them: the environment, the profile and what it
/// refers to, a web identity, the container, the instance.
///
/// The first that is configured has to have credentials: if it fails, others would be somebody
/// else's. It is asked anew each time, so that it belongs into a [`Cached`].
pub struct Chain {
    providers: Vec<(&'static str, Box<dyn ProvideCredentials>)>,
}

impl Chain {
    /// The usual places. With a profile that is set in code, not the environment.
    pub fn new(context: &ProviderContext) -> Self {
        let mut providers: Vec<(_, Box<dyn ProvideCredentials>)> = Vec::with_capacity(5);
        if !context.has_profile() {
            providers.push(("environment", Box::new(EnvironmentKeys::new(context))));
        }
        providers.push(("profile", Box::new(Profile::new(context))));
        providers.push(("web identity", Box::new(WebIdentity::new(context))));
        providers.push(("container", Box::new(Container::new(context))));
        providers.push(("instance", Box::new(Instance::new(context))));
        Self { providers }
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let mut said = String::new();
        for (name, provider) in &self.providers {
            let error = match provider.provide().await {
                Ok(credentials) => return Ok(credentials),
                Err(error) => error,
            };
            said.extend([if said.is_empty() { "" } else { "; " }, name, ": ", &error.to_string()]);
            if !error.is_not_configured() {
                return Err(CredentialsError::new(format!("no credentials: {said}")).with_source(error));
            }
        }
        Err(CredentialsError::not_configured(format!("no credentials: {said}")))
    }
}

impl ProvideCredentials for Chain {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.providers.iter().map(|(name, _)| name)).finish()
    }
}
