//! The places that credentials come from, each over a transport that answers what a test tells it.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use secretsmith_runtime::Timestamp;
use secretsmith_runtime::client::credentials::ProviderContext;
use secretsmith_runtime::client::{
    Credentials, CredentialsError, ProvideCredentials, Transport, TransportError, TransportErrorKind, TransportFuture,
};

use crate::environment::Fake;

mod cached;
mod chain;
mod container;
mod instance;
mod process;
mod profile;
mod sso;
mod sts;

/// 2026-02-21T12:00:00Z
const NOON: i64 = 1_771_675_200;

/// What answers of credentials hold that must be seen nowhere.
const SECRETS: [&str; 4] = ["the-secret-key", "the-session-token", "the-bearer-token", "the-source-key"];

/// Answers one request after the other, and then breaks the connection.
#[derive(Clone, Default)]
struct Script {
    answers: Arc<Mutex<VecDeque<Response<Bytes>>>>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Script {
    fn then(self, status: u16, body: impl Into<String>) -> Self {
        let answer = Response::builder().status(status).body(Bytes::from(body.into())).unwrap();
        self.answers.lock().unwrap().push_back(answer);
        self
    }

    /// Method and URL of each request.
    fn lines(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|request| format!("{} {}", request.method(), request.uri())).collect()
    }

    fn header(&self, request: usize, name: &str) -> Option<String> {
        let requests = self.requests.lock().unwrap();
        requests[request].headers().get(name).map(|value| value.to_str().unwrap().to_owned())
    }

    fn body(&self, request: usize) -> String {
        String::from_utf8(self.requests.lock().unwrap()[request].body().to_vec()).unwrap()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.requests.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front();
        let cut = || TransportError::new(TransportErrorKind::Connect, io::Error::other("the cable was cut"));
        Box::pin(async move { answer.ok_or_else(cut) })
    }
}

/// The context of a provider, at noon.
fn context(environment: Fake, script: &Script) -> ProviderContext {
    let noon = Timestamp::from_secs(NOON);
    ProviderContext::new(environment, script.clone()).with_clock(move || noon)
}

/// What a provider gives; an error must show no secret.
async fn provide(provider: impl ProvideCredentials) -> Result<Credentials, CredentialsError> {
    let provided = provider.provide().await;
    if let Err(error) = &provided {
        let shown = format!("{error} {error:?}");
        assert!(SECRETS.iter().all(|secret| !shown.contains(secret)), "{shown}");
    }
    provided
}

async fn failure(provider: impl ProvideCredentials) -> String {
    provide(provider).await.unwrap_err().to_string()
}

/// The credentials that scripts give.
fn temporary(id: &str) -> Credentials {
    let expires = Timestamp::from_secs(NOON + 3600);
    Credentials::new(id, "the-secret-key").with_session_token("the-session-token").with_expiry(expires)
}
