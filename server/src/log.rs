//! What the server tells of its work: a line for each request, on standard error.
//!
//! That of a call names the operation, the status, the code of the error if it is one, the request id, who called, the
//! secret as the request gives it if the service [keeps](crate::Observers::records) inputs, the time it took, the bytes
//! of both bodies and the address of the client. That of the test API names method and path. Headers and values are
//! never looked at, so that no secret, no signature and no session token can get into a log. What comes from a client
//! stands in quotes, with control characters escaped.

mod lines;

use std::env;
use std::error::Error;
use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use secretsmith_reference::RotationEvent;
use tracing::level_filters::LevelFilter;
use tracing::{Level, debug, error, info, warn};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

use self::lines::Lines;
use crate::seen::{Asked, Seen};
use crate::{Audit, Tls, TlsError};

/// The target of all that is logged here, for filters such as `secretsmith=debug`.
pub const TARGET: &str = "secretsmith";

/// How lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// A JSON object each, with `timestamp`, `level`, `target` and `fields`.
    Json,
}

/// Where the lines of this program go.
static LINES: OnceLock<Lines> = OnceLock::new();

/// Writes what passes the filter to standard error, once in a program: text in colour when that is a terminal and
/// `NO_COLOR` is not set.
///
/// Nobody waits for who reads it: lines are lost, and counted, while there is a mebibyte of them to be read. What is
/// left at the end of the program is written by [`finish`].
///
/// # Errors
/// When no thread can be started for it.
pub fn init(filter: Targets, format: Format) -> io::Result<()> {
    let lines = Lines::to(io::stderr())?;
    let lines = fmt::layer().with_writer(LINES.get_or_init(|| lines).clone());
    let lines = match format {
        Format::Text => lines.with_ansi(is_colourful()).boxed(),
        Format::Json => lines.json().boxed(),
    };
    registry().with(filter).with(lines).init();
    Ok(())
}

fn is_colourful() -> bool {
    io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
}

/// Waits until what was logged is written, for a second at most.
pub fn finish() {
    LINES.get().into_iter().for_each(Lines::finish);
}

/// How many lines were lost since [`init`].
pub(crate) fn lost() -> u64 {
    LINES.get().map_or(0, Lines::lost)
}

/// Logs how clients come to trust a certificate, if they have to be told.
pub fn certificate(tls: &Tls) {
    let Some(file) = tls.to_trust() else { return };
    let file = file.display();
    info!(
        target: TARGET,
        "the certificate is {file}; clients trust it with AWS_CA_BUNDLE={file} (Python, AWS CLI, secretsmith) or \
         NODE_EXTRA_CA_CERTS={file} (JavaScript)",
    );
}

/// Logs that a certificate was read again, or why it was not.
pub fn certificate_reloaded(result: &Result<(), TlsError>) {
    match result {
        Ok(()) => info!(target: TARGET, "the certificate was read again"),
        Err(error) => error!(target: TARGET, %error, "the certificate stays as it was"),
    }
}

/// Logs that the audit file was opened anew, or why it was not.
pub fn reopened(audit: &Audit, result: &io::Result<()>) {
    let file = audit.path().display();
    match result {
        Ok(()) => info!(target: TARGET, %file, "the audit file was opened anew"),
        Err(error) => error!(target: TARGET, %file, %error, "the audit file is still the old one"),
    }
}

/// Logs that the file of identities was read again, and how many there are now.
pub fn identities_reloaded(file: &Path, identities: usize) {
    info!(target: TARGET, file = %file.display(), identities, "the identities were read again");
}

/// Logs that the file of identities could not be read again.
pub fn identities_not_reloaded(problem: &str) {
    error!(target: TARGET, problem, "the identities are still the old ones");
}

/// Logs that a signal asked for a snapshot that cannot be.
pub fn no_snapshot() {
    warn!(target: TARGET, "there is no file to write secrets to; start with --snapshot FILE");
}

/// Logs that there is nothing to read again: nobody can change the environment of a program that runs.
pub fn keys_stay() {
    info!(target: TARGET, "the keys are those of the environment and stay; --identities takes a file of keys");
}

/// Logs what happened to a rotation. What a function says of its failure is not logged: nobody
/// knows what is in there.
pub(crate) fn happened(event: &RotationEvent) {
    info!(
        target: TARGET,
        event = %event.kind,
        secret = event.secret,
        version = event.version,
        reason = event.message.as_deref(),
        "rotation",
    );
}

/// Whether requests of an API may be logged; where not, nobody will ask what was in them.
pub(crate) fn may_be_on() -> bool {
    LevelFilter::current() >= Level::INFO
}

/// Logs that a request was answered: at level debug when it is for what is looked at all the time, such as health and
/// metrics.
pub(crate) fn answered(seen: &Seen<'_>) {
    let (latency_us, status) = (micros(seen.latency), seen.status.as_u16());
    match (seen.answered, seen.asked) {
        (Some(answered), _) => info!(
            target: TARGET,
            operation = seen.operation(),
            status,
            error = answered.error.as_deref(),
            request_id = answered.request_id,
            principal = seen.principal(),
            secret = seen.secret().as_deref(),
            latency_us,
            received = answered.received,
            sent = seen.sent,
            remote = %seen.remote,
            "answered",
        ),
        (None, Some(Asked { method, path })) => info!(
            target: TARGET,
            method = method.as_str(),
            path = path.as_deref().unwrap_or("unknown"),
            status,
            latency_us,
            sent = seen.sent,
            remote = %seen.remote,
            "answered",
        ),
        (None, None) => {
            debug!(target: TARGET, status, latency_us, sent = seen.sent, remote = %seen.remote, "answered");
        }
    }
}

/// Logs that a request was not answered: the client left, or the server came to its end.
pub(crate) fn abandoned(remote: SocketAddr, latency: Duration) {
    info!(target: TARGET, latency_us = micros(latency), %remote, "abandoned");
}

/// Logs that something came that is no request in HTTP/1, and was answered so.
pub(crate) fn refused(remote: SocketAddr, error: &hyper::Error) {
    info!(target: TARGET, error = error as &(dyn Error + 'static), %remote, "refused");
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
