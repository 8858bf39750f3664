//! One request and its answer.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Instant;

use http::header::CONNECTION;
use http::{HeaderValue, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use tower_service::Service;

use crate::body::{AnswerBody, RequestBody};
use crate::connection::Shared;
use crate::pulse::Pulse;
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
    let (body, cut) = RequestBody::new(body, &shared.limits, shared.room.clone());
    poll_fn(|context| service.poll_ready(context)).await?;
    let mut response = service.call(Request::from_parts(head, body)).await?.map(Some);
    match cut.status() {
        Some(status) => response = cut_off(status, version),
        None if stays_open => shared.keep_alive.tell(&mut response),
        None => {}
    }
    log::answered(&response, started.elapsed());
    Ok(response.map(|body| AnswerBody::new(body, exchange)))
}

/// The answer to a request whose body was not waited for. The service does not know why it ended.
fn cut_off<B>(status: StatusCode, version: Version) -> Response<Option<B>> {
    let mut response = Response::new(None);
    *response.status_mut() = status;
    if version < Version::HTTP_2 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
