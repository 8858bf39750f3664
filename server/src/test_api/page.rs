//! Keeps web pages out.
//!
//! A page that somebody looks at can have the browser send requests to that computer. The browser says in `Origin`
//! where the page is from, unless it takes the server for the one that the page is from: that is so when the page has
//! had its own name lead here (DNS rebinding), which is seen by the name.

use std::net::IpAddr;

use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;

/// Where names are that nobody can have for a page of the Internet.
const PRIVATE: [&str; 3] = [".localhost", ".internal", ".local"];

/// Why a request may be that of a web page, if it may, and what to do; the host is also called by a name, if given.
pub(super) fn objection(request: &Parts, name: Option<&str>) -> Option<String> {
    if request.headers.contains_key(ORIGIN) {
        let text = "web pages have no access to the test API; send no Origin header if this is none";
        return Some(text.to_owned());
    }
    let in_uri = request.uri.authority().map(Authority::as_str);
    let in_headers = request.headers.get_all(HOST).iter().map(|host| host.to_str().unwrap_or_default());
    let is_stranger = |authority: &str| !is_here(host(authority), name);
    in_uri.into_iter().chain(in_headers).any(is_stranger).then(|| {
        "the test API is not called by this name; use the IP address or localhost, or the name in --addr".to_owned()
    })
}

/// A host without its port.
fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Whether no page can be called so. A name without a dot is one of a network of one's own, such as that of containers.
fn is_here(host: &str, name: Option<&str>) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_private = PRIVATE.iter().any(|end| host.ends_with(end));
    let is_named = name.is_some_and(|name| name.eq_ignore_ascii_case(&host));
    !host.is_empty() && (!host.contains('.') || is_private || is_named || host.parse::<IpAddr>().is_ok())
}
