//! What all calls of a client have in common, made of its configuration once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::clock::Clock;
use super::request::Requests;
use super::retry::{Backoff, MAX_ATTEMPTS, Retry};
use super::sign::{Signer, SigningNames};
use super::{Config, ConfigError, Credentials, Interceptor, ProvideCredentials, RetryMode, Transport};
use crate::endpoint::{Endpoint, EndpointParams, Resolved};
use crate::{BoxError, ServiceInfo, Signing};

/// What all calls have in common.
pub(super) struct Setup {
    service: &'static ServiceInfo,
    app_id: Option<String>,
    /// What calls go to unless they have an endpoint of their own. That there is none is only the
    /// answer of those calls.
    common: Result<Target, ConfigError>,
    /// What endpoints of calls depend on; `None` when there is but one.
    pub(super) params: Option<EndpointParams>,
    identity: Identity,
    signer: Signer,
    pub(super) clock: Clock,
    pub(super) retry: Retry,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) call_timeout: Option<Duration>,
}

/// Where calls go, and what they are signed for.
pub(super) struct Target {
    pub(super) requests: Requests,
    names: Option<SigningNames>,
}

/// Who calls.
pub(super) enum Identity {
    /// The owner of these keys.
    Keys(Credentials),
    /// The owner of the keys that somebody gives.
    Provided(Arc<dyn ProvideCredentials>),
    /// Nobody that is known.
    Anonymous,
    /// The transport knows it.
    OfTransport,
}

impl Setup {
    /// For a service behind an endpoint.
    ///
    /// # Errors
    /// When something that every call needs is missing or wrong.
    pub(super) fn new(
        service: &'static ServiceInfo,
        config: Config,
        resolve: fn(&EndpointParams) -> Resolved,
    ) -> Result<Self, ConfigError> {
        let params = config.endpoint_params(service)?;
        config.check()?;
        let app_id = config.app_id().map(str::to_owned);
        let common = Target::new(service, app_id.as_deref(), &params, resolve(&params));
        // What is wrong with the endpoint is said before what is wrong with the rest.
        let or_rest = |rest| common.as_ref().err().cloned().unwrap_or(rest);
        let transport = config.transport().map_err(or_rest)?;
        let (call_timeout, attempt_timeout) = (config.call_timeout(), config.attempt_timeout());
        let max_attempts = config.max_attempts().unwrap_or(MAX_ATTEMPTS);
        let retry = Retry::new(config.retry_mode().unwrap_or_default(), max_attempts, config.backoff());
        let interceptors = config.interceptors();
        let identity = config.into_identity(&transport);
        let params = Some(params);
        let (signer, clock) = (Signer::default(), Clock::default());
        Ok(Self {
            service,
            app_id,
            common,
            params,
            identity,
            signer,
            clock,
            retry,
            attempt_timeout,
            interceptors,
            transport,
            call_timeout,
        })
    }

    /// For a service that the transport itself holds.
    ///
    /// # Errors
    /// None in practice: nothing is left to configuration.
    pub(super) fn over(service: &'static ServiceInfo, transport: impl Transport) -> Result<Self, ConfigError> {
        let requests = Requests::to(service, None, &Endpoint::new("http://in-process/"))?;
        let common = Ok(Target { requests, names: None });
        let (identity, transport) = (Identity::OfTransport, Arc::new(transport));
        Ok(Self {
            service,
            app_id: None,
            common,
            params: None,
            identity,
            signer: Signer::default(),
            clock: Clock::default(),
            retry: Retry::new(RetryMode::Off, 1, Backoff::default()),
            attempt_timeout: None,
            interceptors: Vec::new(),
            transport,
            call_timeout: None,
        })
    }

    /// Where calls go that have no endpoint of their own.
    pub(super) fn common(&self) -> Result<&Target, ConfigError> {
        self.common.as_ref().map_err(Clone::clone)
    }

    /// Signs a request, if it is to be signed.
    ///
    /// # Errors
    /// When it is, and the keys or the Region are missing, or the keys fit into no header.
    pub(super) async fn sign(
        &self,
        request: &mut Request<Bytes>,
        target: &Target,
        signing: Signing,
    ) -> Result<(), BoxError> {
        let given;
        let credentials = match (&self.identity, signing) {
            (_, Signing::Never) | (Identity::OfTransport, _) | (Identity::Anonymous, Signing::Optional) => {
                return Ok(());
            }
            (Identity::Anonymous, Signing::Required) => return Err(ConfigError::NoCredentials.into()),
            (Identity::Keys(credentials), _) => credentials,
            (Identity::Provided(provider), _) => {
                given = match (provider.provide().await, signing) {
                    (Err(error), Signing::Optional) if error.is_not_configured() => return Ok(()),
                    (provided, _) => provided?,
                };
                &given
            }
        };
        let names = target.names.as_ref().ok_or(ConfigError::NoRegion)?;
        Ok(self.signer.sign(request, credentials, self.clock.now(), names)?)
    }

    /// Where a call goes that has an endpoint of its own.
    pub(super) fn own(&self, resolved: Resolved) -> Result<Target, ConfigError> {
        let no_params = EndpointParams::default();
        Target::new(self.service, self.app_id.as_deref(), self.params.as_ref().unwrap_or(&no_params), resolved)
    }
}

impl Target {
    fn new(
        service: &'static ServiceInfo,
        app_id: Option<&str>,
        params: &EndpointParams,
        resolved: Resolved,
    ) -> Result<Self, ConfigError> {
        let endpoint = match resolved {
            // Rule sets say it too, but not how to cure it.
            Err(_) if params.region.is_none() => return Err(ConfigError::NoRegion),
            endpoint => endpoint?,
        };
        let requests = Requests::to(service, app_id, &endpoint)?;
        let scheme = endpoint.sigv4();
        let region = scheme.and_then(|scheme| scheme.signing_region.as_ref()).or(params.region.as_ref());
        let name = scheme.and_then(|scheme| scheme.signing_name.as_deref()).unwrap_or(service.signing_name);
        let names = region.map(|region| SigningNames { region: region.clone(), service: name.to_owned() });
        Ok(Self { requests, names })
    }
}
