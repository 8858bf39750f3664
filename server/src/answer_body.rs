//! The bodies of answers, which tell when they have been taken.

use std::io::IoSlice;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Buf;
use http_body::{Body, Frame, SizeHint};

use crate::pulse::Exchange;
use crate::room::Share;

/// The body of an answer; the exchange is over when it has been taken. Has no `Debug`: it may be a secret.
pub(crate) struct AnswerBody<B> {
    /// Nothing when the answer is the server's own and empty.
    body: Option<B>,
    /// Its part of the room, unless it is too small to count.
    share: Option<Arc<Share>>,
    _exchange: Exchange,
}

impl<B> AnswerBody<B> {
    pub(crate) fn new(body: Option<B>, share: Option<Share>, mut exchange: Exchange) -> Self {
        exchange.answered();
        Self { body, share: share.map(Arc::new), _exchange: exchange }
    }
}

impl<B: Body + Unpin> Body for AnswerBody<B> {
    type Data = Piece<B::Data>;
    type Error = B::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Self::Data>, B::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = Pin::new(body).poll_frame(cx);
        frame.map_ok(|frame| frame.map_data(|data| Piece { data, _share: self.share.clone() }))
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
    }
}

/// A piece of a body, which has its part of the room until it is written. Has no `Debug` either.
pub(crate) struct Piece<D> {
    data: D,
    _share: Option<Arc<Share>>,
}

impl<D: Buf> Buf for Piece<D> {
    fn remaining(&self) -> usize {
        self.data.remaining()
    }

    fn chunk(&self) -> &[u8] {
        self.data.chunk()
    }

    fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        self.data.chunks_vectored(slices)
    }

    fn advance(&mut self, bytes: usize) {
        self.data.advance(bytes);
    }
}
