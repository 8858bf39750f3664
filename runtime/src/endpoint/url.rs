//! URLs, as far as endpoints need them.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The parts of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'a str,
    /// The host, and the port if it is written.
    pub authority: &'a str,
    /// The path as it is written, possibly empty.
    pub path: &'a str,
    /// The path with a slash at both ends.
    pub normalized_path: Cow<'a, str>,
    /// Whether the host is an IP address.
    pub is_ip: bool,
}

/// Splits a URL: `parseURL` of the rules engine.
///
/// `None` when it is none, its scheme is neither `http` nor `https`, or it has a query or user
/// information: an endpoint has neither, and a password does not belong into configuration that
/// is shown.
pub fn parse_url(value: &str) -> Option<Url<'_>> {
    if value.bytes().any(|byte| byte.is_ascii_control() || b" ?#\\".contains(&byte)) {
        return None;
    }
    let (scheme, rest) = value.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host(authority)?;
    if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains('@') {
        return None;
    }
    Some(Url { scheme, authority, path, normalized_path: normalize(path), is_ip: is_ip(host) })
}

/// A URL, to be shown: what is no URL of an endpoint may hold a password.
pub(crate) fn shown_url(url: &str) -> &str {
    parse_url(url).map_or("(not a URL)", |_| url)
}

/// The host of an authority, in brackets if it is IPv6; `None` when the port is no number.
fn host(authority: &str) -> Option<&str> {
    let end_of_address = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let Some(colon) = authority[end_of_address..].find(':') else {
        return Some(authority);
    };
    let (host, port) = authority.split_at(end_of_address + colon);
    let port = &port[1..];
    (port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()).then_some(host)
}

fn is_ip(host: &str) -> bool {
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => host.parse::<Ipv4Addr>().is_ok(),
    }
}

fn normalize(path: &str) -> Cow<'_, str> {
    match path {
        "" => Cow::Borrowed("/"),
        _ if path.ends_with('/') => Cow::Borrowed(path),
        _ => Cow::Owned(format!("{path}/")),
    }
}
