//! A transport that answers what a test tells it.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use secretsmith_runtime::client::{Transport, TransportFuture};

/// Answers every request with the same, and keeps the requests.
#[derive(Clone, Default)]
pub(crate) struct Scripted {
    answer: Response<Bytes>,
    pub(crate) requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Scripted {
    pub(crate) fn answering(status: u16, headers: &[(&str, &str)], body: &'static str) -> Self {
        let builder = headers
            .iter()
            .fold(Response::builder().status(status), |builder, (name, value)| builder.header(*name, *value));
        Self { answer: builder.body(Bytes::from_static(body.as_bytes())).unwrap(), requests: Arc::default() }
    }

    pub(crate) fn request(&self) -> Request<Bytes> {
        let requests = self.requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        requests[0].clone()
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.requests.lock().unwrap().push(request);
        Box::pin(async { Ok(self.answer.clone()) })
    }
}
