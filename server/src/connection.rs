//! One connection, from its opening to its end.

use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response, Version};
use http_body::Body;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch::Receiver;
use tokio::time::timeout;
use tower_service::Service;
use tracing::debug;

use crate::exchange::{Answering, answer};
use crate::keep_alive::KeepAlive;
use crate::limits::FAR;
use crate::pulse::Overdue;
use crate::request_body::RequestBody;
use crate::room::{Room, Share};
use crate::watched::Watched;
use crate::{Limits, Observers, Options, Tls, log};

/// How long a connection that nobody uses may take to end in good order.
const GOODBYE: Duration = Duration::from_secs(1);

/// The smallest limit on heads that hyper takes.
const LEAST_HEAD: usize = 8 * 1024;

/// How many bytes an answer has over HTTP/1 that takes no room.
const SMALL_ANSWER: u64 = 16 * 1024;

/// What the connections of a server share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) limits: Limits,
    pub(crate) keep_alive: KeepAlive,
    pub(crate) observers: Observers,
    /// For requests that are being read.
    pub(crate) requests: Room,
    /// For answers that have not been taken.
    pub(crate) answers: Room,
    tls: Option<Tls>,
    http: Builder<TokioExecutor>,
}

impl Shared {
    pub(crate) fn new(Options { limits, observers, tls }: Options) -> Self {
        let (requests, answers) = (Room::new(limits.bodies_bytes), Room::new(limits.answers_bytes));
        let (http, keep_alive) = (http(&limits), KeepAlive::default());
        Self { limits, keep_alive, observers, requests, answers, tls, http }
    }

    /// Whether clients have the server keep too much for more to be taken up.
    pub(crate) fn is_overfull(&self) -> bool {
        self.requests.is_exceeded() || self.answers.is_exceeded()
    }

    /// The part of the room that an answer takes, unless a connection has one of them only, and that is small.
    pub(crate) fn share<B: Body>(&self, version: Version, answer: &Response<Option<B>>) -> Option<Share> {
        let bytes = answer.body().as_ref().map_or(0, |body| body.size_hint().lower());
        let counts = bytes > SMALL_ANSWER || version == Version::HTTP_2;
        counts.then(|| self.answers.take(usize::try_from(bytes).unwrap_or(usize::MAX)))
    }
}

/// How HTTP is spoken.
fn http(limits: &Limits) -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    let head_bytes = usize::try_from(limits.head_bytes).unwrap_or(usize::MAX).max(LEAST_HEAD);
    // The pulse has limits of its own for heads and for rest, which hyper does not tell apart.
    http.http1().timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(head_bytes);
    http.http2()
        .timer(TokioTimer::new())
        .max_header_list_size(limits.head_bytes)
        .max_concurrent_streams(limits.streams)
        .keep_alive_interval(limits.ping.min(FAR))
        .keep_alive_timeout(limits.ping.min(FAR));
    http
}

/// Serves one connection to its end, which comes soon when `stopped` has news.
pub(crate) async fn serve<S, B>(
    (stream, remote): (TcpStream, SocketAddr),
    service: S,
    shared: Arc<Shared>,
    mut stopped: Receiver<()>,
) where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Unpin + Send + 'static,
{
    // Answers are small and written at once: waiting to fill a packet would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        debug!(target: log::TARGET, %error, "cannot set TCP_NODELAY");
    }
    let _connected = shared.observers.connected();
    let answering = |shared| Arc::new(Answering::new(service, remote, shared));
    let Some(tls) = &shared.tls else { return converse(stream, &answering(shared), stopped).await };
    let agreement = tokio::select! {
        agreement = timeout(shared.limits.handshake, tls.accept(stream)) => agreement,
        _ = stopped.changed() => return,
    };
    match agreement {
        Ok(Ok(stream)) => converse(stream, &answering(shared), stopped).await,
        Ok(Err(error)) => debug!(target: log::TARGET, %error, "no agreement on TLS"),
        Err(_) => debug!(target: log::TARGET, "no agreement on TLS in time"),
    }
}

/// Speaks HTTP over a stream until it ends, is told to end, or is over a limit.
async fn converse<T, S, B>(stream: T, answering: &Arc<Answering<S>>, mut stopped: Receiver<()>)
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Unpin + Send + 'static,
{
    let Answering { remote, pulse, shared, .. } = &**answering;
    let service = service_fn(|request| answer(Arc::clone(answering), request));
    let stream = TokioIo::new(Watched::new(stream, pulse.clone()));
    let mut connection = pin!(shared.http.serve_connection(stream, service));
    let overdue = tokio::select! {
        biased;
        ended = connection.as_mut() => return tell(ended, *remote),
        overdue = pulse.overdue(&shared.limits) => Some(overdue),
        _ = stopped.changed() => None,
    };
    if let Some(overdue) = overdue {
        debug!(target: log::TARGET, reason = ?overdue, "closing a connection");
    }
    match overdue {
        Some(Overdue::Slow) => {}
        Some(Overdue::Idle) => {
            connection.as_mut().graceful_shutdown();
            // Who does not even say goodbye is left.
            let _ = timeout(GOODBYE, connection).await;
        }
        None => {
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                ended = connection => tell(ended, *remote),
                _ = pulse.overdue(&shared.limits) => {}
            }
        }
    }
}

/// Logs how a connection ended, if not well.
fn tell(ended: Result<(), Box<dyn Error + Send + Sync>>, remote: SocketAddr) {
    let Err(error) = ended else { return };
    match error.downcast_ref::<hyper::Error>() {
        Some(error) if error.is_parse() => log::refused(remote, error),
        _ => debug!(target: log::TARGET, error = error.as_ref() as &(dyn Error + 'static), "connection failed"),
    }
}
