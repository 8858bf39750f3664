//! The time by which requests are signed: ours, put right by the service's.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// How far our time may be from the service's. It refuses signatures that are older than five minutes.
const TOLERANCE: i64 = 4 * 60;

/// The codes by which a service says that a request is too old or too young, or that its signature is
/// wrong, which the time may be the reason of.
const CODES: [&str; 6] = [
    "RequestTimeTooSkewed",
    "RequestExpired",
    "RequestInTheFuture",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "AuthFailure",
];

/// The time of a service.
#[derive(Debug, Default)]
pub(super) struct Clock {
    /// Its time minus ours, in seconds.
    ahead: AtomicI64,
}

impl Clock {
    pub(super) fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead());
        Timestamp::now().checked_add(ahead).unwrap_or_else(|_| Timestamp::now())
    }

    /// The time of the service minus ours, in seconds, as far as we know.
    pub(super) fn ahead(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }

    /// Learns from an error with this code, that was answered at that time to what was signed with our
    /// time being so far behind; tells whether that was wrong, so that the same request may be right
    /// when it is signed anew.
    pub(super) fn corrects(&self, code: &str, date: Option<Timestamp>, ahead: i64) -> bool {
        let Some(date) = date.filter(|_| CODES.contains(&code)) else { return false };
        let right = date.duration_since(Timestamp::now()).as_secs();
        let is_wrong = (right - ahead).abs() > TOLERANCE;
        if is_wrong {
            self.ahead.store(right, Ordering::Relaxed);
        }
        is_wrong
    }
}
