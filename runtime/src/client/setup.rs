//! What all calls of a client have in common, made of its configuration once.

use std::sync::Arc;
use std::time::Duration;

use super::request::Requests;
use super::sign::Signer;
use super::{Config, ConfigError, Transport};
use crate::ServiceInfo;
use crate::endpoint::{Endpoint, EndpointError, EndpointParams};

/// What all calls have in common.
pub(super) struct Setup {
    pub(super) requests: Requests,
    /// `None`: the transport knows who calls.
    pub(super) signer: Option<Signer>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) call_timeout: Option<Duration>,
}

impl Setup {
    /// For a service behind an endpoint.
    ///
    /// # Errors
    /// When something that every call needs is missing or wrong.
    pub(super) fn new(
        service: &'static ServiceInfo,
        config: Config,
        resolve: fn(&EndpointParams) -> Result<Endpoint, EndpointError>,
    ) -> Result<Self, ConfigError> {
        let params = config.endpoint_params()?;
        let endpoint = match resolve(&params) {
            // Rule sets say it too, but not how to cure it.
            Err(_) if params.region.is_none() => return Err(ConfigError::NoRegion),
            endpoint => endpoint?,
        };
        let requests = Requests::to(service, &endpoint)?;
        let transport = config.transport()?;
        let call_timeout = config.call_timeout();
        let (credentials, region) = config.into_signing()?;
        let scheme = endpoint.sigv4();
        let region = scheme.and_then(|scheme| scheme.signing_region.clone()).or(region).ok_or(ConfigError::NoRegion)?;
        let name = scheme.and_then(|scheme| scheme.signing_name.as_deref()).unwrap_or(service.signing_name).to_owned();
        Ok(Self { requests, signer: Some(Signer::new(credentials, region, name)), transport, call_timeout })
    }

    /// For a service that the transport itself holds.
    ///
    /// # Errors
    /// None in practice: nothing is left to configuration.
    pub(super) fn over(service: &'static ServiceInfo, transport: impl Transport) -> Result<Self, ConfigError> {
        let requests = Requests::to(service, &Endpoint::new("http://in-process/"))?;
        Ok(Self { requests, signer: None, transport: Arc::new(transport), call_timeout: None })
    }
}
