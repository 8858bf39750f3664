//! What is served beside the operations, each under a path of its own: health, and the test API.

use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::ALLOW;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body;
use http_body_util::Full;
use secretsmith_runtime::server::ServeFuture;
use serde_json::{Value, json};
use tower_service::Service;

use crate::test_api::TestApi;

/// A service with something beside it:
///
/// | path | is there | answers |
/// |---|---|---|
/// | `/health` | always | that the server is alive, with all that it started with |
/// | `/_secretsmith/health`, `/_secretsmith/ready` | with a [test API](Self::with_test_api) | the same |
/// | `/_secretsmith/…` | with a [test API](Self::with_test_api) | what is told in [`test_api`](crate::test_api) |
/// | `/_localstack/health` | [when wanted](Self::with_localstack) | as LocalStack, that Secrets Manager is running |
///
/// Whatever else is asked for is left to the service.
#[derive(Clone, Debug)]
pub struct Front<S> {
    service: S,
    beside: Arc<Beside>,
}

#[derive(Clone, Debug, Default)]
struct Beside {
    test_api: Option<TestApi>,
    localstack: LocalStack,
}

/// Whether to answer where tools ask LocalStack for its health.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LocalStack {
    Answered,
    #[default]
    Unknown,
}

impl<S> Front<S> {
    /// A service with what is always beside it.
    pub fn new(service: S) -> Self {
        Self { service, beside: Arc::default() }
    }

    /// Has the test API beside it: whoever reaches the server can do anything with it.
    pub fn with_test_api(mut self, test_api: TestApi) -> Self {
        Arc::make_mut(&mut self.beside).test_api = Some(test_api);
        self
    }

    /// Answers under `/_localstack/health` what tools wait for that were made for LocalStack.
    pub fn with_localstack(mut self) -> Self {
        Arc::make_mut(&mut self.beside).localstack = LocalStack::Answered;
        self
    }
}

impl<S, B> Service<Request<B>> for Front<S>
where
    S: Service<Request<B>, Response = Response<Full<Bytes>>, Error = Infallible, Future = ServeFuture>,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = ServeFuture;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> ServeFuture {
        if !self.beside.has(request.uri().path()) {
            return self.service.call(request);
        }
        let beside = Arc::clone(&self.beside);
        Box::pin(async move { Ok(beside.answer(request).await) })
    }
}

impl Beside {
    fn has(&self, path: &str) -> bool {
        match path {
            "/health" => true,
            "/_localstack/health" => self.localstack == LocalStack::Answered,
            path => path == "/_secretsmith" || path.starts_with("/_secretsmith/"),
        }
    }

    async fn answer<B>(&self, request: Request<B>) -> Response<Full<Bytes>>
    where
        B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
    {
        match (request.uri().path(), &self.test_api) {
            ("/health", _) => state(request.method(), &json!({"status": "ok"})),
            ("/_localstack/health", _) => state(request.method(), &localstack()),
            ("/_secretsmith/health", Some(_)) => state(request.method(), &json!({"status": "ok"})),
            ("/_secretsmith/ready", Some(_)) => state(request.method(), &json!({"status": "ready"})),
            (_, Some(test_api)) => test_api.answer(request).await,
            (_, None) => problem(StatusCode::NOT_FOUND, "there is no test API here; start with --test-api to have one"),
        }
    }
}

/// What LocalStack says of its health, as far as it is true here.
fn localstack() -> Value {
    let version = env!("CARGO_PKG_VERSION");
    json!({"services": {"secretsmanager": "running"}, "edition": "secretsmith", "version": version})
}

fn state(method: &Method, state: &Value) -> Response<Full<Bytes>> {
    match *method {
        Method::GET => answer(StatusCode::OK, state.to_string().into()),
        Method::HEAD => answer(StatusCode::OK, Bytes::new()),
        _ => not_allowed("GET, HEAD"),
    }
}

/// An answer in JSON.
pub(crate) fn answer(status: StatusCode, json: Bytes) -> Response<Full<Bytes>> {
    let response = Response::builder().status(status).header("content-type", "application/json");
    response.header("cache-control", "no-store").body(Full::new(json)).expect("the headers are good")
}

/// An answer to a request that was wrong, with what to do about it.
pub(crate) fn problem(status: StatusCode, text: &str) -> Response<Full<Bytes>> {
    answer(status, json!({"error": text}).to_string().into())
}

/// An answer to a request with another method than these.
pub(crate) fn not_allowed(methods: &'static str) -> Response<Full<Bytes>> {
    let mut response = problem(StatusCode::METHOD_NOT_ALLOWED, &format!("the methods here are {methods}"));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    response
}
