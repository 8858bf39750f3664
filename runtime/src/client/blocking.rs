//! Calls for programs without `async`: they wait for their answers.
//!
//! The calls themselves are those of the client that does not block; a [`Worker`] is the thread on
//! which they run.

use std::time::Duration;

#[cfg(feature = "waiters")]
use super::Call;
#[cfg(feature = "waiters")]
use super::wait::{self, Waited, Waiter};
use super::{Metadata, PresignedRequest, paginate};
use crate::{Operation, SdkError};

mod pages;
mod worker;

pub use pages::{ItemIter, PageIter};
pub use worker::Worker;

/// A call with settings of its own, which waits for its answer.
pub type Customized<O> = super::Customized<O, Worker>;

/// The pages of a call, before the first is asked for.
pub type Pages<B> = paginate::Pages<B, Worker>;

/// The elements on the pages of a call, before the first page is asked for.
pub type Items<B> = paginate::Items<B, Worker>;

impl<O: Operation> Customized<O> {
    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    /// When the input is not complete, no answer comes, or it is an error.
    pub fn send(self) -> Result<O::Output, SdkError<O::Error>> {
        let (call, worker) = self.split();
        worker.run(O::NAME, call.send())?
    }

    /// Sends the call, waits for the answer, and says what came with it.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_with_metadata(self) -> Result<(O::Output, Metadata), SdkError<O::Error>> {
        let (call, worker) = self.split();
        worker.run(O::NAME, call.send_with_metadata())?
    }

    /// Signs the call for somebody else to send, as the client that does not block does.
    ///
    /// # Errors
    /// When the input is not complete, the time is not within 1 second and 7 days, there are no credentials or they
    /// have expired, or the time for the call is up.
    pub fn presigned(self, expires_in: Duration) -> Result<PresignedRequest, SdkError<O::Error>> {
        let (call, worker) = self.split();
        worker.run(O::NAME, call.presigned(expires_in))?
    }
}

/// Makes a call until a state is there, as [`wait::until`] does, and waits for that.
///
/// # Errors
/// As [`wait::until`].
#[cfg(feature = "waiters")]
pub fn until<B>(worker: Worker, waiter: Waiter, limit: Duration, call: B) -> Waited<B::Operation>
where
    B: Call<Operation: Operation<Input: Sync>> + Clone + Send + Sync + 'static,
{
    let waited = async move { wait::until(&waiter, limit, call).await };
    worker.run(<B::Operation as Operation>::NAME, waited).unwrap_or_else(|failure| Ok(Err(failure.into())))
}
