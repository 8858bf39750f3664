//! Who may call at all.

use std::fmt;
use std::sync::Arc;

use super::Caller;
use crate::{Signing, Unmodeled};

/// Says whether a caller is known, for a server that knows its callers; others take everyone.
#[derive(Clone)]
pub(super) struct Admission(Arc<Check>);

type Check = dyn Fn(&Caller) -> Result<(), Unmodeled> + Send + Sync;

impl Admission {
    /// Asks this of every caller.
    pub(super) fn by(check: impl Fn(&Caller) -> Result<(), Unmodeled> + Send + Sync + 'static) -> Self {
        Self(Arc::new(check))
    }

    /// Lets a caller in, or not. Who need not sign is asked only if he did.
    ///
    /// # Errors
    /// The error that whoever is not known is answered.
    pub(super) fn check(&self, signing: Signing, caller: &Caller) -> Result<(), Unmodeled> {
        match signing {
            Signing::Required => (self.0)(caller),
            Signing::Optional if caller.access_key_id.is_some() => (self.0)(caller),
            Signing::Optional | Signing::Never => Ok(()),
        }
    }
}

impl Default for Admission {
    fn default() -> Self {
        Self::by(|_| Ok(()))
    }
}

impl fmt::Debug for Admission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Admission").finish_non_exhaustive()
    }
}
