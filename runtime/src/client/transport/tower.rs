//! A service of the user's own as a transport.

use std::future::poll_fn;
use std::io;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use super::{Transport, TransportError, TransportErrorKind, TransportFuture, body, root};
use crate::BoxError;

/// A `tower` service that takes and answers HTTP and can be cloned and shared between threads, as a transport: a client
/// with settings of your own, and layers around it.
///
/// Each request is sent over a clone of the service, which has to be ready first. Answers are read to their end, up to
/// 16 MiB.
///
/// An error that is a [`TransportError`] is passed on as it is, so that [`TransportErrorKind`] can be chosen with
/// `map_err`. Of other errors the innermost source is looked at: one of the operating system says by its
/// [`io::ErrorKind`] whether there was no connection or the time was up, and everything else counts as a connection that
/// broke. The call is then made again.
///
/// ```
/// use std::time::Duration;
///
/// use bytes::Bytes;
/// use http::{Request, Response};
/// use http_body_util::Full;
/// use hyper_util::client::legacy::Client;
/// use hyper_util::client::legacy::connect::HttpConnector;
/// use hyper_util::rt::TokioExecutor;
/// use secretsmith_runtime::client::{Config, TowerTransport};
/// use tower::ServiceBuilder;
///
/// let mut connector = HttpConnector::new();
/// connector.set_connect_timeout(Some(Duration::from_secs(1)));
/// let client = Client::builder(TokioExecutor::new()).build(connector);
/// let service = ServiceBuilder::new()
///     .map_request(|request: Request<Bytes>| request.map(Full::new))
///     .map_response(|response: Response<_>| {
///         println!("{}", response.status());
///         response
///     })
///     .service(client);
/// let config = Config::builder().transport(TowerTransport::new(service));
/// ```
#[derive(Clone, Debug)]
pub struct TowerTransport<S>(S);

impl<S> TowerTransport<S> {
    /// A transport over this service.
    pub fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<Request<Bytes>, Response = Response<B>, Error: Into<BoxError>, Future: Send>,
    S: Clone + Send + Sync + 'static,
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let mut service = self.0.clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context)).await.map_err(unanswered)?;
            let (head, body) = service.call(request).await.map_err(unanswered)?.into_parts();
            Ok(Response::from_parts(head, body::read(body, None).await?))
        })
    }
}

fn unanswered(error: impl Into<BoxError>) -> TransportError {
    let error = match error.into().downcast::<TransportError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    let kind = root(&*error).downcast_ref().map_or(TransportErrorKind::Io, |error: &io::Error| kind(error.kind()));
    TransportError::new(kind, error)
}

fn kind(kind: io::ErrorKind) -> TransportErrorKind {
    match kind {
        io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        io::ErrorKind::ConnectionRefused | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            TransportErrorKind::Connect
        }
        _ => TransportErrorKind::Io,
    }
}
