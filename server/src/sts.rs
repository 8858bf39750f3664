//! `GetCallerIdentity` of STS, by which programs see whether their keys are good, and whose they are.
//!
//! It is all of STS that is here: in the query protocol, a form that is answered in XML.

use std::convert::Infallible;
use std::error::Error;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Method, Request, Response};
use http_body::Body;
use http_body_util::{BodyExt, Full, Limited};
use secretsmith::server::{Authentication, Caller};
use secretsmith_reference::{InMemory, TakenFor};
use secretsmith_runtime::server::ServeFuture;
use tower_service::Service;

mod answer;
mod user_id;

use answer::{Answer, Identity, Refusal};

/// What a request has in place of a target.
const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) const OPERATION: &str = "GetCallerIdentity";
const VERSION: &str = "2011-06-15";

/// More than any form that is a call.
const BODY_LIMIT: usize = 64 * 1024;

/// How much of a body that is too large is read, and forgotten.
const PASSED_OVER: usize = 8 * 1024 * 1024;

/// A service with `GetCallerIdentity` of STS before it, on the same port.
#[derive(Clone, Debug)]
pub struct Sts<S> {
    service: S,
    reference: InMemory,
    authentication: Arc<Authentication>,
}

impl<S> Sts<S> {
    /// Answers who a caller is as `reference` has it, whose signature is asked of it as `authentication` says.
    /// All other requests go to `service`.
    pub fn new(service: S, reference: InMemory, authentication: Authentication) -> Self {
        Self { service, reference, authentication: Arc::new(authentication) }
    }
}

impl<S, B> Service<Request<B>> for Sts<S>
where
    S: Service<Request<B>, Response = Response<Full<Bytes>>, Error = Infallible, Future = ServeFuture>,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = ServeFuture;

    fn poll_ready(&mut self, context: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> ServeFuture {
        if !is_query(request.method(), request.uri().query(), request.headers()) {
            return self.service.call(request);
        }
        let (reference, authentication) = (self.reference.clone(), Arc::clone(&self.authentication));
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = read(body).await;
            let received = body.as_ref().map_or(0, Bytes::len);
            let answer = match body {
                Some(body) => answer(&reference, &authentication, &parts, &body),
                None => Answer::to_no_operation(Refusal::too_large()),
            };
            Ok(answer.into_response(received))
        })
    }
}

/// A body, unless it is too large or ends too soon. What is too much is passed over, so that a client who sends all of
/// it before it listens is answered.
async fn read<B>(body: B) -> Option<Bytes>
where
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send,
{
    let mut body = pin!(body);
    let read = Limited::new(body.as_mut(), BODY_LIMIT).collect().await;
    if read.is_err() {
        let mut rest = Limited::new(body, PASSED_OVER);
        while let Some(Ok(_)) = rest.frame().await {}
    }
    read.ok().map(|body| body.to_bytes())
}

/// Whether a request is one of the query protocol, which Secrets Manager does not speak.
fn is_query(method: &Method, query: Option<&str>, headers: &HeaderMap) -> bool {
    let is_form = |kind: &[u8]| kind.get(..FORM.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(FORM.as_bytes()));
    let has_form = || headers.get(CONTENT_TYPE).is_some_and(|kind| is_form(kind.as_bytes()));
    let has_action = || query.is_some_and(|query| parameter(query.as_bytes(), "Action").is_some());
    let is_call = match *method {
        Method::POST => has_form() || has_action(),
        Method::GET => has_action(),
        _ => false,
    };
    is_call && !headers.contains_key("x-amz-target")
}

/// What is answered to a request.
fn answer(reference: &InMemory, authentication: &Authentication, request: &Parts, body: &[u8]) -> Answer {
    if let Err(refusal) = check_operation(request, body) {
        return Answer::to_no_operation(refusal);
    }
    match authentication.authenticate("sts", request, body) {
        Ok(caller) => Answer { operation: Some(OPERATION), result: identity(reference, &caller), caller: Some(caller) },
        Err(error) => Answer { operation: Some(OPERATION), result: Err(error.into()), caller: None },
    }
}

/// Whether a request is for the one operation that is here.
fn check_operation(request: &Parts, body: &[u8]) -> Result<(), Refusal> {
    let query = request.uri.query().unwrap_or_default().as_bytes();
    let parameter = |name| parameter(body, name).or_else(|| parameter(query, name));
    let action = parameter("Action").unwrap_or_default();
    let version = parameter("Version").unwrap_or_else(|| "NO_VERSION_SPECIFIED".to_owned());
    if (&*action, &*version) == (OPERATION, VERSION) {
        return Ok(());
    }
    Err(Refusal::new(400, "InvalidAction", format!("Could not find operation {action} for version {version}")))
}

/// Who a caller is.
fn identity(reference: &InMemory, caller: &Caller) -> Result<Identity, Refusal> {
    reference.admission()(caller)?;
    match reference.who(caller).identity {
        TakenFor::Identity(principal) | TakenFor::Root(principal) => Ok(Identity::of(&principal)),
        // It was an identity a moment ago.
        TakenFor::Nobody => Err(Refusal::unknown()),
    }
}

/// A parameter of a form.
fn parameter(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
