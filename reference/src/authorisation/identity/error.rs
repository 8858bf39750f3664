//! What can be wrong with an identity.

use std::fmt;

use crate::policy::Malformed;

/// What is wrong with the configuration of an [`Identity`](super::Identity).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdentityError {
    /// The ARN is not that of someone who can call. It is not shown: it may be a key that stands in the wrong place.
    Principal,
    /// A policy is malformed.
    Policy {
        /// Whose policy it is.
        principal: String,
        /// What is wrong with it.
        malformed: Malformed,
    },
    /// A list of identities is not in the form of one.
    Document(String),
    /// One identity of a list is malformed.
    Entry {
        /// Which one it is, counted from one.
        number: usize,
        /// What is wrong with it.
        error: Box<IdentityError>,
    },
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal => f.write_str("the principal has not the ARN of a user, a role, a session or a root user"),
            Self::Policy { principal, malformed } => write!(f, "a policy of {principal} is malformed: {malformed}"),
            Self::Document(text) => write!(f, "the list of identities is malformed: {text}"),
            Self::Entry { number, error } => match &**error {
                Self::Document(text) => write!(f, "identity {number} of the list is malformed: {text}"),
                error => write!(f, "identity {number} of the list is malformed: {error}"),
            },
        }
    }
}

impl std::error::Error for IdentityError {}
