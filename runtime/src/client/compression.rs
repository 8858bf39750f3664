//! Bodies of requests, compressed where the model says that the service takes them so.

use bytes::Bytes;

/// Smaller bodies are not worth it; the value is that of the AWS SDKs.
#[cfg(feature = "compression")]
const MIN_SIZE: usize = 10_240;

/// The body, compressed with gzip when it is large, and whether it is.
#[cfg(feature = "compression")]
pub(super) fn compress(body: Bytes) -> (Bytes, bool) {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    if body.len() < MIN_SIZE {
        return (body, false);
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::default());
    match encoder.write_all(&body).and_then(|()| encoder.finish()) {
        Ok(compressed) => (compressed.into(), true),
        // Writing to memory does not fail; if it did, the body would do as it is.
        Err(_) => (body, false),
    }
}

/// The body as it is: the crate was built without compression, which services do without.
#[cfg(not(feature = "compression"))]
pub(super) fn compress(body: Bytes) -> (Bytes, bool) {
    (body, false)
}
