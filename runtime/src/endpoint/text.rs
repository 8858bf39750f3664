//! Functions of the rules engine on texts.

use std::borrow::Cow;

/// The characters from `start` to before `stop`, counted from the end if `reverse`; `None` when
/// the text is too short or not ASCII.
pub fn substring(value: &str, start: usize, stop: usize, reverse: bool) -> Option<&str> {
    if !value.is_ascii() || start >= stop || stop > value.len() {
        return None;
    }
    match reverse {
        true => value.get(value.len() - stop..value.len() - start),
        false => value.get(start..stop),
    }
}

/// Splits a text into at most `limit` parts; 0 is no limit.
pub fn split<'a>(value: &'a str, delimiter: &str, limit: usize) -> Vec<&'a str> {
    match limit {
        0 => value.split(delimiter).collect(),
        _ => value.splitn(limit, delimiter).collect(),
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub fn uri_encode(value: &str) -> Cow<'_, str> {
    match value.bytes().all(is_unreserved) {
        true => Cow::Borrowed(value),
        false => {
            let mut encoded = String::with_capacity(value.len() + 16);
            push_uri_encoded(&mut encoded, value.bytes());
            Cow::Owned(encoded)
        }
    }
}

/// The same of bytes that need not be text, appended.
pub(crate) fn push_uri_encoded(encoded: &mut String, value: impl Iterator<Item = u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value {
        if is_unreserved(byte) {
            encoded.push(char::from(byte));
        } else {
            let digits = [byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)]));
            encoded.extend(['%', digits[0], digits[1]]);
        }
    }
}

/// Whether a byte stands for itself in a URL, wherever it is.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}
