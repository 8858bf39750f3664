//! Serves a service over HTTP or HTTPS until told to stop.
//!
//! [`serve`] is what the program `secretsmith` runs, and what a test or a program of yours can run
//! in its own process, on a port of its own, with the reference or with your own implementation:
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use secretsmith::server::Server;
//! use secretsmith_reference::InMemory;
//! use tokio::net::TcpListener;
//!
//! let listener = TcpListener::bind("127.0.0.1:0").await?;
//! println!("listening on {}", listener.local_addr()?);
//! let service = Server::new(InMemory::new()).into_service();
//! secretsmith_server::serve(listener, service, std::future::pending()).await;
//! # Ok(())
//! # }
//! ```

mod answer_body;
mod audit;
mod connection;
mod due;
mod exchange;
mod front;
mod hangup;
mod keep_alive;
pub mod lambda;
mod limits;
pub mod log;
mod metrics;
mod observers;
mod options;
mod pulse;
mod request_body;
mod room;
pub mod seed;
mod seen;
mod serve;
mod shutdown;
mod snapshot_file;
mod sts;
pub mod test_api;
mod tls;
mod watched;

pub use audit::Audit;
pub use due::{Due, run_due};
pub use front::Front;
pub use hangup::Hangups;
pub use limits::Limits;
pub use metrics::{Metrics, MetricsPage, Nothing};
pub use observers::Observers;
pub use options::Options;
pub use request_body::RequestBody;
pub use serve::{DRAIN, serve, serve_until, serve_with};
pub use shutdown::Signals;
pub use snapshot_file::SnapshotFile;
#[cfg(unix)]
pub use snapshot_file::save_on_signal;
pub use sts::Sts;
pub use test_api::TestApi;
pub use tls::{Tls, TlsError};
