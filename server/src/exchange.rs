//! One request and its answer.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use http::header::CONNECTION;
use http::{HeaderValue, Request, Response, StatusCode, Version};
use http_body::Body;
use hyper::body::Incoming;
use secretsmith::server::Answered;
use tower_service::Service;

use crate::answer_body::AnswerBody;
use crate::connection::Shared;
use crate::keep_alive;
use crate::pulse::Pulse;
use crate::request_body::{Fate, RequestBody};

/// What answers the requests of one connection.
#[derive(Debug)]
pub(crate) struct Answering<S> {
    /// For one request after the other, also where HTTP/2 has several answered at once.
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
    fn poll_call<B>(
        &self,
        request: &mut Option<Request<B>>,
        context: &mut Context<'_>,
    ) -> Poll<Result<S::Future, S::Error>>
    where
        S: Service<Request<B>>,
    {
        // A service that panicked may still answer the next one.
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        ready!(service.poll_ready(context))?;
        let request = request.take().expect("it is ready once");
        Poll::Ready(Ok(service.call(request)))
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
    let stays_open = keep_alive::is_wanted(&request);
    let (head, body) = request.into_parts();
    let (body, note) = RequestBody::new(body, &shared.limits, shared.room.clone());
    let mut request = Some(Request::from_parts(head, body));
    let called = poll_fn(|context| answering.poll_call(&mut request, context)).await?;
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
    let mut response = response.map(|body| AnswerBody::new(body, exchange));
    watch.answered(&mut response);
    Ok(response)
}

/// The answer to a request whose body was not waited for: the service does not know why it ended, but what it says of
/// the call.
fn cut_off<B>(mut answer: Response<Option<B>>, status: StatusCode) -> Response<Option<B>> {
    let mut response = Response::new(None);
    *response.status_mut() = status;
    if let Some(mut answered) = answer.extensions_mut().remove::<Answered>() {
        answered.error = status.canonical_reason().map(str::to_owned);
        response.extensions_mut().insert(answered);
    }
    response
}

/// Says that the connection ends, as it does when part of a request has not been read; HTTP/2 ends the stream.
fn close<B>(response: &mut Response<B>, version: Version) {
    if version < Version::HTTP_2 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
}
