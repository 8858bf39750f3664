//! What carries requests: a network, the service in the same process, or a user's own.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;

use bytes::Bytes;
use http::{Request, Response};

pub(super) mod body;
mod tower;

pub use tower::TowerTransport;

/// Carries a request to a service and brings back its answer.
///
/// Requests come complete: signed, with all headers and an absolute URL. Answers of any status
/// are answers; only their absence is an error. A transport neither retries nor follows
/// redirects, and it keeps answers to a size that it can hold.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    /// When there is no answer.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;
}

/// The future of an answer.
pub type TransportFuture<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// Why there is no answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

/// What a transport failed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection: an unknown host, a refused connection, an untrusted certificate.
    Connect,
    /// The time was up.
    Timeout,
    /// The connection broke before the answer was complete.
    Io,
    /// Anything else, which is not expected to pass.
    Other,
}

impl TransportError {
    /// An error of a kind, with what was underneath.
    ///
    /// The innermost source must say what happened without showing a header or a body.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// What the transport failed at.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The innermost source, which is the one that says what happened.
    pub(crate) fn root_cause(&self) -> impl fmt::Display + '_ {
        root_cause(&*self.source)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "cannot connect",
            TransportErrorKind::Timeout => "the time was up",
            TransportErrorKind::Io => "the connection broke",
            TransportErrorKind::Other => "the transport failed",
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

/// The innermost source of an error, or itself.
pub(super) fn root<'a>(mut error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    while let Some(source) = error.source() {
        error = source;
    }
    error
}

/// What the innermost source of an error says.
pub(super) fn root_cause<'a>(error: &'a (dyn Error + 'static)) -> impl fmt::Display + use<'a> {
    RootCause(root(error))
}

/// Shows an error of the operating system as `connection refused`, without its number.
struct RootCause<'a>(&'a (dyn Error + 'static));

impl fmt::Display for RootCause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.downcast_ref::<io::Error>() {
            // `ErrorKind` has no words of its own for errors that Rust does not know.
            Some(error) if error.raw_os_error().is_some() && error.kind().to_string() != "uncategorized error" => {
                fmt::Display::fmt(&error.kind(), f)
            }
            _ => fmt::Display::fmt(self.0, f),
        }
    }
}
