//! Giving up on servers that fall silent before they answer.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::client::legacy::connect::capture_connection;
use tokio::time::sleep;

use super::{Pool, unanswered};
use crate::client::TransportError;
use crate::client::transport::body::Silent;

/// Sends a request and waits for the head of its answer, but not through a longer silence than this. Connecting has a
/// time of its own, which does not count.
pub(super) async fn head(
    pool: &Pool,
    mut request: Request<Full<Bytes>>,
    silence: Option<Duration>,
) -> Result<Response<Incoming>, TransportError> {
    let Some(limit) = silence else {
        return pool.request(request).await.map_err(unanswered);
    };
    let mut connection = capture_connection(&mut request);
    let mut answer = pin!(pool.request(request));
    let mut silence = pin!(async {
        connection.wait_for_connection_metadata().await;
        sleep(limit).await;
    });
    poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Ready(answered) => Poll::Ready(answered.map_err(unanswered)),
        Poll::Pending => silence.as_mut().poll(context).map(|()| Err(Silent(limit).into())),
    })
    .await
}
