//! A service that a client calls.

use super::Handle;
use crate::{Operation, SdkError};

/// A service elsewhere, as its trait: whoever wraps an implementation of the trait can wrap this.
///
/// Generated crates implement their service trait for it.
#[derive(Clone, Debug)]
pub struct Relay {
    handle: Handle,
}

impl Relay {
    /// Calls the service by way of a client.
    pub fn new(handle: Handle) -> Self {
        Self { handle }
    }

    /// Calls an operation. A failure that is no error of the service becomes one that says so.
    ///
    /// # Errors
    /// Those that [`SdkError::into_service_error`] makes of the failures of a call.
    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, O::Error> {
        self.handle.call::<O>(Ok(input)).await.map_err(SdkError::into_service_error)
    }
}
