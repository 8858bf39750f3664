//! Which requests go through a proxy.

use http::Uri;
use http::uri::Scheme;

use super::config::settings::Settings;
use super::{ConfigError, Environment};

mod bypass;
mod server;

use bypass::Bypass;
pub use server::ProxyServer;

/// Which requests go through a proxy, and which go directly to their host.
///
/// Whatever is set, some hosts are always reached directly, because no proxy can reach them in our place: this
/// computer (`localhost` and loopback addresses), and the addresses at which instances and containers are given
/// their credentials (169.254.0.0/16 and fd00:ec2::/32).
#[derive(Clone, Debug, Default)]
pub struct Proxy {
    http: Option<ProxyServer>,
    https: Option<ProxyServer>,
    bypass: Bypass,
}

impl Proxy {
    /// No proxy at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// A proxy for all requests, by its URL: `http(s)://[user:password@]host[:port]`. What cannot stand in a URL is
    /// written as `%` and two hexadecimal digits.
    ///
    /// # Errors
    /// When it is no such URL.
    pub fn new(url: &str) -> Result<Self, ConfigError> {
        let server = ProxyServer::read(url).map_err(|problem| ConfigError::Proxy { problem })?;
        Ok(Self::of(Some(server.clone()), Some(server)))
    }

    /// The proxies that an environment has: `https_proxy` and `http_proxy`, else `all_proxy`, each in small letters,
    /// else in capitals; and in `no_proxy` the hosts that are reached directly.
    ///
    /// Where `REQUEST_METHOD` is set, as in a CGI program, `HTTP_PROXY` does not count: whoever sends the program a
    /// request chooses it.
    ///
    /// # Errors
    /// When one that counts is not the URL of a proxy, as [`new`](Self::new) has it.
    pub fn from_environment(environment: &impl Environment) -> Result<Self, ConfigError> {
        Ok(Settings::of_vars(&|name| environment.var(name)).proxy()?.unwrap_or_default())
    }

    pub(super) fn of(http: Option<ProxyServer>, https: Option<ProxyServer>) -> Self {
        Self { http, https, bypass: Bypass::default() }
    }

    /// Has these hosts reached directly, in place of those that were set: names, which stand for what is below them,
    /// too, addresses, networks such as `10.0.0.0/8`, or `*` for all; with commas between them. A host may have a
    /// port behind it, and then only that counts.
    #[must_use]
    pub fn bypassing(mut self, hosts: &str) -> Self {
        self.bypass = Bypass::read(hosts);
        self
    }

    /// The proxy that a request to this URL goes through, if it does not go directly.
    pub fn server_for(&self, url: &Uri) -> Option<&ProxyServer> {
        let server = match url.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => &self.http,
            _ => &self.https,
        };
        server.as_ref().filter(|_| !bypass::is_always_direct(url) && !self.bypass.covers(url))
    }
}
