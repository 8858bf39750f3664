//! One request and its answer.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Instant;

use http::header::CONNECTION;
use http::{HeaderValue, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use tower_service::Service;

use crate::answer_body::AnswerBody;
use crate::connection::Shared;
use crate::pulse::Pulse;
use crate::request_body::{Fate, RequestBody};
use crate::{keep_alive, log};

/// Answers one request, and logs that it did.
pub(crate) async fn answer<S, B>(
    mut service: S,
    request: Request<Incoming>,
    pulse: Pulse,
    shared: Arc<Shared>,
) -> Result<Response<AnswerBody<B>>, Infallible>
where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible>,
{
    let started = Instant::now();
    let version = request.version();
    let exchange = pulse.request(version);
    let stays_open = keep_alive::is_wanted(&request);
    let (head, body) = request.into_parts();
    let (body, note) = RequestBody::new(body, &shared.limits, shared.room.clone());
    poll_fn(|context| service.poll_ready(context)).await?;
    let mut response = service.call(Request::from_parts(head, body)).await?.map(Some);
    match note.read() {
        Fate::Whole if stays_open => shared.keep_alive.tell(&mut response),
        Fate::Whole => {}
        Fate::Left => close(&mut response, version),
        Fate::CutOff(status) => {
            response = empty(status);
            close(&mut response, version);
        }
    }
    log::answered(&response, started.elapsed());
    Ok(response.map(|body| AnswerBody::new(body, exchange)))
}

/// The answer to a request whose body was not waited for. The service does not know why it ended.
fn empty<B>(status: StatusCode) -> Response<Option<B>> {
    let mut response = Response::new(None);
    *response.status_mut() = status;
    response
}

/// Says that the connection ends, as it does when part of a request has not been read; HTTP/2 ends the stream.
fn close<B>(response: &mut Response<B>, version: Version) {
    if version < Version::HTTP_2 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
}
