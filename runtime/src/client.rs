//! Calling a service: configuration, signing, transport.
//!
//! A generated client is a thin layer over [`Handle`], which makes every call the same way.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use tokio::time::timeout;
use tracing::{Instrument, debug};

use crate::endpoint::{EndpointParams, Resolved};
use crate::{BuildError, ConstructionFailure, DispatchFailure, Operation, SdkError, ServiceInfo, TimeoutError, wiped};

mod absence;
mod answer;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod clock;
mod compression;
mod config;
pub mod credentials;
mod customize;
mod environment;
pub mod familiar;
#[cfg(feature = "rustls")]
mod https;
mod interceptor;
mod metadata;
mod meter;
mod paginate;
mod presign;
mod proxy;
mod relay;
mod request;
mod resolver;
mod retry;
mod setup;
mod shared_files;
mod sign;
mod target;
pub mod testing;
mod transport;
#[cfg(feature = "waiters")]
pub mod wait;
mod watch;

use answer::Answer;
pub use call::Call;
pub use config::{
    Config, ConfigBuilder, ConfigError, Region, RetryConfig, RetryMode, TimeoutConfig, TimeoutConfigBuilder,
};
pub use credentials::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials};
pub use customize::Customized;
use customize::Overrides;
pub use environment::{Environment, ProcessEnvironment};
#[cfg(feature = "rustls")]
pub use https::Https;
pub use interceptor::{Attempt, Interceptor, InterceptorError};
pub use metadata::Metadata;
pub use meter::{Meter, MeteredAttempt, MeteredCall, OutcomeClass};
pub use paginate::{ItemStream, Items, PageStream, Pages, Paginate, PaginateItems};
pub use presign::PresignedRequest;
pub use proxy::{Proxy, ProxyServer};
pub use relay::Relay;
use request::{Outgoing, invocation};
pub use resolver::{EndpointFuture, ResolveEndpoint};
use retry::{Verdict, judge, verdict};
use setup::Setup;
use target::{Own, Target};
pub use transport::{TowerTransport, Transport, TransportError, TransportErrorKind, TransportFuture};
use watch::Watch;

/// What a client calls its service through; clones share connections and keys.
#[derive(Clone)]
pub struct Handle {
    service: &'static ServiceInfo,
    /// What is wrong with the configuration is the answer of every call.
    setup: Arc<Result<Setup, ConfigError>>,
    meter: Option<Arc<dyn Meter>>,
}

impl Handle {
    /// Calls a service over HTTP, at the endpoint that the service's rule set, compiled to
    /// `resolve`, has for the configuration.
    pub fn new(service: &'static ServiceInfo, config: Config, resolve: fn(&EndpointParams) -> Resolved) -> Self {
        let meter = config.meter();
        Self { service, setup: Arc::new(Setup::new(service, config, resolve)), meter }
    }

    /// Calls a service through a transport that holds it: unsigned and without a time limit.
    pub fn over(service: &'static ServiceInfo, transport: impl Transport) -> Self {
        Self { service, setup: Arc::new(Setup::over(service, transport)), meter: None }
    }

    /// The same client for calls that run in another runtime.
    ///
    /// Connections of the default transport are driven by the runtime in which they were made, and a runtime that is
    /// blocked drives none: this one makes its own. A transport, a provider of credentials or a resolver of endpoints
    /// that was set is shared, and must not depend on the runtime of its first call.
    #[cfg(feature = "blocking")]
    #[must_use]
    pub fn apart(&self) -> Self {
        let setup = self.setup.as_ref().as_ref().ok().and_then(Setup::apart);
        let setup = setup.map_or_else(|| Arc::clone(&self.setup), Arc::new);
        Self { setup, ..self.clone() }
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

    /// Makes one call, and keeps of the answer what `note` makes of it.
    async fn make<O: Operation, T>(
        &self,
        input: Result<O::Input, BuildError>,
        overrides: &Overrides,
        note: fn(&Answer) -> T,
    ) -> Result<(O::Output, T), SdkError<O::Error>> {
        let watch = Watch::new(self.service, O::NAME, self.meter.as_deref());
        let answer = match self.outgoing::<O>(input, overrides) {
            Ok(outgoing) => self.exchange(&outgoing, overrides, &watch).instrument(watch.span.clone()).await,
            Err(failure) => Err(failure.into()),
        };
        let answered = answer.as_ref().ok().map(|answer| watch.answered(answer));
        let read = |answer: Answer| {
            let noted = note(&answer);
            answer.read::<O>().map(|output| (output, noted))
        };
        let outcome = answer.map_err(SdkError::widen).and_then(read);
        watch.end(answered, outcome.as_ref().err());
        outcome
    }

    /// Signs the request of one call for somebody else to send.
    async fn presign<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
        overrides: &Overrides,
        expires_in: Duration,
    ) -> Result<PresignedRequest, SdkError<O::Error>> {
        let outgoing = self.outgoing::<O>(input, overrides)?;
        let setup = self.setup(O::NAME)?;
        let presigned =
            setup.presign(&outgoing, overrides, expires_in).instrument(presign::span(self.service, O::NAME));
        let presigned = setup.in_time(O::NAME, overrides, presigned).await?;
        presigned.map_err(|error| ConstructionFailure::new(O::NAME, error).into())
    }

    /// What is sent; the input, which may hold secrets, ends here.
    fn outgoing<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
        overrides: &Overrides,
    ) -> Result<Outgoing, ConstructionFailure> {
        let input = input.map_err(|error| ConstructionFailure::new(O::NAME, error))?;
        let targets = &self.setup(O::NAME)?.targets;
        overrides.check().map_err(|error| ConstructionFailure::new(O::NAME, error))?;
        let params = overrides.params(&targets.params);
        let resolved = O::resolve(params.as_ref().unwrap_or(&targets.params), &input);
        let own = Own { app_id: overrides.app_id.clone(), params: params.map(Box::new), resolved };
        outgoing::<O>(self.service, &input, own)
    }

    /// What all calls have in common.
    fn setup(&self, operation: &'static str) -> Result<&Setup, ConstructionFailure> {
        Result::as_ref(&self.setup).map_err(|error| ConstructionFailure::new(operation, error.clone()))
    }

    /// Sends a request and waits for the answer, but not for longer than is configured.
    ///
    /// All that does not depend on the types of the operation is here and below, so that it is
    /// compiled once.
    async fn exchange(
        &self,
        outgoing: &Outgoing,
        overrides: &Overrides,
        watch: &Watch<'_>,
    ) -> Result<Answer, SdkError<Infallible>> {
        let operation = outgoing.operation;
        let setup = self.setup(operation)?;
        watch.tally.sends(outgoing.body.len());
        let transmission = setup.transmit(outgoing, overrides, watch);
        let outcome = setup.in_time(operation, overrides, transmission).await;
        let outcome = outcome.unwrap_or_else(|time_up| Err(time_up.after(watch.tally.attempts()).into()));
        let outcome = outcome.map(|answer| answer.taking(watch.elapsed()));
        outcome.inspect_err(|error| debug!(%error, "no answer"))
    }
}

impl Setup {
    /// Waits for something, but not for longer than a call may take.
    async fn in_time<F: Future>(
        &self,
        operation: &'static str,
        overrides: &Overrides,
        work: F,
    ) -> Result<F::Output, TimeoutError> {
        match overrides.call_timeout.unwrap_or(self.call_timeout) {
            Some(limit) => timeout(limit, work).await.map_err(|_| TimeoutError::call(operation, limit)),
            None => Ok(work.await),
        }
    }

    /// Makes attempts until one is answered well, or none of those to come would be.
    async fn transmit(
        &self,
        outgoing: &Outgoing,
        overrides: &Overrides,
        watch: &Watch<'_>,
    ) -> Result<Answer, SdkError<Infallible>> {
        let operation = outgoing.operation;
        let target = self.targets.of(&outgoing.own).await;
        let target = target.map_err(|error| ConstructionFailure::new(operation, error))?;
        watch.goes_to(&target.requests);
        let mut attempts = self.retry.attempts(overrides.retry_mode, overrides.max_attempts, &watch.tally);
        loop {
            attempts.begin().await;
            let (number, max) = (attempts.number(), attempts.max());
            let ahead = self.clock.ahead();
            let seen = watch.attempt(number, &target.requests);
            let attempt = self.attempt(outgoing, &target, overrides, Attempt { operation, number, max });
            let outcome = attempt.instrument(seen.span.clone()).await;
            seen.end(&outcome);
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
        let mut request = self.request(outgoing, target, overrides, &attempt).map_err(failure)?;
        self.sign(&mut request, target, outgoing.signing, overrides).await.map_err(failure)?;
        let sent = self.transport.send(request);
        let answered = match overrides.attempt_timeout.unwrap_or(self.attempt_timeout) {
            Some(limit) => timeout(limit, sent).await.map_err(|_| TimeoutError::attempt(operation, limit))?,
            None => sent.await,
        };
        let mut response = answered.map_err(|error| DispatchFailure::of(operation, target.requests.origin(), error))?;
        let mut interceptors = self.interceptors.iter().chain(&overrides.interceptors);
        interceptors.try_for_each(|it| it.on_response(&mut response, &attempt)).map_err(failure)?;
        let answer = Answer::new(operation, response);
        debug!(status = answer.status(), request_id = answer.request_id(), "answered");
        Ok(answer)
    }

    /// The request of an attempt as interceptors leave it, to be signed.
    fn request(
        &self,
        outgoing: &Outgoing,
        target: &Target,
        overrides: &Overrides,
        attempt: &Attempt,
    ) -> Result<Request<Bytes>, InterceptorError> {
        let mut request = target.requests.request(outgoing, *attempt)?;
        let mut interceptors = self.interceptors.iter().chain(&overrides.interceptors);
        interceptors.try_for_each(|it| it.on_request(&mut request, attempt))?;
        Ok(request)
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

/// What is sent of this input.
fn outgoing<O: Operation>(service: &ServiceInfo, input: &O::Input, own: Own) -> Result<Outgoing, ConstructionFailure> {
    let host_prefix = O::host_prefix(input).map_err(|error| ConstructionFailure::new(O::NAME, error))?;
    let endpoint = O::endpoint(input).map(str::to_owned);
    let signing = service.signing_of(O::FACTS);
    let body = wiped::json(input).map_err(|error| ConstructionFailure::new(O::NAME, error))?;
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
        own,
    })
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let usual = Result::as_ref(&self.setup).map(|setup| setup.targets.usual());
        let endpoint = match usual {
            Ok(None) => Ok("(found for each call)"),
            Ok(Some(target)) => target.map(|target| &**target.requests.origin()),
            Err(error) => Err(error.clone()),
        };
        f.debug_struct("Handle").field("service", &self.service.title).field("endpoint", &endpoint).finish()
    }
}
