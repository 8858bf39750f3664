//! What headers and bodies must be.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::json;

/// What a test says of a request or response.
#[derive(Debug, Deserialize)]
pub(crate) struct Message {
    /// Headers that must be there with this value.
    pub(crate) headers: Vec<(String, String)>,
    /// Headers that must not be there.
    pub(crate) forbidden: Vec<String>,
    /// Headers that must be there, whatever their value.
    pub(crate) required: Vec<String>,
    /// Nothing when the test says nothing of the body.
    pub(crate) body: Option<Body>,
}

/// What a body must be.
#[derive(Debug, Deserialize)]
pub(crate) enum Body {
    /// JSON of this value.
    Json(String),
    /// These characters.
    Exact(String),
}

impl Message {
    /// Everything in which headers and a body are not what they must be.
    pub(crate) fn problems(&self, headers: &HeaderMap, body: &[u8]) -> Vec<String> {
        let wrong = self.headers.iter().filter_map(|(name, value)| wrong_header(headers, name, value));
        let is_there = |name: &&String| headers.contains_key(name.as_str());
        let forbidden = self.forbidden.iter().filter(is_there).map(|name| format!("the header {name} is there"));
        let missing = self.required.iter().filter(|name| !is_there(name));
        let missing = missing.map(|name| format!("the header {name} is not there"));
        let body = self.body.as_ref().and_then(|expected| expected.compare(body).err());
        wrong.chain(forbidden).chain(missing).chain(body).collect()
    }
}

fn wrong_header(headers: &HeaderMap, name: &str, expected: &str) -> Option<String> {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    match values.is_empty() {
        true => Some(format!("the header {name} is not there; expected {expected:?}")),
        false if values.join(", ") == expected => None,
        false => Some(format!("the header {name}: expected {expected:?}, got {:?}", values.join(", "))),
    }
}

impl Body {
    fn compare(&self, actual: &[u8]) -> Result<(), String> {
        let actual = String::from_utf8_lossy(actual);
        match self {
            Self::Json(expected) => json::same(expected, &actual).map_err(|problem| format!("body: {problem}")),
            Self::Exact(expected) if *expected == actual => Ok(()),
            Self::Exact(expected) => Err(format!("body: expected {expected:?}, got {actual:?}")),
        }
    }
}

/// Headers from names and values.
///
/// # Errors
/// When a name or value cannot be in a header.
pub(crate) fn headers(pairs: &[(String, String)]) -> Result<HeaderMap, String> {
    let header = |(name, value): &(String, String)| {
        let name = HeaderName::try_from(name).map_err(|error| format!("the header {name}: {error}"))?;
        let value = HeaderValue::try_from(value).map_err(|error| format!("the header {name}: {error}"))?;
        Ok((name, value))
    };
    pairs.iter().map(header).collect()
}

/// Whether the headers say that the body is compressed.
pub(crate) fn is_compressed(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding == "gzip")
}

/// Compresses a body with gzip.
pub(crate) fn compress(body: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body.as_bytes()).and_then(|()| encoder.finish()).expect("memory takes what is written")
}

/// Takes the compression off a body.
///
/// # Errors
/// When it is not compressed with gzip, or not text.
pub(crate) fn decompress(body: &[u8]) -> Result<String, String> {
    let mut text = String::new();
    match GzDecoder::new(body).read_to_string(&mut text) {
        Ok(_) => Ok(text),
        Err(error) => Err(format!("the body is not text compressed with gzip: {error}")),
    }
}
