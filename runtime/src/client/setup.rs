//! What all calls of a client have in common, made of its configuration once.

use std::sync::Arc;
use std::time::Duration;

use super::request::Requests;
use super::sign::{Signer, SigningNames};
use super::{Config, ConfigError, Transport};
use crate::ServiceInfo;
use crate::endpoint::{Endpoint, EndpointParams, Resolved};

/// What all calls have in common.
pub(super) struct Setup {
    service: &'static ServiceInfo,
    /// What calls go to unless they have an endpoint of their own. That there is none is only the
    /// answer of those calls.
    common: Result<Target, ConfigError>,
    /// What endpoints of calls depend on; `None` when there is but one.
    pub(super) params: Option<EndpointParams>,
    /// `None`: the transport knows who calls.
    pub(super) signer: Option<Signer>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) call_timeout: Option<Duration>,
}

/// Where calls go, and what they are signed for.
pub(super) struct Target {
    pub(super) requests: Requests,
    pub(super) names: SigningNames,
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
        let params = config.endpoint_params()?;
        let common = Target::new(service, &params, resolve(&params));
        // What is wrong with the endpoint is said before what is wrong with the rest.
        let or_rest = |rest| common.as_ref().err().cloned().unwrap_or(rest);
        let transport = config.transport().map_err(or_rest)?;
        let call_timeout = config.call_timeout();
        let credentials = config.into_credentials().map_err(or_rest)?;
        let signer = Some(Signer::new(credentials));
        Ok(Self { service, common, params: Some(params), signer, transport, call_timeout })
    }

    /// For a service that the transport itself holds.
    ///
    /// # Errors
    /// None in practice: nothing is left to configuration.
    pub(super) fn over(service: &'static ServiceInfo, transport: impl Transport) -> Result<Self, ConfigError> {
        let requests = Requests::to(service, &Endpoint::new("http://in-process/"))?;
        let common = Ok(Target { requests, names: SigningNames::default() });
        Ok(Self { service, common, params: None, signer: None, transport: Arc::new(transport), call_timeout: None })
    }

    /// Where calls go that have no endpoint of their own.
    pub(super) fn common(&self) -> Result<&Target, ConfigError> {
        self.common.as_ref().map_err(Clone::clone)
    }

    /// Where a call goes that has an endpoint of its own.
    pub(super) fn own(&self, resolved: Resolved) -> Result<Target, ConfigError> {
        Target::new(self.service, self.params.as_ref().unwrap_or(&EndpointParams::default()), resolved)
    }
}

impl Target {
    fn new(service: &'static ServiceInfo, params: &EndpointParams, resolved: Resolved) -> Result<Self, ConfigError> {
        let endpoint = match resolved {
            // Rule sets say it too, but not how to cure it.
            Err(_) if params.region.is_none() => return Err(ConfigError::NoRegion),
            endpoint => endpoint?,
        };
        let requests = Requests::to(service, &endpoint)?;
        let scheme = endpoint.sigv4();
        let region = scheme.and_then(|scheme| scheme.signing_region.as_ref()).or(params.region.as_ref());
        let region = region.ok_or(ConfigError::NoRegion)?.clone();
        let name = scheme.and_then(|scheme| scheme.signing_name.as_deref()).unwrap_or(service.signing_name).to_owned();
        Ok(Self { requests, names: SigningNames { region, service: name } })
    }
}
