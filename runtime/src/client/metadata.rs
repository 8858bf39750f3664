//! What comes with an answer.

use std::time::Duration;

use http::HeaderMap;

/// What came with an output.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Metadata {
    /// The id that the service gave the request; its support asks for it.
    pub request_id: Option<String>,
    /// The HTTP status.
    pub status: u16,
    /// How many attempts were made.
    pub attempts: u32,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// How long the call took, with all its attempts and the pauses between them.
    pub latency: Duration,
}
