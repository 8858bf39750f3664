//! The default transport: a pooled HTTP/1.1 client with TLS.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::ring;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};

use super::transport::root;
use super::{Transport, TransportError, TransportErrorKind, TransportFuture};

mod connect;

use connect::{ConnectTimedOut, InTime};

/// The largest answer that is read; the largest of AWS's JSON services stay well below.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// A pool of HTTP/1.1 connections; TLS trusts the certificate authorities of the system.
///
/// Connections belong to the Tokio runtime that they were made in.
#[derive(Debug)]
pub struct Https {
    connect_timeout: Duration,
    plain: OnceLock<Pool>,
    /// Reading the system's certificates takes milliseconds, so it waits for the first request
    /// that needs them.
    secure: OnceLock<Result<Pool, NoRoots>>,
}

/// One type for both schemes, so that hyper's client is compiled once.
type Pool = Client<InTime<HttpsConnector<HttpConnector>>, Full<Bytes>>;

impl Https {
    /// A transport that gives up on connections that take longer than this to be made.
    pub fn new(connect_timeout: Duration) -> Self {
        Self { connect_timeout, plain: OnceLock::new(), secure: OnceLock::new() }
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
            return Ok(self.plain.get_or_init(|| pool(trust_nobody(), self.connect_timeout)));
        }
        let secure = self.secure.get_or_init(|| Ok(pool(trust_system()?, self.connect_timeout)));
        secure.as_ref().map_err(|error| TransportError::new(TransportErrorKind::Other, *error))
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

/// The authorities that the system trusts.
fn trust_system() -> Result<ClientConfig, NoRoots> {
    let trusting = tls().with_native_roots().map_err(|_| NoRoots)?;
    Ok(trusting.with_no_client_auth())
}

/// Nobody: for connections without TLS.
fn trust_nobody() -> ClientConfig {
    tls().with_root_certificates(RootCertStore::empty()).with_no_client_auth()
}

fn tls() -> ConfigBuilder<ClientConfig, WantsVerifier> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has what TLS 1.2 and 1.3 need")
}

/// The system has no certificate authorities to trust.
#[derive(Clone, Copy, Debug)]
struct NoRoots;

impl fmt::Display for NoRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "this system has no certificate authorities to trust; install its package of them (ca-certificates) or set SSL_CERT_FILE",
        )
    }
}

impl Error for NoRoots {}

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
