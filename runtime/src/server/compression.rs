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

#[cfg(all(test, feature = "compression"))]
mod tests {
    use std::io::Write;

    use bytes::Bytes;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use http::header::CONTENT_ENCODING;
    use http::{HeaderMap, HeaderValue};

    use super::{Unreadable, decompress};

    fn compressed(body: &[u8]) -> (HeaderMap, Bytes) {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let compressed = encoder.write_all(body).and_then(|()| encoder.finish());
        let headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static("GZIP"))]);
        (headers, compressed.expect("memory takes what is written").into())
    }

    #[test]
    fn a_body_may_have_as_many_bytes_as_any_and_no_more() {
        let (headers, body) = compressed(&[b' '; 100_000]);
        assert!(matches!(decompress(&headers, body.clone(), 100_000), Ok(body) if body.len() == 100_000));
        assert!(matches!(decompress(&headers, body, 99_999), Err(Unreadable::TooLarge)));
    }

    #[test]
    fn a_body_that_is_not_what_its_header_says_is_refused() {
        let (headers, body) = compressed(b"{}");
        let cut = body.slice(..body.len() - 1);
        assert!(matches!(decompress(&headers, cut, 10), Err(Unreadable::Broken)));
        assert!(matches!(decompress(&headers, Bytes::from_static(b"{}"), 10), Err(Unreadable::Broken)));
        assert!(matches!(decompress(&HeaderMap::new(), body.clone(), 10), Ok(same) if same == body));
    }
}
