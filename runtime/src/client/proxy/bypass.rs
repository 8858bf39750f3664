//! Hosts that are reached directly, although there is a proxy.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::Scheme;

/// The hosts of a list such as `no_proxy` has.
#[derive(Clone, Debug, Default)]
pub(super) struct Bypass(Vec<Entry>);

/// Hosts, and the port if it is only one.
#[derive(Clone, Debug)]
struct Entry {
    hosts: Hosts,
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Hosts {
    All,
    In(Network),
    /// The host of this name, and all below it.
    Of(String),
}

/// The addresses that begin with the same bits.
#[derive(Clone, Copy, Debug)]
struct Network {
    address: IpAddr,
    bits: u32,
}

/// This computer, and what gives instances and containers their credentials.
const ALWAYS_DIRECT: [Network; 4] = [
    Network { address: IpAddr::V4(Ipv4Addr::LOCALHOST), bits: 8 },
    Network { address: IpAddr::V6(Ipv6Addr::LOCALHOST), bits: 128 },
    Network { address: IpAddr::V4(Ipv4Addr::new(169, 254, 0, 0)), bits: 16 },
    Network { address: IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0)), bits: 32 },
];

/// Whether no proxy can reach a host in our place.
pub(super) fn is_always_direct(url: &Uri) -> bool {
    let host = host(url);
    match address(host) {
        Some(address) => ALWAYS_DIRECT.iter().any(|network| network.contains(address)),
        None => is_within(host, "localhost"),
    }
}

impl Bypass {
    pub(super) fn read(list: &str) -> Self {
        let entries = list.split(|char: char| char == ',' || char.is_whitespace());
        Self(entries.filter(|entry| !entry.is_empty()).map(Entry::read).collect())
    }

    pub(super) fn covers(&self, url: &Uri) -> bool {
        let usual = if url.scheme() == Some(&Scheme::HTTP) { 80 } else { 443 };
        let port = url.port_u16().unwrap_or(usual);
        self.0.iter().any(|entry| entry.port.is_none_or(|only| only == port) && entry.hosts.have(host(url)))
    }
}

impl Entry {
    fn read(text: &str) -> Self {
        // The colons of an address are no end of a host.
        if let Some(network) = Network::read(text) {
            return Self { hosts: Hosts::In(network), port: None };
        }
        let port = |(host, port): (_, &str)| Some((host, port.parse().ok()?));
        match text.rsplit_once(':').and_then(port) {
            Some((host, port)) => Self { hosts: Hosts::read(host), port: Some(port) },
            None => Self { hosts: Hosts::read(text), port: None },
        }
    }
}

impl Hosts {
    fn read(text: &str) -> Self {
        match Network::read(text) {
            Some(network) => Self::In(network),
            None if text == "*" => Self::All,
            None => Self::Of(text.trim_start_matches("*.").trim_matches('.').to_owned()),
        }
    }

    fn have(&self, host: &str) -> bool {
        match self {
            Self::All => true,
            Self::In(network) => address(host).is_some_and(|address| network.contains(address)),
            Self::Of(name) => is_within(host, name),
        }
    }
}

impl Network {
    /// Reads `10.0.0.0/8`, or a single address.
    fn read(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address = self::address(address)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most))?;
        Some(Self { address, bits })
    }

    fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(one), IpAddr::V4(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros() >= self.bits,
            (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros() >= self.bits,
            _ => false,
        }
    }
}

/// The host of a URL, without the dot that may end a name.
fn host(url: &Uri) -> &str {
    url.host().unwrap_or_default().trim_end_matches('.')
}

/// The address that a host is; one of IPv4 that is written as one of IPv6 is taken for what it is.
fn address(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.parse().ok().map(|address: IpAddr| address.to_canonical())
}

/// Whether a name is this one or below it.
fn is_within(host: &str, name: &str) -> bool {
    let Some(start) = host.len().checked_sub(name.len()).filter(|start| host.is_char_boundary(*start)) else {
        return false;
    };
    let (below, end) = host.split_at(start);
    end.eq_ignore_ascii_case(name) && (below.is_empty() || below.ends_with('.'))
}
