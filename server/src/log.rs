//! What the server tells of its work: a line for each request, on standard error.
//!
//! A line names the operation, the status, the code of the error if it is one, the request id and
//! the time it took. Headers and bodies are never looked at, so that no secret, no signature and
//! no session token can get into a log.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::Duration;

use http::Response;
use secretsmith::server::Answered;
use secretsmith_reference::RotationEvent;
use tracing::{error, info};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

/// The target of all that is logged here, for filters such as `secretsmith=debug`.
pub const TARGET: &str = "secretsmith";

/// Writes what passes the filter to standard error, in colour when that is a terminal.
pub fn init(filter: Targets) {
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    registry().with(filter).with(lines).init();
}

/// Logs what happened to a rotation. What a function says of its failure is not logged: nobody
/// knows what is in there.
pub(crate) fn happened(event: &RotationEvent) {
    info!(
        target: TARGET,
        event = %event.kind,
        secret = event.secret,
        version = event.version,
        message = event.message.as_deref(),
        "rotation",
    );
}

/// Logs that a file was read anew while serving, and how many entries it has now.
pub fn reloaded(what: &str, file: &Path, entries: usize) {
    info!(target: TARGET, what, file = %file.display(), entries, "read anew");
}

/// Logs that a file could not be read anew, so that all is as it was before.
pub fn not_reloaded(what: &str, problem: &str) {
    error!(target: TARGET, what, problem, "not read anew, and as before");
}

/// Logs that a request was answered.
pub(crate) fn answered<B>(response: &Response<B>, latency: Duration) {
    let answered = response.extensions().get::<Answered>();
    info!(
        target: TARGET,
        operation = answered.and_then(|answered| answered.operation).unwrap_or("unknown"),
        status = response.status().as_u16(),
        error = answered.and_then(|answered| answered.error.as_deref()),
        request_id = answered.map(|answered| answered.request_id.as_str()),
        latency_us = latency.as_micros(),
        "answered",
    );
}
