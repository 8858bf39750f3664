//! How to serve.

use crate::{Limits, Observers, Tls};

/// How to serve, for [`serve_with`](crate::serve_with): without TLS, with the default [`Limits`], and with nobody told
/// of requests but the log, unless set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) limits: Limits,
    pub(crate) observers: Observers,
    pub(crate) tls: Option<Tls>,
}

impl Options {
    /// What [`serve`](crate::serve) does.
    pub fn new() -> Self {
        Self::default()
    }

    /// Changes what clients may take.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Says who is told of requests, besides the log.
    pub fn observers(mut self, observers: Observers) -> Self {
        self.observers = observers;
        self
    }

    /// Speaks TLS and nothing else.
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }
}
