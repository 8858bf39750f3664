//! Configuration of a client.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "credential-chain")]
use super::credentials::{Cached, Chain, ProviderContext};
use super::environment::{Environment, ProcessEnvironment};
#[cfg(feature = "rustls")]
use super::https::Https;
use super::retry::Backoff;
use super::setup::Identity;
use super::{Credentials, Interceptor, Meter, ProvideCredentials, Proxy, ResolveEndpoint, Transport};
use crate::endpoint::{EndpointParams, ParamValue, is_valid_host_label, shown_url};
use crate::{ServiceInfo, Signing};

mod builder;
mod error;
pub(super) mod keys;
mod region;
mod retry;
pub(super) mod settings;
mod timeout;

pub use builder::ConfigBuilder;
pub use error::ConfigError;
pub(super) use error::shown;
pub use region::Region;
pub use retry::{RetryConfig, RetryMode};
pub use timeout::{TimeoutConfig, TimeoutConfigBuilder};

/// The time for a connection to be made, when nothing else is said. A lost first packet is sent
/// again after one second and the next after two more: this has room for both.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// How long a connection is kept that no request uses, when nothing else is said. It has to be gone before the other
/// side, or what is in between, gives it up. The load balancers of AWS keep one for a minute and more, some services
/// and proxies for less; and who calls so rarely hardly notices that a new one is made.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// How many connections to a host are kept that no request uses, when nothing else is said: enough for many calls at
/// once, and few enough for the files that a process may have open.
pub(super) const MAX_IDLE_CONNECTIONS: usize = 100;

/// The time for a whole call, when nothing else is said.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// How a client finds its service, proves who it is, and how long it waits.
#[derive(Clone, Default)]
pub struct Config {
    region: Option<String>,
    credentials: Option<Credentials>,
    credentials_provider: Option<Arc<dyn ProvideCredentials>>,
    /// Where credentials are looked for that are not set.
    #[cfg(feature = "credential-chain")]
    environment: Option<Arc<dyn Environment>>,
    profile: Option<String>,
    endpoint_url: Option<String>,
    use_fips: Option<bool>,
    use_dual_stack: Option<bool>,
    endpoint_params: BTreeMap<String, ParamValue>,
    retry_mode: Option<RetryMode>,
    max_attempts: Option<u32>,
    backoff: Backoff,
    app_id: Option<String>,
    ca_bundle: Option<PathBuf>,
    proxy: Option<Proxy>,
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    max_idle_connections: Option<usize>,
    /// The inner `None` is a call without limit.
    call_timeout: Option<Option<Duration>>,
    attempt_timeout: Option<Duration>,
    endpoint_resolver: Option<Arc<dyn ResolveEndpoint>>,
    interceptors: Vec<Arc<dyn Interceptor>>,
    meter: Option<Arc<dyn Meter>>,
    transport: Option<Arc<dyn Transport>>,
}

impl Config {
    /// A configuration of which nothing is set.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// The configuration that the environment gives, by its variables and, for what they do not
    /// say, by a profile of the files that AWS tools share:
    ///
    /// | setting | variable | property of the profile |
    /// |---|---|---|
    /// | the Region | `AWS_REGION`, `AWS_DEFAULT_REGION` | `region` |
    /// | the endpoint | `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL` | `endpoint_url` of the service in the section that `services` names, `endpoint_url` |
    /// | with `true`, no endpoint from here | `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | `ignore_configured_endpoint_urls` |
    /// | with `true`, such an endpoint | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` | `use_fips_endpoint`, `use_dualstack_endpoint` |
    /// | `standard`, `adaptive` or `off` | `AWS_RETRY_MODE` | `retry_mode` |
    /// | how often a call is tried | `AWS_MAX_ATTEMPTS` | `max_attempts` |
    /// | how long a connection may take: `standard`, `in-region`, `cross-region`, `mobile`, `auto` | `AWS_DEFAULTS_MODE` | `defaults_mode` |
    /// | the name of the program for the service's logs | `AWS_SDK_UA_APP_ID` | `sdk_ua_app_id` |
    /// | certificate authorities to trust | `AWS_CA_BUNDLE` | `ca_bundle` |
    /// | the credentials | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` | `aws_access_key_id`, `aws_secret_access_key`, `aws_session_token` |
    ///
    /// The first that is set counts, in the order of reading; what is empty counts as not set. The default
    /// transport goes through the proxies that [`Proxy::from_environment`] finds.
    ///
    /// The files are `~/.aws/config` and `~/.aws/credentials`, or those that `AWS_CONFIG_FILE` and
    /// `AWS_SHARED_CREDENTIALS_FILE` name. The profile is the one that `AWS_PROFILE` names, or
    /// `default`. What both files say of it, the latter has the last word on.
    ///
    /// With the feature `credential-chain`, credentials that are not among the variables come from
    /// wherever else the AWS SDKs find them, when a call first needs them.
    ///
    /// # Errors
    /// When a setting has a value that it cannot have, a file cannot be read, or the Region or the
    /// credentials are missing. A service of which not every operation is signed does without credentials,
    /// and with an endpoint that is set without Region; a call that needs them fails for it.
    pub fn from_env(service: &ServiceInfo) -> Result<Self, ConfigError> {
        Self::from_environment(service, ProcessEnvironment)
    }

    /// The configuration that this environment gives, as [`from_env`](Self::from_env) has it.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_environment(service: &ServiceInfo, environment: impl Environment) -> Result<Self, ConfigError> {
        Self::builder().or_environment(service, environment)?.build().complete(service)
    }

    /// The configuration that these variables alone give: no file is read, and no other place looked in.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_vars(service: &ServiceInfo, var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        Self::builder().or_vars(service, var)?.build().complete(service)
    }

    /// This, if calls can be made with it.
    fn complete(self, service: &ServiceInfo) -> Result<Self, ConfigError> {
        let is_signed = service.signing == Signing::Required;
        match (&self.region, self.has_credentials()) {
            (None, _) if is_signed || self.endpoint_url.is_none() => Err(ConfigError::NoRegion),
            (_, false) if is_signed => Err(ConfigError::NoCredentials),
            _ => Ok(self),
        }
    }

    /// Whether there are credentials, or a place to look for them.
    fn has_credentials(&self) -> bool {
        #[cfg(feature = "credential-chain")]
        let is_chained = self.environment.is_some();
        #[cfg(not(feature = "credential-chain"))]
        let is_chained = false;
        self.credentials.is_some() || self.credentials_provider.is_some() || is_chained
    }

    /// The Region to call.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The URL to call instead of the Region's own.
    pub fn endpoint_url(&self) -> Option<&str> {
        self.endpoint_url.as_deref()
    }

    /// The profile of the shared files, if it was set.
    pub fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// How calls are tried again.
    pub fn retry_mode(&self) -> Option<RetryMode> {
        self.retry_mode
    }

    /// How often a call is tried at most, the first time included.
    pub fn max_attempts(&self) -> Option<u32> {
        self.max_attempts
    }

    /// The longest pauses between attempts.
    pub(super) fn backoff(&self) -> Backoff {
        self.backoff
    }

    /// The name of the program for the service's logs.
    pub fn app_id(&self) -> Option<&str> {
        self.app_id.as_deref()
    }

    /// The file of certificate authorities to trust in place of the system's.
    pub fn ca_bundle(&self) -> Option<&Path> {
        self.ca_bundle.as_deref()
    }

    /// Which requests go through a proxy, if it was set.
    pub fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_ref()
    }

    /// The time for a connection to be made.
    pub fn connect_timeout(&self) -> Duration {
        self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)
    }

    /// How long a server may say nothing once there is a connection.
    pub fn read_timeout(&self) -> Option<Duration> {
        self.read_timeout
    }

    /// How long a connection is kept that no request uses.
    pub fn idle_timeout(&self) -> Duration {
        self.idle_timeout.unwrap_or(IDLE_TIMEOUT)
    }

    /// How many connections to a host are kept that no request uses.
    pub fn max_idle_connections(&self) -> usize {
        self.max_idle_connections.unwrap_or(MAX_IDLE_CONNECTIONS)
    }

    /// The time for a whole call.
    pub fn call_timeout(&self) -> Option<Duration> {
        self.call_timeout.unwrap_or(Some(CALL_TIMEOUT))
    }

    /// The time for each attempt of a call.
    pub fn attempt_timeout(&self) -> Option<Duration> {
        self.attempt_timeout
    }

    /// Finds what is wrong with what code has set.
    ///
    /// # Errors
    /// When there is something.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        check(self.region(), self.max_attempts, self.app_id())
    }

    /// What the endpoint depends on.
    pub(super) fn endpoint_params(&self, service: &ServiceInfo) -> Result<EndpointParams, ConfigError> {
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

    /// Who finds endpoints in place of the rules of the service.
    pub(super) fn endpoint_resolver(&self) -> Option<Arc<dyn ResolveEndpoint>> {
        self.endpoint_resolver.clone()
    }

    /// Who measures calls.
    pub(super) fn meter(&self) -> Option<Arc<dyn Meter>> {
        self.meter.clone()
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
        let https = Https::new(self.connect_timeout())
            .with_read_timeout(self.read_timeout())
            .with_idle_timeout(self.idle_timeout())
            .with_max_idle_connections(self.max_idle_connections())
            .with_proxy(self.proxy.clone().unwrap_or_default());
        Some(Arc::new(self.ca_bundle().into_iter().fold(https, Https::with_ca_bundle)))
    }

    #[cfg(not(feature = "rustls"))]
    fn default_transport(&self) -> Option<Arc<dyn Transport>> {
        None
    }

    /// What requests are signed with; what looks for it does so over this transport.
    pub(super) fn into_identity(self, transport: &Arc<dyn Transport>) -> Identity {
        match (&self.credentials, &self.credentials_provider) {
            (Some(credentials), _) => Identity::Keys(credentials.clone()),
            (None, Some(provider)) => Identity::Provided(provider.clone()),
            (None, None) => self.chain(transport).map_or(Identity::Anonymous, Identity::Provided),
        }
    }

    #[cfg(feature = "credential-chain")]
    fn chain(self, transport: &Arc<dyn Transport>) -> Option<Arc<dyn ProvideCredentials>> {
        let context = ProviderContext::shared(self.environment?, transport.clone());
        let context = context.with_profile(self.profile).with_region(self.region);
        Some(Arc::new(Cached::new(&context, Chain::new(&context))))
    }

    #[cfg(not(feature = "credential-chain"))]
    fn chain(self, _: &Arc<dyn Transport>) -> Option<Arc<dyn ProvideCredentials>> {
        None
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("credentials", &self.credentials)
            .field("endpoint_url", &self.endpoint_url().map(shown_url))
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("endpoint_params", &self.endpoint_params)
            .field("profile", &self.profile)
            .field("retry_mode", &self.retry_mode)
            .field("max_attempts", &self.max_attempts)
            .field("backoff", &self.backoff)
            .field("app_id", &self.app_id)
            .field("ca_bundle", &self.ca_bundle)
            .field("proxy", &self.proxy)
            .field("connect_timeout", &self.connect_timeout())
            .field("read_timeout", &self.read_timeout)
            .field("idle_timeout", &self.idle_timeout())
            .field("max_idle_connections", &self.max_idle_connections())
            .field("call_timeout", &self.call_timeout())
            .field("attempt_timeout", &self.attempt_timeout)
            .finish_non_exhaustive()
    }
}

/// Finds what is wrong with what code has set, for a client or for a call.
///
/// # Errors
/// When there is something.
pub(super) fn check(region: Option<&str>, max_attempts: Option<u32>, app_id: Option<&str>) -> Result<(), ConfigError> {
    match (region, max_attempts, app_id) {
        // The Region becomes part of a host name: it must not become another host's.
        (Some(region), ..) if !is_valid_host_label(region, false) => Err(ConfigError::Region),
        (_, Some(0), _) => Err(ConfigError::MaxAttempts),
        (.., Some(app_id)) if !is_app_id(app_id) => Err(ConfigError::AppId),
        _ => Ok(()),
    }
}

/// Whether a text can stand in a User-Agent as the name of a program.
fn is_app_id(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    (1..=50).contains(&text.len()) && text.bytes().all(is_token)
}
