//! A service that takes one request at a time.

use std::convert::Infallible;
use std::mem;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use secretsmith_runtime::server::ServeFuture;
use secretsmith_server::RequestBody;
use tokio::sync::Semaphore;
use tower_service::Service;

use crate::raw::EMPTY_LIST;

/// Answers as a store without secrets does, one request after the other, and none before it may.
#[derive(Clone)]
pub(crate) struct OneAtATime {
    turn: Arc<Mutex<Turn>>,
    may: Arc<Semaphore>,
}

#[derive(Default)]
struct Turn {
    is_taken: bool,
    /// Who asked last; others are forgotten, as a service may do.
    waiting: Option<Waker>,
}

impl OneAtATime {
    pub(crate) fn new() -> Self {
        Self { turn: Arc::default(), may: Arc::new(Semaphore::new(0)) }
    }

    /// Has it answer from now on.
    pub(crate) fn begin(&self) {
        self.may.add_permits(1);
    }
}

impl Service<Request<RequestBody>> for OneAtATime {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = ServeFuture;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        let mut turn = self.turn.lock().unwrap();
        if mem::replace(&mut turn.is_taken, true) {
            turn.waiting = Some(context.waker().clone());
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<RequestBody>) -> ServeFuture {
        let Self { turn, may } = self.clone();
        Box::pin(async move {
            let _permit = may.acquire().await.unwrap();
            let waiting = {
                let mut turn = turn.lock().unwrap();
                turn.is_taken = false;
                turn.waiting.take()
            };
            waiting.into_iter().for_each(Waker::wake);
            Ok(Response::new(EMPTY_LIST.into()))
        })
    }
}
