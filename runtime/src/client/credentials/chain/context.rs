//! What providers of credentials work with.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::CredentialsError;
use crate::client::config::settings::Settings;
use crate::client::environment::expand;
use crate::client::{Environment, Transport};
use crate::endpoint::{is_valid_host_label, partition};
use crate::{Sensitive, Timestamp};

/// What providers of credentials work with: variables and files, a transport, and what is set in code.
#[derive(Clone)]
pub struct ProviderContext {
    environment: Arc<dyn Environment>,
    pub(super) transport: Arc<dyn Transport>,
    profile: Option<String>,
    region: Option<String>,
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

/// A service that credentials come from.
#[derive(Clone, Copy)]
pub(super) struct Issuer {
    /// Its id as variables spell it.
    pub(super) env_name: &'static str,
    /// What its host begins with.
    pub(super) host: &'static str,
}

impl ProviderContext {
    /// With this environment and transport, and the clock of this computer.
    pub fn new(environment: impl Environment, transport: impl Transport) -> Self {
        Self::shared(Arc::new(environment), Arc::new(transport))
    }

    pub(in crate::client) fn shared(environment: Arc<dyn Environment>, transport: Arc<dyn Transport>) -> Self {
        Self { environment, transport, profile: None, region: None, clock: Arc::new(Timestamp::now) }
    }

    /// With this profile, or the one that `AWS_PROFILE` names.
    #[must_use]
    pub fn with_profile(mut self, name: impl Into<Option<String>>) -> Self {
        self.profile = name.into();
        self
    }

    /// With this Region for calls to STS, or the one that environment and profile have.
    #[must_use]
    pub fn with_region(mut self, region: impl Into<Option<String>>) -> Self {
        self.region = region.into();
        self
    }

    /// With another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The time of the clock.
    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Whether code says which profile.
    pub(super) fn has_profile(&self) -> bool {
        self.profile.is_some()
    }

    /// A variable; one that is empty counts as not set.
    pub(super) fn var(&self, name: &str) -> Option<String> {
        self.environment.var(name).filter(|value| !value.is_empty())
    }

    /// Reads settings; the files are read each time, so that what changes in them counts.
    pub(super) fn settings<T>(
        &self,
        read: impl FnOnce(&Settings<'_>) -> Result<T, CredentialsError>,
    ) -> Result<T, CredentialsError> {
        let vars = |name: &str| self.environment.var(name);
        read(&Settings::load(&*self.environment, &vars, self.profile.as_deref())?)
    }

    /// The Region whose STS is called.
    pub(super) fn region(&self) -> Result<String, CredentialsError> {
        let region = match &self.region {
            Some(region) => Some(region.clone()),
            None => self.settings(|settings| Ok(settings.region()?))?,
        };
        region.ok_or_else(|| CredentialsError::new("no Region is configured, whose STS could be called (AWS_REGION)"))
    }

    /// The URL of a service in a Region, without a slash at its end.
    pub(super) fn url(&self, issuer: Issuer, region: &str) -> Result<String, CredentialsError> {
        let (configured, use_fips, use_dual_stack) = self.settings(|settings| {
            let (fips, dual_stack) = (settings.use_fips()?, settings.use_dual_stack()?);
            Ok((settings.endpoint_url(issuer.env_name)?, fips == Some(true), dual_stack == Some(true)))
        })?;
        if let Some(url) = configured {
            return Ok(url.trim_end_matches('/').to_owned());
        }
        // The Region becomes part of a host name: it must not become another host's.
        let partition = partition(region).filter(|_| is_valid_host_label(region, false));
        let partition = partition.ok_or_else(|| CredentialsError::new("the Region is not one"))?;
        // The usual endpoints of GovCloud are the validated ones.
        let fips = if use_fips && partition.name != "aws-us-gov" { "-fips" } else { "" };
        let suffix = if use_dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
        Ok(format!("https://{}{fips}.{region}.{suffix}", issuer.host))
    }

    /// The content of a file, which may be a secret.
    pub(super) fn read(&self, path: &str) -> Result<Sensitive<String>, CredentialsError> {
        let content = match expand(path, &|name| self.var(name)) {
            Some(path) => self.environment.read(&path).map_err(|error| error.kind().to_string()),
            None => Err("there is no home directory".to_owned()),
        };
        content.map(Into::into).map_err(|problem| CredentialsError::new(format!("{path} cannot be read: {problem}")))
    }

    /// Keeps a content in a file, if that is possible.
    pub(super) fn keep(&self, path: &str, content: &str) {
        let path = expand(path, &|name| self.var(name));
        let written = path.as_deref().map(|path: &Path| self.environment.write(path, content));
        if let Some(Err(error)) = written {
            tracing::debug!(%error, "the renewed SSO token could not be kept");
        }
    }
}

impl fmt::Debug for ProviderContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { profile, region, .. } = self;
        f.debug_struct("ProviderContext").field("profile", profile).field("region", region).finish_non_exhaustive()
    }
}
