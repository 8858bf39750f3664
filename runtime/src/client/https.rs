//! The default transport: a pooled HTTP/1.1 client with TLS.

use std::error::Error;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;

use super::transport::root;
use super::{Transport, TransportError, TransportErrorKind, TransportFuture};

mod connect;
mod trust;

use connect::{ConnectTimedOut, InTime};
use trust::Untrusted;

/// The largest answer that is read; the largest of AWS's JSON services stay well below.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// A pool of HTTP/1.1 connections; TLS trusts the certificate authorities of the system.
///
/// Connections belong to the Tokio runtime that they were made in.
#[derive(Debug)]
pub struct Https {
    connect_timeout: Duration,
    ca_bundle: Option<PathBuf>,
    plain: OnceLock<Pool>,
    /// Reading the system's certificates takes milliseconds, so it waits for the first request
    /// that needs them.
    secure: OnceLock<Result<Pool, Untrusted>>,
}

/// One type for both schemes, so that hyper's client is compiled once.
type Pool = Client<InTime<HttpsConnector<HttpConnector>>, Full<Bytes>>;

impl Https {
    /// A transport that gives up on connections that take longer than this to be made.
    pub fn new(connect_timeout: Duration) -> Self {
        Self { connect_timeout, ca_bundle: None, plain: OnceLock::new(), secure: OnceLock::new() }
    }

    /// Trusts the certificate authorities in a file, in PEM, in place of the system's.
    pub fn with_ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_bundle = Some(path.into());
        self
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let pool = self.pool(request.uri().scheme())?;
        let response = pool.request(request.map(Full::new)).await.map_err(unanswered)?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, BODY_LIMIT).collect().await.map_err(unfinished)?;
        Ok(Response::from_parts(head, body.to_bytes()))
    }

    fn pool(&self, scheme: Option<&Scheme>) -> Result<&Pool, TransportError> {
        if scheme == Some(&Scheme::HTTP) {
            // Without TLS there is nothing to trust.
            return Ok(self.plain.get_or_init(|| pool(trust::nobody(), self.connect_timeout)));
        }
        let secure = self.secure.get_or_init(|| {
            let trusting = self.ca_bundle.as_deref().map_or_else(trust::system, trust::bundle)?;
            Ok(pool(trusting, self.connect_timeout))
        });
        secure.as_ref().map_err(|error| TransportError::new(TransportErrorKind::Other, error.clone()))
    }
}

impl Transport for Https {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.exchange(request))
    }
}

fn pool(tls: ClientConfig, connect_timeout: Duration) -> Pool {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    let connector =
        HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(tcp);
    Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        .build(InTime::new(connector, connect_timeout))
}

/// What hyper's client says when it got no answer.
fn unanswered(error: ClientError) -> TransportError {
    let kind = match error.is_connect() {
        true if root(&error).is::<ConnectTimedOut>() => TransportErrorKind::Timeout,
        true => TransportErrorKind::Connect,
        false => TransportErrorKind::Io,
    };
    TransportError::new(kind, error)
}

/// Why the body of an answer is not complete.
fn unfinished(error: Box<dyn Error + Send + Sync>) -> TransportError {
    match error.is::<LengthLimitError>() {
        true => TransportError::new(TransportErrorKind::Other, "the answer is larger than 16 MiB"),
        false => TransportError::new(TransportErrorKind::Io, error),
    }
}
