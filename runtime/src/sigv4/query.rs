//! The query of a request: its parameters, and the one form in which they are signed.

use std::iter;

use zeroize::Zeroizing;

use crate::endpoint::push_uri_encoded;

/// The parameters of a query as they stand there: what has no equals sign has an empty value.
pub(crate) fn parameters(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    parameters.map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
}

/// The parameters in order, each with an equals sign.
pub(super) fn push(canonical: &mut String, query: &str) {
    let mut parameters: Vec<_> = parameters(query).map(|(name, value)| (recoded(name), recoded(value))).collect();
    parameters.sort_unstable_by(|one, other| (&*one.0, &*one.1).cmp(&(&*other.0, &*other.1)));
    for (index, (name, value)) in parameters.iter().enumerate() {
        canonical.extend([if index == 0 { "" } else { "&" }, name, "=", value]);
    }
}

/// The bytes of a text in which some may be written as a percent sign and two hexadecimal digits; a percent sign without
/// them stands for itself.
pub(crate) fn decoded(text: &str) -> impl Iterator<Item = u8> {
    let mut rest = text.as_bytes();
    iter::from_fn(move || {
        let (byte, after) = escaped(rest).or_else(|| rest.split_first().map(|(first, after)| (*first, after)))?;
        rest = after;
        Some(byte)
    })
}

/// The byte that is escaped at the beginning of a text, if one is, and what follows.
fn escaped(text: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, after @ ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(*high)? << 4 | digit(*low)?, after))
}

/// A name or a value as every way to write it is signed; it may be a session token.
fn recoded(text: &str) -> Zeroizing<String> {
    // Room for all of it, because what a text leaves behind when it grows is not wiped.
    let mut recoded = Zeroizing::new(String::with_capacity(3 * text.len()));
    push_uri_encoded(&mut recoded, decoded(text));
    recoded
}
