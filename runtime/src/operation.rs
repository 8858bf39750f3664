//! What an operation is to the client and to the server.

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::OperationError;

/// One operation of a service; implemented by its call builder.
pub trait Operation: 'static {
    /// The name on the wire, for example `GetSecretValue`.
    const NAME: &'static str;

    /// What the operation asks for.
    type Input: Serialize + DeserializeOwned + Send;

    /// What it answers.
    type Output: Serialize + DeserializeOwned + Send;

    /// Why it failed.
    type Error: OperationError;
}
