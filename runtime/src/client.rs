//! Calling a service: configuration, signing, transport.
//!
//! A generated client is a thin layer over [`Handle`], which makes every call the same way.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use tracing::{Instrument, Span, debug, debug_span, field};

use crate::endpoint::{EndpointParams, Resolved};
use crate::{BuildError, ConstructionFailure, DispatchFailure, Operation, SdkError, ServiceInfo, TimeoutError, wiped};

mod answer;
mod compression;
mod config;
pub mod credentials;
mod environment;
#[cfg(feature = "rustls")]
mod https;
mod paginate;
mod request;
mod setup;
mod shared_files;
mod sign;
pub mod sigv4;
mod transport;
#[cfg(feature = "waiters")]
pub mod wait;

use answer::Answer;
pub use config::{Config, ConfigBuilder, ConfigError, RetryMode};
pub use credentials::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials};
pub use environment::{Environment, ProcessEnvironment};
#[cfg(feature = "rustls")]
pub use https::Https;
pub use paginate::{ItemStream, Items, PageStream, Pages, Paginate, PaginateItems};
use request::Outgoing;
use setup::Setup;
pub use transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// What a client calls its service through; clones share connections and keys.
#[derive(Clone)]
pub struct Handle {
    service: &'static ServiceInfo,
    /// What is wrong with the configuration is the answer of every call.
    setup: Arc<Result<Setup, ConfigError>>,
}

impl Handle {
    /// Calls a service over HTTP, at the endpoint that the service's rule set, compiled to
    /// `resolve`, has for the configuration.
    pub fn new(service: &'static ServiceInfo, config: Config, resolve: fn(&EndpointParams) -> Resolved) -> Self {
        Self { service, setup: Arc::new(Setup::new(service, config, resolve)) }
    }

    /// Calls a service through a transport that holds it: unsigned and without a time limit.
    pub fn over(service: &'static ServiceInfo, transport: impl Transport) -> Self {
        Self { service, setup: Arc::new(Setup::over(service, transport)) }
    }

    /// Makes one call.
    ///
    /// # Errors
    /// When a required member of the input is missing, the configuration is not complete, the
    /// service cannot be reached in time, or it answers with an error.
    pub async fn call<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
    ) -> Result<O::Output, SdkError<O::Error>> {
        let params = Result::as_ref(&self.setup).ok().and_then(|setup| setup.params.as_ref());
        let outgoing = outgoing::<O>(self.service, input, params)?;
        let span = self.span(O::NAME);
        let answer = self.exchange(outgoing).instrument(span).await.map_err(SdkError::widen)?;
        answer.read::<O>()
    }

    /// Sends a request and waits for the answer, but not for longer than is configured.
    ///
    /// All that does not depend on the types of the operation is here and below, so that it is
    /// compiled once.
    async fn exchange(&self, outgoing: Outgoing) -> Result<Answer, SdkError<Infallible>> {
        let operation = outgoing.operation;
        let setup = Result::as_ref(&self.setup).map_err(|error| ConstructionFailure::new(operation, error.clone()))?;
        let transmission = setup.transmit(outgoing);
        let outcome = match setup.call_timeout {
            Some(limit) => match tokio::time::timeout(limit, transmission).await {
                Ok(outcome) => outcome,
                Err(_) => Err(TimeoutError::call(operation, limit).into()),
            },
            None => transmission.await,
        };
        outcome.inspect_err(|error| debug!(%error, "no answer"))
    }

    fn span(&self, operation: &'static str) -> Span {
        debug_span!(
            "call",
            rpc.system = "aws-api",
            rpc.service = self.service.title,
            rpc.method = operation,
            aws.request_id = field::Empty,
        )
    }
}

impl Setup {
    async fn transmit(&self, mut outgoing: Outgoing) -> Result<Answer, SdkError<Infallible>> {
        let (operation, signing) = (outgoing.operation, outgoing.signing);
        let own = outgoing.resolved.take().map(|resolved| self.own(resolved)).transpose();
        let own = own.map_err(|error| ConstructionFailure::new(operation, error))?;
        let target = own.as_ref().map_or_else(|| self.common(), Ok);
        let target = target.map_err(|error| ConstructionFailure::new(operation, error))?;
        let request = target.requests.request(outgoing);
        let mut request = request.map_err(|error| ConstructionFailure::new(operation, error))?;
        let signed = self.sign(&mut request, target, signing).await;
        signed.map_err(|error| ConstructionFailure::new(operation, error))?;
        let answered = self.transport.send(request).await;
        let response = answered.map_err(|error| DispatchFailure::of(operation, target.requests.origin(), error))?;
        let answer = Answer::new(operation, response);
        Span::current().record("aws.request_id", answer.request_id());
        debug!(status = answer.status(), "answered");
        Ok(answer)
    }
}

/// What is sent; the input, which may hold secrets, ends here.
fn outgoing<O: Operation>(
    service: &ServiceInfo,
    input: Result<O::Input, BuildError>,
    params: Option<&EndpointParams>,
) -> Result<Outgoing, ConstructionFailure> {
    let input = input.map_err(|error| ConstructionFailure::new(O::NAME, error))?;
    let host_prefix = O::host_prefix(&input).map_err(|error| ConstructionFailure::new(O::NAME, error))?;
    let endpoint = O::endpoint(&input).map(str::to_owned);
    let resolved = params.and_then(|params| O::resolve(params, &input));
    let signing = service.signing_of(O::FACTS);
    let body = wiped::json(&input).map_err(|error| ConstructionFailure::new(O::NAME, error))?;
    let (body, is_compressed) = match O::FACTS.is_compressed {
        true => compression::compress(body),
        false => (body, false),
    };
    Ok(Outgoing { operation: O::NAME, body, signing, is_compressed, host_prefix, endpoint, resolved })
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = Result::as_ref(&self.setup).map_err(Clone::clone);
        let endpoint = endpoint.and_then(|setup| setup.common().map(|target| target.requests.origin()));
        f.debug_struct("Handle").field("service", &self.service.title).field("endpoint", &endpoint).finish()
    }
}
