//! What the values of options have to look like.

use std::io;
use std::net::{SocketAddr, ToSocketAddrs};

use secretsmith_reference::rules::arn::{is_account, is_region};
use secretsmith_server::lambda::Url;

/// A name such as `us-east-1`.
pub(super) fn region(text: &str) -> Result<String, &'static str> {
    match is_region(text) {
        true => Ok(text.to_owned()),
        false => Err("a Region looks like us-east-1"),
    }
}

/// An account id.
pub(super) fn account(text: &str) -> Result<String, &'static str> {
    match is_account(text) {
        true => Ok(text.to_owned()),
        false => Err("an account id is 12 digits"),
    }
}

/// The ARN of a rotation function, and where it is called.
pub(super) fn function(text: &str) -> Result<(String, Url), String> {
    let example = "arn:aws:lambda:us-east-1:123456789012:function:rotate=http://127.0.0.1:9000";
    let (arn, url) =
        text.split_once('=').ok_or_else(|| format!("give a function and where it is, such as {example}"))?;
    Ok((arn.to_owned(), url.parse()?))
}

/// The addresses behind a host and a port.
///
/// # Errors
/// A sentence with an example, when there are none.
pub(super) fn addresses(text: &str) -> Result<Vec<SocketAddr>, String> {
    let found = text.to_socket_addrs().map(Vec::from_iter).and_then(|found| match found.is_empty() {
        true => Err(io::Error::other("the name has no address")),
        false => Ok(found),
    });
    found.map_err(|error| format!("{text} is no address to listen on ({error}); give one such as 127.0.0.1:4566"))
}
