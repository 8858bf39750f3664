//! The default transport: a pooled HTTP client with TLS.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{Request, Response, StatusCode, Uri};
use http_body_util::Full;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;

use super::config::{IDLE_TIMEOUT, MAX_IDLE_CONNECTIONS};
use super::transport::{body, root};
use super::{Proxy, ProxyServer, Transport, TransportError, TransportErrorKind, TransportFuture};

mod connect;
mod route;
mod silence;
mod trust;
mod tunnel;

use connect::{ConnectTimedOut, InTime};
use route::Route;
use trust::Untrusted;
use tunnel::ProxyFailure;

/// After how long a silence the other side is asked whether it is still there: what is in between may have forgotten
/// the connection, which shows in no other way.
const PROBE_AFTER: Duration = Duration::from_secs(10);

/// How long the other side has for an answer to that.
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);

/// How often it is asked over TCP.
const PROBES: u32 = 3;

/// A pool of connections; TLS trusts the certificate authorities of the system.
///
/// HTTP/1.1 is spoken, and with the feature `http2` also HTTP/2, with servers behind TLS that choose it. Connections
/// belong to the Tokio runtime that they were made in.
#[derive(Debug)]
pub struct Https {
    connect_timeout: Duration,
    read_timeout: Option<Duration>,
    idle_timeout: Duration,
    max_idle_connections: usize,
    ca_bundle: Option<PathBuf>,
    proxy: Arc<Proxy>,
    plain: OnceLock<Pool>,
    /// Reading the system's certificates takes milliseconds, so it waits for the first request
    /// that needs them.
    secure: OnceLock<Result<Pool, Untrusted>>,
}

/// One type for both schemes, so that hyper's client is compiled once.
type Pool = Client<InTime<HttpsConnector<Route>>, Full<Bytes>>;

impl Https {
    /// A transport that gives up on connections that take longer than this to be made.
    pub fn new(connect_timeout: Duration) -> Self {
        Self {
            connect_timeout,
            read_timeout: None,
            idle_timeout: IDLE_TIMEOUT,
            max_idle_connections: MAX_IDLE_CONNECTIONS,
            ca_bundle: None,
            proxy: Arc::default(),
            plain: OnceLock::new(),
            secure: OnceLock::new(),
        }
    }

    /// Trusts the certificate authorities in a file, in PEM, in place of the system's.
    #[must_use]
    pub fn with_ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_bundle = Some(path.into());
        self
    }

    /// Sends requests through these proxies; by default directly.
    #[must_use]
    pub fn with_proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Arc::new(proxy);
        self
    }

    /// Gives up on answers when the server says nothing for longer than this; by default never.
    #[must_use]
    pub fn with_read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.read_timeout = limit.into();
        self
    }

    /// Keeps connections for this long that no request uses; by default for 20 seconds.
    #[must_use]
    pub fn with_idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// Keeps this many connections to a host that no request uses; by default 100.
    #[must_use]
    pub fn with_max_idle_connections(mut self, max: usize) -> Self {
        self.max_idle_connections = max;
        self
    }

    async fn exchange(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let pool = self.pool(request.uri())?;
        let reader = self.reader(request.uri());
        if let Some(authorization) = reader.and_then(ProxyServer::authorization) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        let response = silence::head(pool, request.map(Full::new), self.read_timeout).await?;
        match (reader, response.status()) {
            (Some(server), status @ StatusCode::PROXY_AUTHENTICATION_REQUIRED) => {
                Err(ProxyFailure::refused(server, status).into())
            }
            _ => {
                let (head, body) = response.into_parts();
                Ok(Response::from_parts(head, body::read(body, self.read_timeout).await?))
            }
        }
    }

    /// The proxy that reads a request, as it does those that are not behind TLS.
    fn reader(&self, url: &Uri) -> Option<&ProxyServer> {
        self.proxy.server_for(url).filter(|_| url.scheme() == Some(&Scheme::HTTP))
    }

    fn pool(&self, url: &Uri) -> Result<&Pool, TransportError> {
        let is_plain = |url: &Uri| url.scheme() == Some(&Scheme::HTTP);
        if is_plain(url) && self.proxy.server_for(url).is_none_or(|server| is_plain(server.url())) {
            // Without TLS there is nothing to trust.
            return Ok(self.plain.get_or_init(|| self.connected(trust::nobody())));
        }
        let secure = self.secure.get_or_init(|| {
            let trusting = self.ca_bundle.as_deref().map_or_else(trust::system, trust::bundle)?;
            Ok(self.connected(trusting))
        });
        secure.as_ref().map_err(|error| TransportError::new(TransportErrorKind::Other, error.clone()))
    }

    /// A pool with the limits of this transport.
    fn connected(&self, tls: ClientConfig) -> Pool {
        let mut client = Client::builder(TokioExecutor::new());
        client
            .pool_timer(TokioTimer::new())
            .timer(TokioTimer::new())
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.max_idle_connections);
        #[cfg(feature = "http2")]
        client.http2_keep_alive_interval(PROBE_AFTER).http2_keep_alive_timeout(PROBE_TIMEOUT);
        let route = Route::new(Arc::clone(&self.proxy), tcp(), Arc::new(tls.clone()));
        client.build(InTime::new(HttpsConnector::from((route, with_versions(tls))), self.connect_timeout))
    }
}

impl Transport for Https {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.exchange(request))
    }
}

fn tcp() -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(PROBE_AFTER));
    tcp.set_keepalive_interval(Some(PROBE_TIMEOUT));
    tcp.set_keepalive_retries(Some(PROBES));
    tcp
}

/// Has servers choose between the versions of HTTP that are compiled in.
#[cfg(feature = "http2")]
fn with_versions(mut tls: ClientConfig) -> ClientConfig {
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    tls
}

/// Leaves it at HTTP/1.1, which needs no choosing.
#[cfg(not(feature = "http2"))]
fn with_versions(tls: ClientConfig) -> ClientConfig {
    tls
}

/// What hyper's client says when it got no answer.
fn unanswered(error: ClientError) -> TransportError {
    let root = root(&error);
    let kind = match (root.downcast_ref::<ProxyFailure>(), error.is_connect()) {
        (Some(failure), _) => failure.kind(),
        (None, true) if root.is::<ConnectTimedOut>() => TransportErrorKind::Timeout,
        (None, true) => TransportErrorKind::Connect,
        (None, false) => TransportErrorKind::Io,
    };
    TransportError::new(kind, error)
}

impl From<ProxyFailure> for TransportError {
    fn from(failure: ProxyFailure) -> Self {
        Self::new(failure.kind(), failure)
    }
}
