//! Where calls go, and what they are signed for.

use std::borrow::Cow;
use std::sync::Arc;

use super::ConfigError;
use super::request::Requests;
use super::resolver::ResolveEndpoint;
use super::sign::SigningNames;
use crate::ServiceInfo;
use crate::endpoint::{Endpoint, EndpointParams, Resolved};

/// Where a call goes, and what it is signed for.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) requests: Requests,
    pub(super) names: Option<SigningNames>,
}

/// What knows where calls go.
pub(super) enum Destination {
    /// The rules of the service; `usual` is what they say for a call that sets nothing of its own. That
    /// this is an error is only the answer of such calls.
    Ruled { rules: fn(&EndpointParams) -> Resolved, usual: Result<Target, ConfigError> },
    /// Somebody who is asked for each call.
    Asked(Arc<dyn ResolveEndpoint>),
    /// The transport, which holds the service.
    InTransport(Target),
}

/// What makes the targets of a client.
pub(super) struct Targets {
    pub(super) service: &'static ServiceInfo,
    pub(super) app_id: Option<String>,
    /// What endpoints depend on.
    pub(super) params: EndpointParams,
    pub(super) destination: Destination,
}

/// What a call has of its own that its target depends on.
#[derive(Default)]
pub(super) struct Own {
    /// The name of the program.
    pub(super) app_id: Option<String>,
    /// What its endpoint depends on, where that is something else than for the client.
    pub(super) params: Option<Box<EndpointParams>>,
    /// What the rules have for its operation and input, where that matters to them.
    pub(super) resolved: Option<Resolved>,
}

impl Targets {
    /// Those of a service at the endpoints that its rules have, or that `resolver` finds.
    pub(super) fn new(
        service: &'static ServiceInfo,
        app_id: Option<String>,
        params: EndpointParams,
        rules: fn(&EndpointParams) -> Resolved,
        resolver: Option<Arc<dyn ResolveEndpoint>>,
    ) -> Self {
        let destination = match resolver {
            Some(resolver) => Destination::Asked(resolver),
            None => {
                let endpoint = ruled(&params, rules(&params));
                let usual = endpoint.and_then(|endpoint| Target::new(service, app_id.as_deref(), &params, &endpoint));
                Destination::Ruled { rules, usual }
            }
        };
        Self { service, app_id, params, destination }
    }

    /// That of a service which the transport itself holds.
    ///
    /// # Errors
    /// None in practice: nothing is left to configuration.
    pub(super) fn in_transport(service: &'static ServiceInfo) -> Result<Self, ConfigError> {
        let requests = Requests::to(service, None, &Endpoint::new("http://in-process/"))?;
        let destination = Destination::InTransport(Target { requests, names: None });
        Ok(Self { service, app_id: None, params: EndpointParams::default(), destination })
    }

    /// Where a call goes that sets nothing of its own, if that is known beforehand.
    pub(super) fn usual(&self) -> Option<Result<&Target, ConfigError>> {
        match &self.destination {
            Destination::Ruled { usual, .. } => Some(usual.as_ref().map_err(Clone::clone)),
            Destination::InTransport(target) => Some(Ok(target)),
            Destination::Asked(_) => None,
        }
    }

    /// Where a call goes.
    pub(super) async fn of(&self, own: &Own) -> Result<Cow<'_, Target>, ConfigError> {
        let params = own.params.as_deref().unwrap_or(&self.params);
        let endpoint = match (&self.destination, own) {
            (Destination::InTransport(target), _) => return Ok(Cow::Borrowed(target)),
            (Destination::Asked(resolver), _) => resolver.resolve(params).await?,
            (Destination::Ruled { usual, .. }, Own { app_id: None, params: None, resolved: None }) => {
                return usual.as_ref().map(Cow::Borrowed).map_err(Clone::clone);
            }
            (_, Own { resolved: Some(resolved), .. }) => ruled(params, resolved.clone())?,
            (Destination::Ruled { rules, .. }, _) => ruled(params, rules(params))?,
        };
        let app_id = own.app_id.as_deref().or(self.app_id.as_deref());
        Target::new(self.service, app_id, params, &endpoint).map(Cow::Owned)
    }
}

impl Target {
    fn new(
        service: &'static ServiceInfo,
        app_id: Option<&str>,
        params: &EndpointParams,
        endpoint: &Endpoint,
    ) -> Result<Self, ConfigError> {
        let requests = Requests::to(service, app_id, endpoint)?;
        let scheme = endpoint.sigv4();
        let region = scheme.and_then(|scheme| scheme.signing_region.as_ref()).or(params.region.as_ref());
        let name = scheme.and_then(|scheme| scheme.signing_name.as_deref()).unwrap_or(service.signing_name);
        let names = region.map(|region| SigningNames { region: region.clone(), service: name.to_owned() });
        Ok(Self { requests, names })
    }
}

/// What rules say. For want of a Region they say it, too, but not how to cure it.
fn ruled(params: &EndpointParams, resolved: Resolved) -> Result<Endpoint, ConfigError> {
    match resolved {
        Err(_) if params.region.is_none() => Err(ConfigError::NoRegion),
        endpoint => Ok(endpoint?),
    }
}
