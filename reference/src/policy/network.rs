//! Ranges of IP addresses, for the operators `IpAddress` and `NotIpAddress`.

use std::net::IpAddr;

/// An address, or a range of addresses that begin with the same bits, for example `203.0.113.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

impl Network {
    /// Reads a range; `None` when the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address.parse().ok()?, Some(prefix.parse().ok()?)),
            None => (text.parse().ok()?, None),
        };
        let width = width(address);
        let prefix = prefix.unwrap_or(width);
        (prefix <= width).then_some(Self { address, prefix })
    }

    /// Whether an address is in the range.
    pub fn has(&self, address: IpAddr) -> bool {
        let width = width(self.address);
        let differing = bits(self.address) ^ bits(address);
        width == self::width(address) && differing.checked_shr(width - self.prefix).unwrap_or(0) == 0
    }
}

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => address.into(),
    }
}
