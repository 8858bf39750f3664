//! Answering from a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;

use super::Exchange;
use super::redact::difference;
use crate::aws_json::TARGET;
use crate::client::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// A transport that answers from a script, in its order; clones share what is left of it.
///
/// ```
/// use secretsmith_runtime::client::testing::{Exchange, Script};
/// use serde_json::json;
///
/// let script = Script::new([
///     Exchange::new("GetSecretValue")
///         .with_request(json!({"SecretId": "orders/db"}))
///         .with_answer(json!({"Name": "orders/db", "SecretString": "hunter2"})),
///     Exchange::new("GetSecretValue").with_error("ResourceNotFoundException", "There is no such secret."),
/// ]);
/// // Give `script.clone()` to `Config::builder().transport(…)`, call the client, and then:
/// assert_eq!(script.left(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Script {
    exchanges: Arc<Mutex<VecDeque<Exchange>>>,
}

impl Script {
    /// A script of these exchanges.
    pub fn new(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        Self { exchanges: Arc::new(Mutex::new(exchanges.into_iter().collect())) }
    }

    /// Reads what a [`Recorder`](super::Recorder) wrote.
    ///
    /// # Errors
    /// When the text is something else.
    pub fn from_json(text: &str) -> Result<Self, NoScript> {
        let exchanges: Value = serde_json::from_str(text).map_err(|_| NoScript)?;
        let exchanges = exchanges.as_array().ok_or(NoScript)?.iter().map(Exchange::from_value);
        exchanges.collect::<Option<Vec<_>>>().map(Self::new).ok_or(NoScript)
    }

    /// How many exchanges have not come.
    pub fn left(&self) -> usize {
        self.exchanges().len()
    }

    fn exchanges(&self) -> MutexGuard<'_, VecDeque<Exchange>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request, if it is the next one.
    fn answer(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, String> {
        let called = operation(request);
        let mut exchanges = self.exchanges();
        let Some(next) = exchanges.front() else {
            return Err(format!("the script is at its end, and {called} was called"));
        };
        if next.operation != called {
            return Err(format!("the script has {} next, and {called} was called", next.operation));
        }
        let body = serde_json::from_slice(request.body()).unwrap_or(Value::Null);
        if let Some(place) = next.request.as_ref().and_then(|expected| difference(expected, &body)) {
            return Err(format!("{called}: the request is not that of the script at {place:?}"));
        }
        let response = Response::builder().status(next.status);
        let response = next.headers.iter().fold(response, |it, (name, value)| it.header(name, value));
        let response = response.body(next.answer.to_string().into()).map_err(|error| error.to_string());
        exchanges.pop_front();
        response
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let answer = self.answer(&request);
        Box::pin(async { answer.map_err(|problem| TransportError::new(TransportErrorKind::Other, problem)) })
    }
}

/// The name of the operation that a request calls.
pub(super) fn operation(request: &Request<Bytes>) -> &str {
    let target = request.headers().get(TARGET).and_then(|target| target.to_str().ok()).unwrap_or_default();
    target.rsplit_once('.').map_or(target, |(_, operation)| operation)
}

/// A text is no script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoScript;

impl fmt::Display for NoScript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no script of requests and answers")
    }
}

impl std::error::Error for NoScript {}
