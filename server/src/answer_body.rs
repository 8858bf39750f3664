//! The bodies of answers, which tell when they have been taken.

use std::pin::Pin;
use std::task::{Context, Poll};

use http_body::{Body, Frame, SizeHint};

use crate::pulse::Exchange;

/// The body of an answer; the exchange is over when it has been taken.
#[derive(Debug)]
pub(crate) struct AnswerBody<B> {
    /// Nothing when the answer is the server's own and empty.
    body: Option<B>,
    _exchange: Exchange,
}

impl<B> AnswerBody<B> {
    pub(crate) fn new(body: Option<B>, mut exchange: Exchange) -> Self {
        exchange.answered();
        Self { body, _exchange: exchange }
    }
}

impl<B: Body + Unpin> Body for AnswerBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(cx),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
    }
}
