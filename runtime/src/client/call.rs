//! What a call builder is to the plumbing.

use super::Customized;
use crate::Operation;

/// A call that knows its client; implemented by call builders that a client has made.
pub trait Call: Sized {
    /// What is called.
    type Operation: Operation;

    /// Prepares the call, with an idempotency token of its own where it has none.
    fn prepare(self) -> Customized<Self::Operation>;
}
