//! How to serve.

use crate::Observers;

/// How to serve, for [`serve_with`](crate::serve_with): with nobody told of requests but the log unless set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) observers: Observers,
}

impl Options {
    /// What [`serve`](crate::serve) does.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says who is told of requests, besides the log.
    pub fn observers(mut self, observers: Observers) -> Self {
        self.observers = observers;
        self
    }
}
