//! The query of a request: its parameters, and the one form in which they are signed.

use std::borrow::Cow;

use crate::endpoint::{is_unreserved, uri_encode_bytes};

/// The parameters of a query as they stand there: what has no equals sign has an empty value.
pub(crate) fn parameters(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    parameters.map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
}

/// The parameters in order, each with an equals sign.
pub(super) fn push(canonical: &mut String, query: &str) {
    let mut parameters: Vec<_> = parameters(query).map(|(name, value)| (recoded(name), recoded(value))).collect();
    parameters.sort_unstable();
    for (index, (name, value)) in parameters.into_iter().enumerate() {
        canonical.extend([if index == 0 { "" } else { "&" }, &name, "=", &value]);
    }
}

/// The bytes of a text in which some may be written as a percent sign and two hexadecimal digits.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let (byte, after) = escaped(rest).unwrap_or((*first, after));
        bytes.push(byte);
        rest = after;
    }
    bytes
}

/// The byte that is escaped at the beginning of a text, if one is, and what follows.
fn escaped(text: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, after @ ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(*high)? << 4 | digit(*low)?, after))
}

/// A name or a value as every way to write it is signed.
fn recoded(text: &str) -> Cow<'_, str> {
    match text.bytes().all(is_unreserved) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(uri_encode_bytes(&decode(text))),
    }
}
