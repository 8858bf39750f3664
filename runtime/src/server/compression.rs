//! Bodies of requests that come compressed, as those of operations with `requestCompression` may.

use bytes::Bytes;
use http::HeaderMap;

/// Why a compressed body cannot be read.
#[cfg_attr(not(feature = "compression"), expect(dead_code, reason = "nothing is taken apart then"))]
pub(super) enum Unreadable {
    /// It is not what its header says.
    Broken,
    /// It has more bytes than a body may have.
    TooLarge,
}

/// The body without its compression, if the headers say that it has one: at most so many bytes.
///
/// # Errors
/// When there are more bytes, or it is not compressed as the headers say.
#[cfg(feature = "compression")]
pub(super) fn decompress(headers: &HeaderMap, body: Bytes, limit: usize) -> Result<Bytes, Unreadable> {
    use std::io::Read;

    use flate2::read::MultiGzDecoder;
    use http::header::CONTENT_ENCODING;

    let encoding = headers.get(CONTENT_ENCODING).map(|encoding| encoding.as_bytes());
    if !encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case(b"gzip")) {
        return Ok(body);
    }
    let mut decompressed = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    // One byte more than there may be tells whether there are more.
    let mut decoder = MultiGzDecoder::new(&*body).take(most.saturating_add(1));
    decoder.read_to_end(&mut decompressed).map_err(|_| Unreadable::Broken)?;
    if decompressed.len() > limit { Err(Unreadable::TooLarge) } else { Ok(decompressed.into()) }
}

/// The body as it is: the crate was built without compression, which services do without.
#[cfg(not(feature = "compression"))]
pub(super) fn decompress(_: &HeaderMap, body: Bytes, _: usize) -> Result<Bytes, Unreadable> {
    Ok(body)
}
