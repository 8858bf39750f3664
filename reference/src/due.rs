//! Work that is not done by a call but some time after it.

use secretsmith::primitives::DateTime;

use crate::InMemory;
use crate::rules::rotation::event::RotationEvent;

impl InMemory {
    /// Does what is due at this time, in all accounts and Regions: replication that was left to it
    /// (behaviour.md §5), and rotations that were asked for, are to be tried again, or whose window
    /// has opened (§4). Tells of the rotations.
    ///
    /// A program calls this from time to time, a test when it has moved the clock. It takes as long
    /// as the functions take that rotate; what becomes due meanwhile is left to the next call, which
    /// need not wait for this one. A secret is rotated once, however many windows went by. All that
    /// is due is taken up when the future is first polled, and nothing after that.
    pub async fn run_due(&self, now: DateTime) -> Vec<RotationEvent> {
        self.replicate_all(now);
        self.shards().forget_blank();
        self.rotate_all(now).await
    }
}
