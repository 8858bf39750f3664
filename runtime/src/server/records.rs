//! What is kept of calls for logs and audits.

use std::fmt;
use std::sync::Arc;

/// What is kept of a call until it is answered, without the members that the model marks as sensitive; see
/// [`Answered`](super::Answered).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Records {
    /// Nothing.
    #[default]
    Nothing,
    /// The input.
    Input,
    /// The input and the output.
    InputAndOutput,
}

/// Says what to keep of the calls of an operation.
#[derive(Clone)]
pub(super) struct Recording(Arc<Choice>);

type Choice = dyn Fn(&'static str) -> Records + Send + Sync;

impl Recording {
    pub(super) fn by(choice: impl Fn(&'static str) -> Records + Send + Sync + 'static) -> Self {
        Self(Arc::new(choice))
    }

    pub(super) fn of(&self, operation: &'static str) -> Records {
        (self.0)(operation)
    }
}

impl Default for Recording {
    fn default() -> Self {
        Self::by(|_| Records::Nothing)
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").finish_non_exhaustive()
    }
}
