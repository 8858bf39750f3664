//! Having a proxy connect to a host, so that it passes on what it cannot read.

use std::error::Error;
use std::{fmt, io};

use http::{StatusCode, Uri};
use hyper::rt::{Read, Write};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use zeroize::Zeroizing;

use crate::client::transport::root_cause;
use crate::client::{ProxyServer, TransportErrorKind};

/// Room for the head of a proxy's answer; nothing in it but the status is of interest.
const HEAD_LIMIT: usize = 8 * 1024;

/// More headers than any proxy adds.
const HEADERS_LIMIT: usize = 64;

/// Asks for a connection to a host; what is sent and read from then on is the host's.
pub(super) async fn open<S>(stream: S, host: &Uri, server: &ProxyServer) -> Result<S, ProxyFailure>
where
    S: Read + Write + Unpin,
{
    let mut stream = TokioIo::new(stream);
    let status = ask(&mut stream, &request(host, server)).await;
    match status.map_err(|error| ProxyFailure::new(server, Problem::Broken(error)))? {
        status if status.is_success() => Ok(stream.into_inner()),
        status => Err(ProxyFailure::refused(server, status)),
    }
}

async fn ask<S>(stream: &mut TokioIo<S>, request: &[u8]) -> io::Result<StatusCode>
where
    S: Read + Write + Unpin,
{
    stream.write_all(request).await?;
    stream.flush().await?;
    status(stream).await
}

/// The request, which may hold a password.
fn request(host: &Uri, server: &ProxyServer) -> Zeroizing<Vec<u8>> {
    let host = format!("{}:{}", host.host().unwrap_or_default(), host.port_u16().unwrap_or(443));
    let head = format!("CONNECT {host} HTTP/1.1\r\nhost: {host}");
    let (name, value): (&[u8], _) = match server.authorization() {
        Some(value) => (b"\r\nproxy-authorization: ", value.as_bytes()),
        None => (b"", &b""[..]),
    };
    Zeroizing::new([head.as_bytes(), name, value, b"\r\n\r\n"].concat())
}

/// Reads the head of an answer to its end: what comes after it would be the host's.
async fn status(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<StatusCode> {
    let mut head = Vec::new();
    while head.len() < HEAD_LIMIT {
        if stream.read_buf(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(status) = status_in(&head)? {
            return Ok(status);
        }
    }
    Err(no_http())
}

/// The status, unless the head goes on.
fn status_in(head: &[u8]) -> io::Result<Option<StatusCode>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_LIMIT];
    let mut response = httparse::Response::new(&mut headers);
    let is_partial = response.parse(head).map_err(|_| no_http())?.is_partial();
    let code = response.code.filter(|_| !is_partial);
    code.map(|code| StatusCode::from_u16(code).map_err(|_| no_http())).transpose()
}

fn no_http() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "its answer is not HTTP")
}

/// What went wrong at a proxy. It is the innermost source, so that it tells which proxy that was.
#[derive(Debug)]
pub(super) struct ProxyFailure {
    server: ProxyServer,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Unreachable(Box<dyn Error + Send + Sync>),
    Broken(io::Error),
    Refused(StatusCode),
}

impl ProxyFailure {
    pub(super) fn unreachable(server: &ProxyServer, error: Box<dyn Error + Send + Sync>) -> Self {
        Self::new(server, Problem::Unreachable(error))
    }

    pub(super) fn refused(server: &ProxyServer, status: StatusCode) -> Self {
        Self::new(server, Problem::Refused(status))
    }

    fn new(server: &ProxyServer, problem: Problem) -> Self {
        Self { server: server.clone(), problem }
    }

    /// Another attempt may find a proxy that is there, or that reaches the host. It will not find one that has let us
    /// through after all.
    pub(super) fn kind(&self) -> TransportErrorKind {
        match self.problem {
            Problem::Refused(status) if status.is_client_error() => TransportErrorKind::Other,
            _ => TransportErrorKind::Connect,
        }
    }
}

impl fmt::Display for ProxyFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, problem } = self;
        match problem {
            Problem::Unreachable(error) => write!(f, "no connection to the proxy {server}: {}", root_cause(&**error)),
            Problem::Broken(error) => write!(f, "the proxy {server} did not connect: {}", root_cause(error)),
            Problem::Refused(status) => write!(f, "the proxy {server} refused with status {status}"),
        }
    }
}

impl Error for ProxyFailure {}
