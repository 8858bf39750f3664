//! Calling a service: configuration, signing, transport.
//!
//! A generated client is a thin layer over [`Handle`], which makes every call the same way.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::time::{Instant, timeout};
use tracing::{Instrument, Span, debug, debug_span, field};

use crate::endpoint::{EndpointParams, Resolved};
use crate::{BuildError, ConstructionFailure, DispatchFailure, Operation, SdkError, ServiceInfo, TimeoutError, wiped};

mod answer;
mod clock;
mod compression;
mod config;
pub mod credentials;
mod customize;
mod environment;
#[cfg(feature = "rustls")]
mod https;
mod interceptor;
mod metadata;
mod paginate;
mod proxy;
mod relay;
mod request;
mod retry;
mod setup;
mod shared_files;
mod sign;
pub mod sigv4;
pub mod testing;
mod transport;
#[cfg(feature = "waiters")]
pub mod wait;

use answer::Answer;
pub use config::{Config, ConfigBuilder, ConfigError, RetryMode};
pub use credentials::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials};
pub use customize::Customized;
use customize::Overrides;
pub use environment::{Environment, ProcessEnvironment};
#[cfg(feature = "rustls")]
pub use https::Https;
pub use interceptor::{Attempt, Interceptor, InterceptorError};
pub use metadata::Metadata;
pub use paginate::{ItemStream, Items, PageStream, Pages, Paginate, PaginateItems};
pub use proxy::{Proxy, ProxyServer};
pub use relay::Relay;
use request::{Outgoing, invocation};

use retry::{Verdict, judge, verdict};
use setup::{Setup, Target};
pub use transport::{TowerTransport, Transport, TransportError, TransportErrorKind, TransportFuture};

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

    /// Prepares a call, unless its input could not be built.
    pub fn customize<O: Operation>(&self, input: Result<O::Input, BuildError>) -> Customized<O> {
        Customized::new(self.clone(), input)
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
        self.customize::<O>(input).send().await
    }

    /// Gets the answer to one call.
    async fn answer<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
        overrides: &Overrides,
    ) -> Result<Answer, SdkError<O::Error>> {
        let params = Result::as_ref(&self.setup).ok().and_then(|setup| setup.params.as_ref());
        let outgoing = outgoing::<O>(self.service, input, params)?;
        let span = self.span(O::NAME);
        let exchange = self.exchange(outgoing, overrides).instrument(span.clone());
        let answer = exchange.await.map_err(SdkError::widen)?;
        span.record("aws.request_id", answer.request_id());
        Ok(answer)
    }

    /// Sends a request and waits for the answer, but not for longer than is configured.
    ///
    /// All that does not depend on the types of the operation is here and below, so that it is
    /// compiled once.
    async fn exchange(&self, outgoing: Outgoing, overrides: &Overrides) -> Result<Answer, SdkError<Infallible>> {
        let (operation, started) = (outgoing.operation, Instant::now());
        let setup = Result::as_ref(&self.setup).map_err(|error| ConstructionFailure::new(operation, error.clone()))?;
        let made = AtomicU32::new(0);
        let transmission = setup.transmit(&outgoing, overrides, &made);
        let outcome = match overrides.call_timeout.unwrap_or(setup.call_timeout) {
            Some(limit) => match timeout(limit, transmission).await {
                Ok(outcome) => outcome,
                Err(_) => Err(TimeoutError::call(operation, limit).after(made.load(Ordering::Relaxed)).into()),
            },
            None => transmission.await,
        };
        let outcome = outcome.map(|answer| answer.taking(started.elapsed()));
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
    /// Makes attempts until one is answered well, or none of those to come would be.
    async fn transmit(
        &self,
        outgoing: &Outgoing,
        overrides: &Overrides,
        made: &AtomicU32,
    ) -> Result<Answer, SdkError<Infallible>> {
        let operation = outgoing.operation;
        let own = outgoing.resolved.clone().map(|resolved| self.own(resolved)).transpose();
        let own = own.map_err(|error| ConstructionFailure::new(operation, error))?;
        let target = own.as_ref().map_or_else(|| self.common(), Ok);
        let target = target.map_err(|error| ConstructionFailure::new(operation, error))?;
        let mut attempts = self.retry.attempts(overrides.max_attempts);
        loop {
            attempts.begin().await;
            let (number, max) = (attempts.number(), attempts.max());
            made.store(number, Ordering::Relaxed);
            let ahead = self.clock.ahead();
            let attempt = self.attempt(outgoing, target, overrides, Attempt { operation, number, max });
            let outcome = attempt.instrument(debug_span!("attempt", number)).await;
            let asked = outcome.as_ref().ok().and_then(Answer::retry_after);
            if !attempts.again(self.verdict(outgoing, &outcome, ahead), asked).await {
                return outcome.map(|answer| answer.after(number)).map_err(|error| error.after(number));
            }
        }
    }

    async fn attempt(
        &self,
        outgoing: &Outgoing,
        target: &Target,
        overrides: &Overrides,
        attempt: Attempt,
    ) -> Result<Answer, SdkError<Infallible>> {
        let operation = attempt.operation;
        let failure = |error| ConstructionFailure::new(operation, error);
        let mut request = target.requests.request(outgoing, attempt).map_err(failure)?;
        let interceptors = || self.interceptors.iter().chain(&overrides.interceptors);
        interceptors().try_for_each(|it| it.on_request(&mut request, &attempt)).map_err(failure)?;
        self.sign(&mut request, target, outgoing.signing).await.map_err(failure)?;
        let sent = self.transport.send(request);
        let answered = match overrides.attempt_timeout.unwrap_or(self.attempt_timeout) {
            Some(limit) => timeout(limit, sent).await.map_err(|_| TimeoutError::attempt(operation, limit))?,
            None => sent.await,
        };
        let mut response = answered.map_err(|error| DispatchFailure::of(operation, target.requests.origin(), error))?;
        interceptors().try_for_each(|it| it.on_response(&mut response, &attempt)).map_err(failure)?;
        let answer = Answer::new(operation, response);
        debug!(status = answer.status(), request_id = answer.request_id(), "answered");
        Ok(answer)
    }

    /// What an attempt has shown. A signature that was refused because of our time is made anew.
    fn verdict(&self, outgoing: &Outgoing, outcome: &Result<Answer, SdkError<Infallible>>, ahead: i64) -> Verdict {
        if let Ok(answer) = outcome
            && let Some((code, _)) = answer.error()
            && self.clock.corrects(code, answer.date(), ahead)
        {
            return Verdict::Transient;
        }
        verdict(outcome, outgoing.judge)
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
    Ok(Outgoing {
        operation: O::NAME,
        invocation: invocation(),
        judge: judge::<O>,
        body,
        signing,
        is_compressed,
        host_prefix,
        endpoint,
        resolved,
    })
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = Result::as_ref(&self.setup).map_err(Clone::clone);
        let endpoint = endpoint.and_then(|setup| setup.common().map(|target| target.requests.origin()));
        f.debug_struct("Handle").field("service", &self.service.title).field("endpoint", &endpoint).finish()
    }
}
