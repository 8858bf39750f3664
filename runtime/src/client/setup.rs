//! What all calls of a client have in common, made of its configuration once.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use jiff::Timestamp;

use super::absence::Absence;
use super::clock::Clock;
use super::customize::Overrides;
use super::retry::{Backoff, MAX_ATTEMPTS, Retry};
use super::sign::{Signer, SigningNames};
use super::target::{Target, Targets};
use super::{Config, ConfigError, Credentials, Interceptor, ProvideCredentials, RetryMode, Transport};
use crate::endpoint::{EndpointParams, Resolved};
use crate::{BoxError, ServiceInfo, Signing};

/// What all calls have in common.
pub(super) struct Setup {
    pub(super) targets: Targets,
    identity: Identity,
    absence: Absence,
    pub(super) signer: Signer,
    pub(super) clock: Clock,
    pub(super) retry: Retry,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) call_timeout: Option<Duration>,
    /// What this was made of, unless the transport holds the service.
    #[cfg(feature = "blocking")]
    origin: Option<Origin>,
}

/// What a setup is made of.
#[cfg(feature = "blocking")]
struct Origin {
    config: Config,
    rules: fn(&EndpointParams) -> Resolved,
}

/// Who calls.
#[derive(Clone)]
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
        rules: fn(&EndpointParams) -> Resolved,
    ) -> Result<Self, ConfigError> {
        config.check()?;
        let (app_id, params) = (config.app_id().map(str::to_owned), config.endpoint_params(service)?);
        let targets = Targets::new(service, app_id, params, rules, config.endpoint_resolver());
        // What is wrong with the endpoint is said before what is wrong with the rest.
        let or_rest = |rest| targets.usual().and_then(Result::err).unwrap_or(rest);
        let transport = config.transport().map_err(or_rest)?;
        let (call_timeout, attempt_timeout) = (config.call_timeout(), config.attempt_timeout());
        let max_attempts = config.max_attempts().unwrap_or(MAX_ATTEMPTS);
        let retry = Retry::new(config.retry_mode().unwrap_or_default(), max_attempts, config.backoff());
        let interceptors = config.interceptors();
        #[cfg(feature = "blocking")]
        let origin = Some(Origin { config: config.clone(), rules });
        Ok(Self {
            targets,
            identity: config.into_identity(&transport),
            absence: Absence::default(),
            signer: Signer::default(),
            clock: Clock::default(),
            retry,
            attempt_timeout,
            interceptors,
            transport,
            call_timeout,
            #[cfg(feature = "blocking")]
            origin,
        })
    }

    /// For a service that the transport itself holds.
    ///
    /// # Errors
    /// None in practice: nothing is left to configuration.
    pub(super) fn over(service: &'static ServiceInfo, transport: impl Transport) -> Result<Self, ConfigError> {
        Ok(Self {
            targets: Targets::in_transport(service)?,
            identity: Identity::OfTransport,
            absence: Absence::default(),
            signer: Signer::default(),
            clock: Clock::default(),
            retry: Retry::new(RetryMode::Off, 1, Backoff::default()),
            attempt_timeout: None,
            interceptors: Vec::new(),
            transport: Arc::new(transport),
            call_timeout: None,
            #[cfg(feature = "blocking")]
            origin: None,
        })
    }

    /// The same once more, with connections of its own; `None` when the transport holds the service, which has none.
    #[cfg(feature = "blocking")]
    pub(super) fn apart(&self) -> Option<Result<Self, ConfigError>> {
        let Origin { config, rules } = self.origin.as_ref()?;
        Some(Self::new(self.targets.service, config.clone(), *rules))
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
        overrides: &Overrides,
    ) -> Result<(), BoxError> {
        let Some(credentials) = self.credentials(signing, overrides).await? else { return Ok(()) };
        Ok(self.signer.sign(request, &credentials, self.now(overrides), target.signing_names()?)?)
    }

    /// What to sign with, if it is to be signed.
    ///
    /// # Errors
    /// When it is, and there are no keys.
    pub(super) async fn credentials<'a>(
        &'a self,
        signing: Signing,
        overrides: &'a Overrides,
    ) -> Result<Option<Cow<'a, Credentials>>, BoxError> {
        let identity = match (&self.identity, &overrides.identity) {
            (Identity::OfTransport, _) | (_, None) => &self.identity,
            (_, Some(identity)) => identity,
        };
        match (identity, signing) {
            (_, Signing::Never) | (Identity::OfTransport, _) | (Identity::Anonymous, Signing::Optional) => Ok(None),
            (Identity::Anonymous, Signing::Required) => Err(ConfigError::NoCredentials.into()),
            (Identity::Keys(credentials), _) => Ok(Some(Cow::Borrowed(credentials))),
            (Identity::Provided(provider), Signing::Required) => Ok(Some(Cow::Owned(provider.provide().await?))),
            (Identity::Provided(provider), Signing::Optional) => {
                // What the provider of one call has not says nothing of that of the others.
                let of_call = overrides.identity.as_ref().map(|_| Absence::default());
                let absence = of_call.as_ref().unwrap_or(&self.absence);
                Ok(absence.or_ask(&**provider).await?.map(Cow::Owned))
            }
        }
    }

    /// The time that a call is signed with.
    pub(super) fn now(&self, overrides: &Overrides) -> Timestamp {
        overrides.signing_time.map_or_else(|| self.clock.now(), crate::Timestamp::to_jiff)
    }
}

impl Target {
    /// What calls are signed for.
    ///
    /// # Errors
    /// When there is no Region.
    pub(super) fn signing_names(&self) -> Result<&SigningNames, ConfigError> {
        self.names.as_ref().ok_or(ConfigError::NoRegion)
    }
}
