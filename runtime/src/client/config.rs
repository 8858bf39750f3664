//! Configuration of a client.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::retry::{MAX_ATTEMPTS, RetryMode};
use super::setup::Identity;
use super::{Credentials, Interceptor, ProvideCredentials, Transport};
use crate::endpoint::{EndpointParams, ParamValue, is_valid_host_label, parse_url};
use crate::{ServiceInfo, Signing};

mod error;
mod vars;

pub use error::ConfigError;

/// The time for a connection to be made, when nothing else is said. A lost first packet is sent
/// again after one second and the next after two more: this has room for both.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// The time for a whole call, when nothing else is said.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How a client finds its service, proves who it is, and how long it waits.
#[derive(Clone, Default)]
pub struct Config {
    region: Option<String>,
    credentials: Option<Credentials>,
    credentials_provider: Option<Arc<dyn ProvideCredentials>>,
    endpoint_url: Option<String>,
    use_fips: Option<bool>,
    use_dual_stack: Option<bool>,
    endpoint_params: BTreeMap<String, ParamValue>,
    connect_timeout: Option<Duration>,
    /// The inner `None` is a call without limit.
    call_timeout: Option<Option<Duration>>,
    attempt_timeout: Option<Duration>,
    retry_mode: Option<RetryMode>,
    max_attempts: Option<u32>,
    interceptors: Vec<Arc<dyn Interceptor>>,
    transport: Option<Arc<dyn Transport>>,
}

impl Config {
    /// A configuration of which nothing is set.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// The configuration that the environment gives:
    ///
    /// | variable | what it gives |
    /// |---|---|
    /// | `AWS_REGION`, else `AWS_DEFAULT_REGION` | the Region |
    /// | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` | the credentials |
    /// | `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL` | the endpoint |
    /// | `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | with `true`, those two count for nothing |
    /// | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` | with `true`, such an endpoint |
    ///
    /// A variable that is empty counts as not set.
    ///
    /// # Errors
    /// When a variable has a value that it cannot have, or the Region or the credentials are
    /// missing. A service of which not every operation is signed does without credentials, and with an
    /// endpoint that is set without Region; a call that needs them fails for it.
    pub fn from_env(service: &ServiceInfo) -> Result<Self, ConfigError> {
        Self::from_vars(service, |name| std::env::var(name).ok())
    }

    /// The configuration that the environment would give if these were its variables.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_vars(service: &ServiceInfo, var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let config = Self::builder().or_vars(service, var)?.build();
        let is_signed = service.signing == Signing::Required;
        let has_credentials = config.credentials.is_some() || config.credentials_provider.is_some();
        match (&config.region, has_credentials) {
            (None, _) if is_signed || config.endpoint_url.is_none() => Err(ConfigError::NoRegion),
            (_, false) if is_signed => Err(ConfigError::NoCredentials),
            _ => Ok(config),
        }
    }

    /// The Region to call.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The URL to call instead of the Region's own.
    pub fn endpoint_url(&self) -> Option<&str> {
        self.endpoint_url.as_deref()
    }

    /// The time for a connection to be made.
    pub fn connect_timeout(&self) -> Duration {
        self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)
    }

    /// The time for a whole call.
    pub fn call_timeout(&self) -> Option<Duration> {
        self.call_timeout.unwrap_or(Some(CALL_TIMEOUT))
    }

    /// The time for each attempt of a call.
    pub fn attempt_timeout(&self) -> Option<Duration> {
        self.attempt_timeout
    }

    /// How calls that failed are made again.
    pub fn retry_mode(&self) -> RetryMode {
        self.retry_mode.unwrap_or_default()
    }

    /// How many attempts a call has, the first among them.
    pub fn max_attempts(&self) -> u32 {
        self.max_attempts.unwrap_or(MAX_ATTEMPTS)
    }

    /// What the endpoint depends on.
    pub(super) fn endpoint_params(&self, service: &ServiceInfo) -> Result<EndpointParams, ConfigError> {
        // The Region becomes part of a host name: it must not become another host's.
        if self.region.as_ref().is_some_and(|region| !is_valid_host_label(region, false)) {
            return Err(ConfigError::Region);
        }
        for (name, value) in &self.endpoint_params {
            let param = service.client_params.iter().find(|param| param.name == name);
            if param.is_none_or(|param| param.kind != value.kind()) {
                return Err(ConfigError::EndpointParam { name: name.clone(), of: service.client_params });
            }
        }
        Ok(EndpointParams {
            region: self.region.clone(),
            use_fips: self.use_fips.unwrap_or(false),
            use_dual_stack: self.use_dual_stack.unwrap_or(false),
            endpoint: self.endpoint_url.clone(),
            own: self.endpoint_params.clone(),
        })
    }

    /// Those who look at what passes by.
    pub(super) fn interceptors(&self) -> Vec<Arc<dyn Interceptor>> {
        self.interceptors.clone()
    }

    /// The transport that was set, or the default one.
    pub(super) fn transport(&self) -> Result<Arc<dyn Transport>, ConfigError> {
        self.transport.clone().or_else(|| self.default_transport()).ok_or(ConfigError::NoTransport)
    }

    #[cfg(feature = "rustls")]
    fn default_transport(&self) -> Option<Arc<dyn Transport>> {
        Some(Arc::new(super::Https::new(self.connect_timeout())))
    }

    #[cfg(not(feature = "rustls"))]
    fn default_transport(&self) -> Option<Arc<dyn Transport>> {
        None
    }

    /// What requests are signed with.
    pub(super) fn into_identity(self) -> Identity {
        match (self.credentials, self.credentials_provider) {
            (Some(credentials), _) => Identity::Keys(credentials),
            (None, Some(provider)) => Identity::Provided(provider),
            (None, None) => Identity::Anonymous,
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is no URL of an endpoint may hold a password.
        let shown_url = self.endpoint_url().map(|url| parse_url(url).map_or("(not a URL)", |_| url));
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("credentials", &self.credentials)
            .field("endpoint_url", &shown_url)
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("endpoint_params", &self.endpoint_params)
            .field("connect_timeout", &self.connect_timeout())
            .field("call_timeout", &self.call_timeout())
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry_mode", &self.retry_mode())
            .field("max_attempts", &self.max_attempts())
            .finish_non_exhaustive()
    }
}

/// Collects a [`Config`].
#[derive(Clone, Debug, Default)]
#[must_use = "a configuration does nothing until it is built"]
pub struct ConfigBuilder(Config);

impl ConfigBuilder {
    /// Sets the Region to call, for example `eu-west-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.0.region = Some(region.into());
        self
    }

    /// Sets the keys to sign with.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        (self.0.credentials, self.0.credentials_provider) = (Some(credentials), None);
        self
    }

    /// Sets where the keys come from.
    pub fn credentials_provider(mut self, provider: impl ProvideCredentials) -> Self {
        self.0.credentials = None;
        self.0.credentials_provider = Some(Arc::new(provider));
        self
    }

    /// Sets a URL to call instead of the Region's own: `http(s)://host[:port][/path]`.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.0.endpoint_url = Some(url.into());
        self
    }

    /// Sets whether to call an endpoint that is FIPS 140 validated; by default not.
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.0.use_fips = Some(use_fips);
        self
    }

    /// Sets whether to call an endpoint that answers over IPv6 as well; by default not.
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.0.use_dual_stack = Some(use_dual_stack);
        self
    }

    /// Sets a parameter of the service's endpoint rules that its model leaves to users of a client, by
    /// its name there: text, true or false, or texts.
    ///
    /// With one that the model does not have, or not of this type, every call fails.
    pub fn endpoint_param(mut self, name: impl Into<String>, value: impl Into<ParamValue>) -> Self {
        self.0.endpoint_params.insert(name.into(), value.into());
        self
    }

    /// Sets the time for a connection to be made, TLS included; by default 3.1 seconds.
    ///
    /// It is for the default transport; another one keeps its own time.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.0.connect_timeout = Some(limit);
        self
    }

    /// Sets the time for a whole call, or with `None` that there is no limit; by default 30
    /// seconds.
    ///
    /// Keeping time takes a Tokio runtime with its time driver enabled.
    pub fn call_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.0.call_timeout = Some(limit.into());
        self
    }

    /// Sets the time for each attempt of a call; by default only the time for the whole call counts.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.0.attempt_timeout = limit.into();
        self
    }

    /// Sets how calls that failed are made again; by default as [`RetryMode::Standard`] says.
    pub fn retry_mode(mut self, mode: RetryMode) -> Self {
        self.0.retry_mode = Some(mode);
        self
    }

    /// Sets how many attempts a call has, the first among them; by default 3.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.0.max_attempts = Some(attempts);
        self
    }

    /// Has requests and responses of all calls pass by; those who are set first see requests first.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.0.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Sets what carries requests, in place of the pooled HTTP client of the feature `rustls`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.0.transport = Some(Arc::new(transport));
        self
    }

    /// Sets from the environment what is not set; see [`Config::from_env`].
    ///
    /// # Errors
    /// When a variable has a value that it cannot have.
    pub fn or_env(self, service: &ServiceInfo) -> Result<Self, ConfigError> {
        self.or_vars(service, |name| std::env::var(name).ok())
    }

    /// Sets from these variables what is not set; see [`Config::from_env`].
    ///
    /// # Errors
    /// When a variable has a value that it cannot have.
    pub fn or_vars(mut self, service: &ServiceInfo, var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        vars::fill(&mut self.0, service, &var)?;
        Ok(self)
    }

    /// The configuration.
    pub fn build(self) -> Config {
        self.0
    }
}
