//! Finding endpoints in another way than by the rules of the service.

use std::pin::Pin;

use crate::endpoint::{EndpointParams, Resolved};

/// Finds the endpoint of calls, in place of the rules of the service.
///
/// It is asked before each call, so that it keeps what takes long to find. Functions from
/// [`EndpointParams`] to an endpoint or an error are resolvers, too.
///
/// ```
/// use secretsmith_runtime::client::Config;
/// use secretsmith_runtime::endpoint::{Endpoint, EndpointError, EndpointParams};
///
/// let config = Config::builder().endpoint_resolver(|params: &EndpointParams| match params.region.as_deref() {
///     Some("eu-west-1") => Ok(Endpoint::new("https://vault.example.com")),
///     _ => Err(EndpointError::new("there is a vault in eu-west-1 only")),
/// });
/// ```
pub trait ResolveEndpoint: Send + Sync + 'static {
    /// Finds the endpoint for what client and call have set. What operations add to that in the model
    /// is not among it.
    ///
    /// # Errors
    /// When there is none; the call then fails.
    fn resolve<'a>(&'a self, params: &'a EndpointParams) -> EndpointFuture<'a>;
}

/// The future of an endpoint.
pub type EndpointFuture<'a> = Pin<Box<dyn Future<Output = Resolved> + Send + 'a>>;

impl<F> ResolveEndpoint for F
where
    F: Fn(&EndpointParams) -> Resolved + Send + Sync + 'static,
{
    fn resolve<'a>(&'a self, params: &'a EndpointParams) -> EndpointFuture<'a> {
        let resolved = self(params);
        Box::pin(async { resolved })
    }
}
