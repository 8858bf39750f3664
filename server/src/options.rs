//! How to serve.

use crate::{Limits, Tls};

/// How to serve, for [`serve_with`](crate::serve_with): without TLS and with the default [`Limits`] unless set.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) limits: Limits,
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

    /// Speaks TLS and nothing else.
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }
}
