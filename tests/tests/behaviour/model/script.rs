//! What rotation functions do in the sequences: calls, on the version that they were given (§4.2).

use super::Call;
use super::labels::{CURRENT, PENDING};

/// What a rotation function does in each of its four steps.
pub(crate) type Script = [Vec<Action>; 4];

/// Something that a rotation function does, to the version that it was given.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    Put(Vec<&'static str>),
    ReadPending,
    MoveCurrent,
    RemovePending,
    /// A version with another id.
    PutByHand,
    Rotate,
    Cancel,
    Delete,
    Fail,
}

impl Action {
    /// The call that it makes, when this version is the current one; `None` when it makes none that
    /// changes anything.
    pub(crate) fn call(&self, version: &str, current: Option<String>) -> Option<Call> {
        let put = |token: String, labels: &[&'static str]| {
            let value = Some(value_of(&token));
            Call::Put { token, value, labels: labels.to_vec() }
        };
        let next = format!("{}-{}", &version[..version.len().min(40)], "again");
        let (own, to) = (version.to_owned(), Some(version.to_owned()));
        Some(match self {
            Self::Put(labels) => put(own, labels),
            Self::PutByHand => put(format!("{next}-by-hand"), &[]),
            Self::MoveCurrent => Call::Relabel { label: CURRENT, from: current, to },
            Self::RemovePending => Call::Relabel { label: PENDING, from: to, to: None },
            Self::Rotate => Call::Rotate { token: next, function: None, days: None, immediately: true },
            Self::Cancel => Call::Cancel,
            Self::Delete => Call::Delete { window: Some(7), force: false },
            Self::ReadPending | Self::Fail => return None,
        })
    }
}

/// The value that is put with a token.
pub(crate) fn value_of(token: &str) -> String {
    format!("the value of {token}")
}
