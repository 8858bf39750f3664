//! Collecting a configuration: in code, then from the environment.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::settings::Settings;
use super::{Config, ConfigError, RetryConfig, RetryMode, TimeoutConfig, keys};
use crate::ServiceInfo;
#[cfg(not(feature = "credential-chain"))]
use crate::Signing;
use crate::client::environment::{Environment, ProcessEnvironment};
use crate::client::{Credentials, Interceptor, Meter, ProvideCredentials, Proxy, ResolveEndpoint, Transport};
use crate::endpoint::ParamValue;

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

    /// Sets the Region to call when none is set: behind [`or_env`](Self::or_env), when the environment
    /// has none either.
    pub fn or_region(mut self, region: impl Into<String>) -> Self {
        self.0.region.get_or_insert_with(|| region.into());
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

    /// Sets the profile of the shared files to read, in place of the one that `AWS_PROFILE` names.
    ///
    /// Keys among the variables are then passed over: they are somebody else's.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.0.profile = Some(name.into());
        self
    }

    /// Sets how calls that failed are made again; by default as [`RetryMode::Standard`] says.
    pub fn retry_mode(mut self, mode: RetryMode) -> Self {
        self.0.retry_mode = Some(mode);
        self
    }

    /// Sets how many attempts a call has, the first among them: 1 or more; by default 3.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.0.max_attempts = Some(attempts);
        self
    }

    /// Sets mode, attempts and pauses of retries at once.
    pub fn retry_config(mut self, config: RetryConfig) -> Self {
        self.0.retry_mode = Some(config.mode());
        self.0.max_attempts = Some(config.max_attempts());
        self.0.backoff = config.backoff();
        self
    }

    /// Sets a name of the program, which stands in the User-Agent and so in the service's logs: up to
    /// 50 letters, digits and ``!#$%&'*+-.^_`|~``.
    pub fn app_id(mut self, id: impl Into<String>) -> Self {
        self.0.app_id = Some(id.into());
        self
    }

    /// Sets a file of certificate authorities to trust in place of the system's, in PEM.
    ///
    /// It is for the default transport; another one keeps its own trust.
    pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.0.ca_bundle = Some(path.into());
        self
    }

    /// Sets which requests go through a proxy, in place of what variables say; by default none does.
    ///
    /// It is for the default transport; another one has its own ways.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.0.proxy = Some(proxy);
        self
    }

    /// Sets the time for a connection to be made, a proxy and TLS included; by default 3.1 seconds, or what
    /// `AWS_DEFAULTS_MODE` stands for. With [`Duration::MAX`] there is no limit.
    ///
    /// It is for the default transport; another one keeps its own time.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.0.connect_timeout = Some(limit);
        self
    }

    /// Sets how long a server may say nothing once there is a connection, before its answer and in the middle of it;
    /// by default only the time for the whole call counts.
    ///
    /// It is for the default transport; another one keeps its own time.
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.0.read_timeout = limit.into();
        self
    }

    /// Sets how long a connection is kept that no request uses; by default 20 seconds.
    ///
    /// It is for the default transport; another one keeps its own time.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.0.idle_timeout = Some(limit);
        self
    }

    /// Sets how many connections to a host are kept that no request uses; by default 100.
    ///
    /// It is for the default transport; another one has its own limits.
    pub fn max_idle_connections(mut self, max: usize) -> Self {
        self.0.max_idle_connections = Some(max);
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

    /// Sets several time limits at once; those that `limits` leaves open stay as they are.
    pub fn timeout_config(mut self, limits: TimeoutConfig) -> Self {
        let connect = limits.connect.map(|limit| limit.unwrap_or(Duration::MAX));
        self.0.connect_timeout = connect.or(self.0.connect_timeout);
        self.0.read_timeout = limits.read.unwrap_or(self.0.read_timeout);
        self.0.call_timeout = limits.operation.or(self.0.call_timeout);
        self.0.attempt_timeout = limits.attempt.unwrap_or(self.0.attempt_timeout);
        self
    }

    /// Has requests and responses of all calls pass by; those who are set first see requests first.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.0.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Sets who finds the endpoint of each call, in place of the endpoint rules of the service.
    pub fn endpoint_resolver(mut self, resolver: impl ResolveEndpoint) -> Self {
        self.0.endpoint_resolver = Some(Arc::new(resolver));
        self
    }

    /// Sets who learns how each attempt and each call ended, how long they took and how much they carried.
    pub fn meter(mut self, meter: impl Meter) -> Self {
        self.0.meter = Some(Arc::new(meter));
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
    /// When a setting has a value that it cannot have, or a file cannot be read.
    pub fn or_env(self, service: &ServiceInfo) -> Result<Self, ConfigError> {
        self.or_environment(service, ProcessEnvironment)
    }

    /// Sets from this environment what is not set; see [`Config::from_env`].
    ///
    /// # Errors
    /// When a setting has a value that it cannot have, or a file cannot be read.
    pub fn or_environment(mut self, service: &ServiceInfo, environment: impl Environment) -> Result<Self, ConfigError> {
        let vars = |name: &str| environment.var(name);
        let settings = Settings::load(&environment, &vars, self.0.profile.as_deref())?;
        self.fill(service, &settings)?;
        #[cfg(not(feature = "credential-chain"))]
        self.fill_keys(service, &settings)?;
        #[cfg(feature = "credential-chain")]
        self.0.environment.get_or_insert_with(|| Arc::new(environment));
        Ok(self)
    }

    /// Sets from these variables what is not set, and reads no file; see [`Config::from_env`].
    ///
    /// # Errors
    /// When a variable has a value that it cannot have.
    pub fn or_vars(mut self, service: &ServiceInfo, var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        self.fill(service, &Settings::of_vars(&var))?;
        Ok(self)
    }

    fn fill(&mut self, service: &ServiceInfo, settings: &Settings<'_>) -> Result<(), ConfigError> {
        let config = &mut self.0;
        or_find(&mut config.region, || settings.region())?;
        // Who asks for a profile in code does not mean the keys of somebody else.
        if config.credentials_provider.is_none() && config.profile.is_none() {
            or_find(&mut config.credentials, || keys::of_vars(settings))?;
        }
        or_find(&mut config.endpoint_url, || settings.endpoint_url(service.env_name))?;
        or_find(&mut config.use_fips, || settings.use_fips())?;
        or_find(&mut config.use_dual_stack, || settings.use_dual_stack())?;
        or_find(&mut config.retry_mode, || settings.retry_mode())?;
        or_find(&mut config.max_attempts, || settings.max_attempts())?;
        or_find(&mut config.connect_timeout, || settings.connect_timeout())?;
        or_find(&mut config.app_id, || settings.app_id())?;
        or_find(&mut config.ca_bundle, || settings.ca_bundle())?;
        or_find(&mut config.proxy, || settings.proxy())
    }

    /// Sets the keys of the profile, for want of the chain that would look there.
    #[cfg(not(feature = "credential-chain"))]
    fn fill_keys(&mut self, service: &ServiceInfo, settings: &Settings<'_>) -> Result<(), ConfigError> {
        if service.signing == Signing::Never || self.0.has_credentials() {
            return Ok(());
        }
        let profile = settings.files().profile(settings.profile()).ok();
        self.0.credentials = profile.map(keys::of_profile).transpose()?.flatten();
        let beyond = profile.and_then(keys::beyond);
        match (&self.0.credentials, beyond, settings.files().unreadable()) {
            (None, Some((key, property)), _) => Err(property.error(key, "takes the feature `credential-chain`")),
            (None, None, Some(error)) if service.signing == Signing::Required => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// The configuration.
    pub fn build(self) -> Config {
        self.0
    }
}

/// Sets what is not set, if it is found.
fn or_find<T>(value: &mut Option<T>, find: impl FnOnce() -> Result<Option<T>, ConfigError>) -> Result<(), ConfigError> {
    if value.is_none() {
        *value = find()?;
    }
    Ok(())
}
