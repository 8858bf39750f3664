//! What the server tells of its work: a line for each request, on standard error.
//!
//! A line names the operation, the status, the code of the error if it is one, the request id, who called, the secret
//! as the request gives it if the service [keeps](crate::Observers::records) inputs, the time it took, the bytes of
//! both bodies and the address of the client. Headers and values are never looked at, so that no secret, no signature
//! and no session token can get into a log. What comes from a client stands in quotes, with control characters escaped.

use std::io::{self, IsTerminal};
use std::path::Path;

use secretsmith_reference::RotationEvent;
use tracing::level_filters::LevelFilter;
use tracing::{Level, debug, error, info};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

use crate::seen::Seen;
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

/// Writes what passes the filter to standard error: text in colour when that is a terminal.
pub fn init(filter: Targets, format: Format) {
    let lines = fmt::layer().with_writer(io::stderr);
    let lines = match format {
        Format::Text => lines.with_ansi(io::stderr().is_terminal()).boxed(),
        Format::Json => lines.json().boxed(),
    };
    registry().with(filter).with(lines).init();
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

/// Whether requests of an API may be logged; where not, nobody will ask what was in them.
pub(crate) fn may_be_on() -> bool {
    LevelFilter::current() >= Level::INFO
}

/// Logs that a request was answered: at level debug when what answered is no service of an API, but such as a page of
/// metrics that is looked at all the time.
pub(crate) fn answered(seen: &Seen<'_>) {
    let (latency_us, status) = (u64::try_from(seen.latency.as_micros()).unwrap_or(u64::MAX), seen.status.as_u16());
    let Some(answered) = seen.answered else {
        debug!(target: TARGET, status, latency_us, sent = seen.sent, remote = %seen.remote, "answered");
        return;
    };
    info!(
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
    );
}
