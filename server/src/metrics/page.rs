//! `GET /metrics`.

use std::convert::Infallible;
use std::future::ready;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use prometheus::TEXT_FORMAT;
use secretsmith_runtime::server::ServeFuture;
use tower_service::Service;

use super::Metrics;

/// Answers `GET /metrics`, and leaves other requests to another service.
#[derive(Clone, Debug)]
pub struct MetricsPage<S> {
    metrics: Metrics,
    others: S,
}

/// Answers that there is nothing.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Metrics {
    /// Puts `GET /metrics` before a service.
    pub fn page<S>(&self, others: S) -> MetricsPage<S> {
        MetricsPage { metrics: self.clone(), others }
    }
}

impl<S, Q> Service<Request<Q>> for MetricsPage<S>
where
    S: Service<Request<Q>, Response = Response<Full<Bytes>>, Error = Infallible, Future = ServeFuture>,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = ServeFuture;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.others.poll_ready(context)
    }

    fn call(&mut self, request: Request<Q>) -> ServeFuture {
        if request.method() != Method::GET || request.uri().path() != "/metrics" {
            return self.others.call(request);
        }
        let mut response = Response::new(Full::from(self.metrics.text()));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(TEXT_FORMAT));
        Box::pin(ready(Ok(response)))
    }
}

impl<Q> Service<Request<Q>> for Nothing {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = ServeFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Q>) -> ServeFuture {
        let mut response = Response::new(Full::default());
        *response.status_mut() = StatusCode::NOT_FOUND;
        Box::pin(ready(Ok(response)))
    }
}
