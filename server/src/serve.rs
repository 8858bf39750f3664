//! Accepting connections, serving them, and coming to an end.

use std::convert::Infallible;
use std::error::Error;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use http::{Request, Response};
use http_body::Body;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower_service::Service;
use tracing::{debug, warn};

use crate::keep_alive::{self, KeepAlive};
use crate::{Observers, Options, log};

/// How long requests that are being served may take after the server was told to stop.
pub const DRAIN: Duration = Duration::from_secs(5);

/// How long to wait after the system refused a connection, most likely for want of file handles.
const BACKOFF: Duration = Duration::from_millis(50);

/// Serves HTTP/1.1 and HTTP/2 (without TLS) until `shutdown` completes.
///
/// Then it accepts nothing more, closes idle connections, gives requests that are being served
/// [`DRAIN`] to finish, and returns. Logs a line for each request, see [`log`](crate::log).
pub async fn serve<S, B>(listener: TcpListener, service: S, shutdown: impl Future<Output = ()>)
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    serve_with(Options::new(), listener, service, shutdown).await;
}

/// As [`serve`], with options of your own:
///
/// ```no_run
/// # async fn example() -> std::io::Result<()> {
/// use secretsmith::server::Server;
/// use secretsmith_reference::InMemory;
/// use secretsmith_server::{Audit, Metrics, Observers, Options, serve_with};
/// use tokio::net::TcpListener;
///
/// let (reference, metrics) = (InMemory::new(), Metrics::new());
/// let callers = reference.clone();
/// let observers = Observers::new()
///     .callers(move |caller| callers.who(caller))
///     .metrics(metrics.clone())
///     .audit(Audit::open("audit.jsonl")?);
/// let service = Server::new(reference).into_service().with_records(observers.records());
/// let listener = TcpListener::bind("127.0.0.1:0").await?;
/// let options = Options::new().observers(observers);
/// serve_with(options, listener, metrics.page(service), std::future::pending()).await;
/// # Ok(())
/// # }
/// ```
pub async fn serve_with<S, B>(options: Options, listener: TcpListener, service: S, shutdown: impl Future<Output = ()>)
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    let graceful = GracefulShutdown::new();
    let answering = Answering { service, keep_alive: KeepAlive::default(), observers: options.observers };
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, remote)) => {
                    connections.spawn(connection((stream, remote), answering.clone(), graceful.watcher()));
                }
                Err(error) => refused(&error).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    answering.keep_alive.end();
    if timeout(DRAIN, graceful.shutdown()).await.is_err() {
        warn!(target: log::TARGET, connections = connections.len(), "closing connections that are still busy");
    }
}

/// What answers requests.
#[derive(Clone)]
struct Answering<S> {
    service: S,
    keep_alive: KeepAlive,
    observers: Observers,
}

/// Serves one connection to its end.
async fn connection<S, B>((stream, remote): (TcpStream, SocketAddr), answering: Answering<S>, watcher: Watcher)
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    // Answers are small and written at once: waiting to fill a packet would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        debug!(target: log::TARGET, %error, "cannot set TCP_NODELAY");
    }
    let _connected = answering.observers.connected();
    let service = service_fn(move |request| answer(answering.clone(), remote, request));
    let mut server = Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new());
    server.http2().timer(TokioTimer::new());
    let connection = server.serve_connection(TokioIo::new(stream), service).into_owned();
    if let Err(error) = watcher.watch(connection).await {
        debug!(target: log::TARGET, error = error.as_ref() as &(dyn Error + 'static), "connection failed");
    }
}

/// Answers one request, and tells the observers that it did.
async fn answer<S, B>(
    mut answering: Answering<S>,
    remote: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<B>, Infallible>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
    B: Body,
{
    let Answering { service, keep_alive, observers } = &mut answering;
    let watch = observers.begin(remote, request.headers());
    poll_fn(|context| service.poll_ready(context)).await?;
    let stays_open = keep_alive::is_wanted(&request);
    let mut response = service.call(request).await?;
    if stays_open {
        keep_alive.tell(&mut response);
    }
    watch.answered(&mut response);
    Ok(response)
}

/// Says that no connection could be accepted, and waits when trying again at once would be in vain.
async fn refused(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        return;
    }
    warn!(target: log::TARGET, %error, "cannot accept a connection");
    sleep(BACKOFF).await;
}
