//! A transport that does one thing after the other.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use secretsmith_runtime::client::{Config, ConfigBuilder, Credentials, Handle};
use secretsmith_runtime::client::{Transport, TransportError, TransportErrorKind, TransportFuture};
use secretsmith_runtime::endpoint::{Endpoint, EndpointError, EndpointParams};
use tokio::time::{Instant, sleep};

use crate::support::SERVICE;

/// What becomes of an attempt.
#[derive(Clone)]
pub(crate) enum Step {
    Answer(u16, &'static [(&'static str, &'static str)], &'static str),
    Fail(TransportErrorKind),
    Hang,
}

pub(crate) const GOOD: Step = Step::Answer(200, &[], "{}");
pub(crate) const BAD: Step = Step::Answer(503, &[], "");
pub(crate) const SLOW_DOWN: Step = Step::Answer(400, &[], r#"{"__type":"ThrottlingException"}"#);

/// A request, and when it was sent.
pub(crate) type Sent = (Instant, Request<Bytes>);

/// Does one thing after the other, the last for ever, and keeps requests with their times.
#[derive(Clone)]
pub(crate) struct Steps {
    pub(crate) steps: Arc<Mutex<VecDeque<Step>>>,
    pub(crate) requests: Arc<Mutex<Vec<Sent>>>,
    /// How long each takes.
    pub(crate) time: Duration,
}

impl Steps {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            requests: Arc::default(),
            time: Duration::ZERO,
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    pub(crate) fn header(&self, attempt: usize, name: &str) -> Option<String> {
        let requests = self.requests.lock().unwrap();
        requests[attempt].1.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
    }

    /// The pause before an attempt.
    pub(crate) fn pause(&self, attempt: usize) -> Duration {
        let requests = self.requests.lock().unwrap();
        requests[attempt].0 - requests[attempt - 1].0
    }
}

impl Transport for Steps {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.requests.lock().unwrap().push((Instant::now(), request));
        let mut steps = self.steps.lock().unwrap();
        let step = if steps.len() > 1 { steps.pop_front().unwrap() } else { steps[0].clone() };
        let time = self.time;
        Box::pin(async move {
            sleep(time).await;
            match step {
                Step::Answer(status, headers, body) => {
                    let response = Response::builder().status(status);
                    let response = headers.iter().fold(response, |it, (name, value)| it.header(*name, *value));
                    Ok(response.body(Bytes::from_static(body.as_bytes())).unwrap())
                }
                Step::Fail(kind) => Err(TransportError::new(kind, io::Error::other("the cable was cut"))),
                Step::Hang => std::future::pending().await,
            }
        })
    }
}

/// The configuration of a client whose transport is still to be set.
pub(crate) fn config() -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials(Credentials::new("AKID", "the-secret-key"))
}

fn resolve(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://example.com"))
}

/// A client over the steps.
pub(crate) fn handle(config: ConfigBuilder, steps: &Steps) -> Handle {
    Handle::new(&SERVICE, config.transport(steps.clone()).build(), resolve)
}
