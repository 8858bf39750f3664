//! The crate under test.

use bytes::Bytes;
use http::{Request, Response};
use runtime::client::Config;
use runtime::serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Script, Sent};

/// The crate under test; [`suite!`](crate::suite) implements it.
pub trait Subject {
    /// Calls an operation through the client with this input.
    ///
    /// # Errors
    /// When the input cannot be read.
    fn send(operation: &str, config: Config, input: &str) -> impl Future<Output = Result<Sent, String>>;

    /// Gives a request to a server whose implementation does what the script says.
    fn serve(script: Script, request: Request<Bytes>) -> impl Future<Output = Response<Bytes>>;
}

/// Reads a shape from JSON.
///
/// # Errors
/// What is wrong with it, and which shape it is.
pub fn read<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| format!("{what} cannot be read: {error}: {json}"))
}

/// Writes a shape as JSON; a failure to do so is told in place of it.
pub fn json_of<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| format!("(cannot be written: {error})"))
}
