//! Connections to hosts: directly, or through a proxy.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower_service::Service;

use super::tunnel::{self, ProxyFailure};
use crate::BoxError;
use crate::client::{Proxy, ProxyServer};

/// A connector that goes directly to a host, or through the proxy for it.
#[derive(Clone, Debug)]
pub(super) struct Route {
    proxy: Arc<Proxy>,
    tcp: HttpConnector,
    /// For proxies that are themselves behind TLS.
    tls: Arc<ClientConfig>,
}

impl Route {
    pub(super) fn new(proxy: Arc<Proxy>, tcp: HttpConnector, tls: Arc<ClientConfig>) -> Self {
        Self { proxy, tcp, tls }
    }

    fn to_proxy(&self) -> HttpsConnector<HttpConnector> {
        HttpsConnector::from((self.tcp.clone(), Arc::clone(&self.tls)))
    }
}

impl Service<Uri> for Route {
    type Response = Routed;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Routed, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, host: Uri) -> Self::Future {
        match self.proxy.server_for(&host).cloned() {
            Some(server) => Box::pin(through(self.to_proxy(), server, host)),
            None => {
                let connecting = self.tcp.call(host);
                Box::pin(async move { Ok(Routed { stream: connecting.await?.into(), end: End::Host }) })
            }
        }
    }
}

/// A connection to a proxy; for a host behind TLS, one that goes on to it.
async fn through(
    mut connector: HttpsConnector<HttpConnector>,
    server: ProxyServer,
    host: Uri,
) -> Result<Routed, BoxError> {
    let connecting = connector.call(server.url().clone());
    let stream = connecting.await.map_err(|error| ProxyFailure::unreachable(&server, error))?;
    match host.scheme() {
        Some(scheme) if *scheme == Scheme::HTTP => Ok(Routed { stream, end: End::Proxy }),
        _ => Ok(Routed { stream: tunnel::open(stream, &host, &server).await?, end: End::Host }),
    }
}

/// A connection, and who reads what is sent over it.
pub(super) struct Routed {
    stream: MaybeHttpsStream<TokioIo<TcpStream>>,
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Host,
    /// A proxy, which has to be told the whole URL.
    Proxy,
}

impl Connection for Routed {
    fn connected(&self) -> Connected {
        self.stream.connected().proxy(self.end == End::Proxy)
    }
}

impl Read for Routed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl Write for Routed {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }
}
