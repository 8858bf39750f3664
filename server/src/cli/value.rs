//! What the values of options have to look like.

use std::io;
use std::net::{SocketAddr, ToSocketAddrs};

use secretsmith_reference::rules::arn::{is_account, is_region};
use secretsmith_server::lambda::Url;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;

/// What is switched on or off.
pub(super) fn switch(text: &str) -> Result<bool, &'static str> {
    match &*text.to_ascii_lowercase() {
        "true" | "t" | "yes" | "y" | "on" | "1" => Ok(true),
        "false" | "f" | "no" | "n" | "off" | "0" => Ok(false),
        _ => Err("give true or false"),
    }
}

/// A number that is not zero.
pub(super) fn count(text: &str) -> Result<u32, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("give a number from 1 on")
}

/// A level, or targets with one each: a word that is no level is none, where [`Targets`] would take it for a target.
pub(super) fn log(text: &str) -> Result<Targets, &'static str> {
    let is_filter = |part: &str| part.contains('=') || part.parse::<LevelFilter>().is_ok() && !part.is_empty();
    let filter = text.split(',').all(is_filter).then(|| text.parse().ok()).flatten();
    filter.ok_or("give one of off, error, warn, info, debug and trace, or such as warn,secretsmith=info")
}

/// A host and a port; whether there is such a host is seen later.
pub(super) fn address(text: &str) -> Result<String, &'static str> {
    let parts = text.rsplit_once(':');
    let is_address = parts.is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    is_address.then(|| text.to_owned()).ok_or("give a host and a port, such as 127.0.0.1:4566")
}

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
