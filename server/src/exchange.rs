//! One request and its answer.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::sync::Arc;

use http::header::{CONNECTION, HOST};
use http::{HeaderValue, Request, Response, StatusCode, Version};
use http_body::Body;
use hyper::body::Incoming;
use secretsmith::server::Answered;
use tokio::sync::Mutex;
use tower_service::Service;
use uuid::Uuid;

use crate::answer_body::AnswerBody;
use crate::connection::Shared;
use crate::keep_alive;
use crate::pulse::Pulse;
use crate::request_body::{Fate, RequestBody};

const REQUEST_ID: &str = "x-amzn-requestid";

/// What a field of a head takes besides its name and its value, as HPACK counts it (RFC 7541, section 4.1).
const FIELD: usize = 32;

/// What answers the requests of one connection.
#[derive(Debug)]
pub(crate) struct Answering<S> {
    /// One handle for all requests, of which HTTP/2 may have several answered at once: they take it in turn.
    service: Mutex<S>,
    pub(crate) remote: SocketAddr,
    pub(crate) pulse: Pulse,
    pub(crate) shared: Arc<Shared>,
}

impl<S> Answering<S> {
    pub(crate) fn new(service: S, remote: SocketAddr, shared: Arc<Shared>) -> Self {
        Self { service: Mutex::new(service), remote, pulse: Pulse::new(), shared }
    }

    /// Hands a request to the service as soon as it is ready for one.
    async fn call<B>(&self, request: Request<B>) -> Result<S::Future, S::Error>
    where
        S: Service<Request<B>>,
    {
        // A service remembers one of those who wait for it, and so no more than one may.
        let mut service = self.service.lock().await;
        poll_fn(|context| service.poll_ready(context)).await?;
        Ok(service.call(request))
    }
}

/// Answers one request, and tells the observers that it did.
pub(crate) async fn answer<S, B>(
    answering: Arc<Answering<S>>,
    request: Request<Incoming>,
) -> Result<Response<AnswerBody<B>>, Infallible>
where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible>,
    B: Body + Unpin,
{
    let Answering { remote, pulse, shared, .. } = &*answering;
    let watch = shared.observers.begin(*remote, request.headers());
    let version = request.version();
    let exchange = pulse.request(version);
    let _head = (version == Version::HTTP_2).then(|| shared.requests.take(head_bytes(&request)));
    let response = if shared.is_overfull() {
        // Before anything is done about it.
        refused(&request, StatusCode::SERVICE_UNAVAILABLE)
    } else if !has_host(&request) {
        refused(&request, StatusCode::BAD_REQUEST)
    } else {
        serve(&answering, request).await?
    };
    let share = shared.share(version, &response);
    let mut response = response.map(|body| AnswerBody::new(body, share, exchange));
    watch.answered(&mut response);
    Ok(response)
}

/// Has the service answer.
async fn serve<S, B>(answering: &Answering<S>, request: Request<Incoming>) -> Result<Response<Option<B>>, Infallible>
where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible>,
{
    let shared = &answering.shared;
    let version = request.version();
    let stays_open = keep_alive::is_wanted(&request);
    let (head, body) = request.into_parts();
    let (body, note) = RequestBody::new(body, version, shared);
    let called = answering.call(Request::from_parts(head, body)).await?;
    let mut response = called.await?.map(Some);
    match note.read() {
        Fate::Whole if stays_open => shared.keep_alive.tell(&mut response),
        Fate::Whole => {}
        Fate::Left => close(&mut response, version),
        Fate::CutOff(status) => {
            response = cut_off(response, status);
            close(&mut response, version);
        }
    }
    Ok(response)
}

/// The answer to a request whose body was not waited for: the service does not know why it ended, but what it says of
/// the call.
fn cut_off<B>(mut answer: Response<Option<B>>, status: StatusCode) -> Response<Option<B>> {
    let mut response = Response::new(None);
    *response.status_mut() = status;
    if let Some(id) = answer.headers_mut().remove(REQUEST_ID) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    if let Some(mut answered) = answer.extensions_mut().remove::<Answered>() {
        answered.error = status.canonical_reason().map(str::to_owned);
        response.extensions_mut().insert(answered);
    }
    response
}

/// The answer to a request that the service does not hear of.
fn refused<B>(request: &Request<Incoming>, status: StatusCode) -> Response<Option<B>> {
    let mut answered = Answered::new(None, Uuid::new_v4());
    answered.error = status.canonical_reason().map(str::to_owned);
    let mut response = Response::new(None);
    *response.status_mut() = status;
    if let Ok(id) = HeaderValue::from_str(&answered.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response.extensions_mut().insert(answered);
    close(&mut response, request.version());
    response
}

/// Whether a request names its host once, as it has to in HTTP/1.1 (RFC 9112, section 3.2): with two, two servers could
/// see two.
fn has_host<B>(request: &Request<B>) -> bool {
    request.version() != Version::HTTP_11 || request.headers().get_all(HOST).iter().count() == 1
}

/// How much a head takes in memory, about: what it says, and what keeps the parts of it.
fn head_bytes<B>(request: &Request<B>) -> usize {
    let (method, target) = (request.method().as_str().len(), request.uri().path_and_query());
    let host = request.uri().authority().map_or(0, |host| host.as_str().len());
    let fields = request.headers().iter().map(|(name, value)| FIELD + name.as_str().len() + value.len());
    method + host + target.map_or(0, |target| target.as_str().len()) + fields.sum::<usize>()
}

/// Says that the connection ends, as it does when part of a request has not been read; HTTP/2 ends the stream.
fn close<B>(response: &mut Response<B>, version: Version) {
    if version < Version::HTTP_2 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
}
