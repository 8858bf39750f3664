//! Bodies that are too large: how much of them is read.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body::{Body, Frame, SizeHint};
use runtime::server::HttpService;
use secretsmith_runtime as runtime;

use crate::unwritable::{Dry, Server};

const LIMIT: usize = 1000;

/// A body that comes in pieces of a hundred bytes, and counts those that were asked for.
struct Pieces {
    left: usize,
    length: SizeHint,
    read: Arc<AtomicUsize>,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.read.fetch_add(1, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 100])))))
    }

    fn size_hint(&self) -> SizeHint {
        self.length
    }
}

/// How many pieces are read of a body that has so many, and is refused.
async fn read_of(pieces: usize, length: SizeHint, expect: Option<&str>) -> usize {
    let read = Arc::new(AtomicUsize::new(0));
    let body = Pieces { left: pieces, length, read: Arc::clone(&read) };
    let mut request = Request::post("/").header("x-amz-target", "Pens.Write");
    if let Some(expect) = expect {
        request = request.header("expect", expect);
    }
    let service = HttpService::new(Server { service: Dry }).with_body_limit(LIMIT);
    let answer = service.serve(request.body(body).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    read.load(Ordering::Relaxed)
}

#[tokio::test]
async fn a_body_that_is_too_large_is_read_to_its_end_so_that_its_client_listens() {
    assert_eq!(read_of(11, SizeHint::default(), None).await, 11);
    assert_eq!(read_of(40, SizeHint::with_exact(4000), None).await, 40);
}

#[tokio::test]
async fn a_body_without_end_is_left() {
    assert!(read_of(1_000_000, SizeHint::default(), None).await < 100);
}

#[tokio::test]
async fn a_body_is_not_asked_for_that_would_be_too_large() {
    assert_eq!(read_of(40, SizeHint::with_exact(4000), Some("100-continue")).await, 0);
    assert_eq!(read_of(11, SizeHint::default(), Some("100-continue")).await, 11, "nobody has said how long it is");
}
