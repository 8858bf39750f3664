//! SIGHUP, by which an operator has a server read its files anew.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

/// Does some work at each SIGHUP, for as long as the future is waited for; where there is no such signal, never.
///
/// From the call on the signal no longer ends the process. Must be called within a Tokio runtime; it can
/// be called several times, for works that know nothing of each other.
///
/// # Errors
/// Those of the system, which has no reason to refuse.
#[cfg(unix)]
pub fn on_hangup(mut work: impl FnMut() + Send + 'static) -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut hangups = signal(SignalKind::hangup())?;
    Ok(async move {
        while hangups.recv().await.is_some() {
            work();
        }
    })
}

#[cfg(not(unix))]
/// Where there is no SIGHUP, waits for ever.
///
/// # Errors
/// None.
pub fn on_hangup(_: impl FnMut() + Send + 'static) -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(std::future::pending())
}
