//! Writing a script.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::Request;
use serde_json::Value;

use super::Exchange;
use super::redact::redact;
use super::script::operation;
use crate::ServiceInfo;
use crate::aws_json::TARGET;
use crate::client::{Transport, TransportFuture};

/// The headers of answers that clients look at.
const HEADERS: [&str; 5] =
    ["x-amzn-requestid", "x-amzn-errortype", "x-amzn-query-error", "x-amz-retry-after", "retry-after"];

/// A transport that writes down what passes by on its way to another one, without the secrets: where
/// the model says that a member is sensitive, `"REDACTED"` is written, and in place of idempotency
/// tokens, which are others each time. Clones share what was written.
#[derive(Clone)]
pub struct Recorder<T> {
    inner: Arc<T>,
    service: &'static ServiceInfo,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl<T: Transport> Recorder<T> {
    /// Writes down what a transport carries for a service.
    pub fn new(inner: T, service: &'static ServiceInfo) -> Self {
        Self { inner: Arc::new(inner), service, exchanges: Arc::default() }
    }

    /// What was written so far. Failures to get an answer are not in it.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same as JSON, which [`Script::from_json`](super::Script::from_json) reads.
    pub fn to_json(&self) -> String {
        let exchanges: Vec<Value> = self.exchanges().iter().map(Exchange::to_value).collect();
        format!("{:#}", Value::from(exchanges))
    }

    /// Whether a request is a call of the service.
    fn is_call(&self, request: &Request<Bytes>) -> bool {
        let target = request.headers().get(TARGET).and_then(|target| target.to_str().ok());
        target.and_then(|target| target.strip_prefix(self.service.target)).is_some_and(|rest| rest.starts_with('.'))
    }

    /// A body without its secrets; nothing of one that cannot be read.
    fn redacted(&self, body: &[u8]) -> Value {
        let mut body = serde_json::from_slice(body).unwrap_or(Value::Null);
        redact(&mut body, self.service.sensitive_members);
        redact(&mut body, self.service.token_members);
        body
    }
}

impl<T: Transport> Transport for Recorder<T> {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        // What credentials are got with passes by here too, and is nobody's business.
        if !self.is_call(&request) {
            return self.inner.send(request);
        }
        let exchange = Exchange::new(operation(&request)).with_request(self.redacted(request.body()));
        Box::pin(async move {
            let response = self.inner.send(request).await?;
            let exchange = exchange.with_status(response.status().as_u16()).with_answer(self.redacted(response.body()));
            let header = |name: &'static str| Some((name, response.headers().get(name)?.to_str().ok()?));
            let headers = HEADERS.into_iter().filter_map(header);
            let exchange = headers.fold(exchange, |exchange, (name, value)| exchange.with_header(name, value));
            self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
            Ok(response)
        })
    }
}

impl<T> fmt::Debug for Recorder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("service", &self.service.title).finish_non_exhaustive()
    }
}
