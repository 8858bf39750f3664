//! The thread on which the calls of a blocking client run.

use std::convert::Infallible;
use std::error::Error;
use std::panic::resume_unwind;
use std::sync::{Arc, mpsc};
use std::thread::{self, ThreadId};
use std::{fmt, io};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use crate::ConstructionFailure;

/// Runs calls on a thread, which is there as long as a clone of this.
#[derive(Clone)]
pub struct Worker {
    /// That there is no thread is the answer of every call.
    thread: Arc<Result<Background, NoThread>>,
}

/// A thread that drives what is spawned.
struct Background {
    runtime: Handle,
    id: ThreadId,
    /// The thread ends when this is dropped.
    _open: oneshot::Sender<Infallible>,
}

impl Worker {
    /// Starts a thread.
    pub fn start() -> Self {
        let thread = Background::start().map_err(|error| NoThread::NotStarted(error.to_string()));
        Self { thread: Arc::new(thread) }
    }

    /// Runs something to its end, and waits for that. A panic goes on in the thread that waits.
    ///
    /// # Errors
    /// When there is no thread, or it is the one that would wait.
    pub fn run<F>(&self, operation: &'static str, call: F) -> Result<F::Output, ConstructionFailure>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.wait(call).map_err(|error| ConstructionFailure::new(operation, error))
    }

    fn wait<F>(&self, call: F) -> Result<F::Output, NoThread>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let Background { runtime, id, .. } = Result::as_ref(&self.thread).map_err(Clone::clone)?;
        if *id == thread::current().id() {
            return Err(NoThread::Itself);
        }
        let call = runtime.spawn(call.in_current_span().with_current_subscriber());
        let (answer, answered) = mpsc::channel();
        runtime.spawn(async move { answer.send(call.await) });
        match answered.recv() {
            Ok(Ok(output)) => Ok(output),
            Ok(Err(error)) => error.try_into_panic().map_or(Err(NoThread::Ended), |panic| resume_unwind(panic)),
            Err(_) => Err(NoThread::Ended),
        }
    }
}

impl Background {
    /// Starts the thread, and waits until it can be given work.
    fn start() -> io::Result<Self> {
        let (open, closed) = oneshot::channel();
        let (ready, started) = mpsc::channel();
        let work = move || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => {
                let _ = ready.send(Ok(runtime.handle().clone()));
                let _ = runtime.block_on(closed);
                // Looking up a name may take its time, and nobody waits for it any more.
                runtime.shutdown_background();
            }
            Err(error) => drop(ready.send(Err(error))),
        };
        let thread = thread::Builder::new().name("blocking-client".to_owned()).spawn(work)?;
        let runtime = started.recv().map_err(io::Error::other)??;
        Ok(Self { runtime, id: thread.thread().id(), _open: open })
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}

/// Why a call could not be run.
#[derive(Clone, Debug)]
enum NoThread {
    NotStarted(String),
    Itself,
    Ended,
}

impl fmt::Display for NoThread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(error) => write!(f, "the thread of the client could not be started: {error}"),
            Self::Itself => f.write_str("the thread of the client would wait for itself"),
            Self::Ended => f.write_str("the thread of the client has ended"),
        }
    }
}

impl Error for NoThread {}
