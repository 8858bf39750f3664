//! What is told of rotations: behaviour.md §4.1.

use std::fmt;

use secretsmith::primitives::DateTime;

/// Something that happened to a rotation, as the service tells of it in CloudTrail.
///
/// `Display` shows kind, secret, version and message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RotationEvent {
    /// What happened.
    pub kind: EventKind,
    /// The ARN of the secret.
    pub secret: String,
    /// The id of the version that the rotation works on.
    pub version: String,
    /// When it happened.
    pub time: DateTime,
    /// The text that the service adds to a failure.
    pub message: Option<String>,
    /// What the function said of its failure. It comes from outside and may tell anything, secrets
    /// too; it is shown nowhere unless you do.
    pub cause: Option<String>,
}

impl RotationEvent {
    pub(super) fn new(kind: EventKind, secret: String, version: &str, time: DateTime) -> Self {
        Self { kind, secret, version: version.to_owned(), time, message: None, cause: None }
    }
}

impl fmt::Display for RotationEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, secret, version, message, .. } = self;
        write!(f, "{kind} {secret} {version}")?;
        message.iter().try_for_each(|message| write!(f, ": {message}"))
    }
}

/// The kinds of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// A rotation, or the next try of one, has begun.
    RotationStarted,
    /// A rotation has made its version the current one.
    RotationSucceeded,
    /// A step of a rotation has failed; it may be tried again.
    RotationFailed,
    /// A rotation was given up, because a version was made by hand, `AWSPENDING` was taken away, or
    /// another rotation has taken its place.
    RotationAbandoned,
    /// A test has begun.
    TestRotationStarted,
    /// The function has passed the test.
    TestRotationSucceeded,
    /// The function has failed the test.
    TestRotationFailed,
}

impl fmt::Display for EventKind {
    /// The name of the event, which is that of the variant.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
