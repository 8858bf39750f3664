//! Accepting connections, and coming to an end.

use std::convert::Infallible;
use std::error::Error;
use std::future::pending;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use http_body::Body;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower_service::Service;
use tracing::warn;

use crate::connection::{self, Shared};
use crate::{Options, RequestBody, log};

/// How long requests that are being served may take after the server was told to stop.
pub const DRAIN: Duration = Duration::from_secs(5);

/// How long to wait after the system refused a connection, most likely for want of file handles.
const BACKOFF: Duration = Duration::from_millis(50);

/// Serves HTTP/1.1 and HTTP/2, without TLS, until `shutdown` completes.
///
/// Then it accepts nothing more, closes idle connections, gives requests that are being served
/// [`DRAIN`] to finish, and returns. Logs a line for each request, see [`log`](crate::log).
///
/// Each connection has a clone of the service, which its requests share.
pub async fn serve<S, B>(listener: TcpListener, service: S, shutdown: impl Future<Output = ()>)
where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Unpin + Send + 'static,
{
    serve_with(Options::new(), listener, service, shutdown).await;
}

/// As [`serve`], with options of your own:
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use secretsmith::server::Server;
/// use secretsmith_reference::InMemory;
/// use secretsmith_server::{Audit, Metrics, Observers, Options, Tls, serve_with};
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
/// let options = Options::new().observers(observers).tls(Tls::from_files("certificate.pem", "key.pem")?);
/// serve_with(options, listener, metrics.page(service), std::future::pending()).await;
/// # Ok(())
/// # }
/// ```
pub async fn serve_with<S, B>(options: Options, listener: TcpListener, service: S, shutdown: impl Future<Output = ()>)
where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Unpin + Send + 'static,
{
    serve_until(options, listener, service, shutdown, pending()).await;
}

/// As [`serve_with`]; once `shutdown` has completed, it waits for no request any more as soon as `hurry` has, too.
pub async fn serve_until<S, B>(
    options: Options,
    listener: TcpListener,
    service: S,
    shutdown: impl Future<Output = ()>,
    hurry: impl Future<Output = ()>,
) where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Unpin + Send + 'static,
{
    let shared = Arc::new(Shared::new(options));
    let (stop, stopped) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut crowd = Crowd::new(shared.limits.connections);
    let mut failures = Failures::default();
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept(), if crowd.has_room(connections.len()) => match accepted {
                Ok(accepted) => {
                    failures.end();
                    let shared = Arc::clone(&shared);
                    connections.spawn(connection::serve(accepted, service.clone(), shared, stopped.clone()));
                }
                Err(error) => failures.wait_after(&error).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    shared.keep_alive.end();
    // There may be no connection that listens.
    let _ = stop.send(());
    let drained = async {
        tokio::select! {
            drained = timeout(DRAIN, async { while connections.join_next().await.is_some() {} }) => drained.is_ok(),
            () = hurry => false,
        }
    };
    if !drained.await {
        warn!(target: log::TARGET, connections = connections.len(), "closing connections that are still busy");
    }
    // What one of them has begun is done or not when this returns, and nothing is answered after it.
    connections.shutdown().await;
}

/// Sees that there are not too many connections, and says so once when there would be.
#[derive(Debug)]
struct Crowd {
    limit: usize,
    is_told: bool,
}

impl Crowd {
    fn new(limit: usize) -> Self {
        Self { limit: limit.max(1), is_told: false }
    }

    /// Whether there may be one connection more than there are.
    fn has_room(&mut self, connections: usize) -> bool {
        let has_room = connections < self.limit;
        if !has_room && !self.is_told {
            self.is_told = true;
            warn!(target: log::TARGET, connections, "no more connections are accepted until some have ended");
        }
        // Where connections come and go at the limit, that is not news each time.
        if connections <= self.limit / 2 {
            self.is_told = false;
        }
        has_room
    }
}

/// What keeps the system from giving connections, said once for as long as it goes on.
#[derive(Debug, Default)]
struct Failures {
    is_told: bool,
}

impl Failures {
    /// Waits when trying again at once would be in vain.
    async fn wait_after(&mut self, error: &io::Error) {
        use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
        if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
            return;
        }
        if !self.is_told {
            self.is_told = true;
            warn!(target: log::TARGET, %error, "cannot accept connections for now");
        }
        sleep(BACKOFF).await;
    }

    fn end(&mut self) {
        self.is_told = false;
    }
}
