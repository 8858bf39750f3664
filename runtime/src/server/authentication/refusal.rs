//! The errors of requests that are not let in: behaviour.md §1.5.

use jiff::{SignedDuration, Timestamp};

use super::claim::basic;
use crate::Unmodeled;

/// The code of a request that is not signed at all; the service closes the connection with it.
pub(in crate::server) const MISSING: &str = "MissingAuthenticationTokenException";

const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your AWS \
    Secret Access Key and signing method. Consult the service documentation for details.";

pub(super) fn missing() -> Unmodeled {
    Unmodeled::new(MISSING, "Missing Authentication Token")
}

pub(super) fn incomplete(text: impl Into<String>) -> Unmodeled {
    Unmodeled::new("IncompleteSignatureException", text)
}

pub(super) fn invalid(text: impl Into<String>) -> Unmodeled {
    Unmodeled::new("InvalidSignatureException", text)
}

pub(super) fn unknown_key() -> Unmodeled {
    Unmodeled::new("UnrecognizedClientException", "The security token included in the request is invalid.")
}

pub(super) fn expired_token() -> Unmodeled {
    Unmodeled::new("ExpiredTokenException", "The security token included in the request is expired")
}

/// The signature was made longer ago than it may be.
pub(super) fn expired(time: Timestamp, now: Timestamp, age: SignedDuration) -> Unmodeled {
    let (time, limit, now) = (basic(time), basic(now - age), basic(now));
    invalid(format!("Signature expired: {time} is now earlier than {limit} ({now} - {}.)", spelled(age)))
}

/// The signature was made later than now.
pub(super) fn not_yet(time: Timestamp, now: Timestamp, ahead: SignedDuration) -> Unmodeled {
    let (time, limit, now) = (basic(time), basic(now + ahead), basic(now));
    invalid(format!("Signature not yet current: {time} is still later than {limit} ({now} + {}.)", spelled(ahead)))
}

/// The signature is another than that of this request, whose canonical form and text to sign these are.
pub(super) fn mismatch(canonical: &str, text: &str) -> Unmodeled {
    invalid(format!(
        "{MISMATCH}\n\nThe Canonical String for this request should have been\n'{canonical}'\n\n\
         The String-to-Sign should have been\n'{text}'\n"
    ))
}

fn spelled(duration: SignedDuration) -> String {
    match duration.as_secs() {
        seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} sec"),
    }
}
