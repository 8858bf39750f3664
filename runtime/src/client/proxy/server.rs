//! A proxy: where it is, and who it is told that we are.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::uri::Authority;
use http::{HeaderValue, Uri};
use zeroize::Zeroizing;

use crate::endpoint::parse_url;
use crate::sigv4::query::decoded;

const SCHEME: &str = "Basic ";

/// A proxy: where it is, and who it is told that we are. `Debug` and `Display` do not show the latter.
#[derive(Clone, Debug)]
pub struct ProxyServer {
    url: Uri,
    authorization: Option<HeaderValue>,
}

impl ProxyServer {
    /// Reads a URL; the problem with a wrong one reads on from the name of the setting.
    pub(in crate::client) fn read(text: &str) -> Result<Self, &'static str> {
        Self::parse(text).ok_or("is no URL of the form http(s)://[user:password@]host[:port]")
    }

    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let (user, host) = rest.rsplit_once('@').map_or((None, rest), |(user, host)| (Some(user), host));
        let url = format!("{}://{host}", scheme.to_ascii_lowercase());
        let parts = parse_url(&url).filter(|parts| matches!(parts.path, "" | "/"))?;
        let url = Uri::builder().scheme(parts.scheme).authority(parts.authority).path_and_query("/").build().ok()?;
        Some(Self { url, authorization: user.map(basic) })
    }

    /// Scheme, host and port.
    pub fn url(&self) -> &Uri {
        &self.url
    }

    /// The value of the header `Proxy-Authorization`, when the URL had a user.
    pub fn authorization(&self) -> Option<&HeaderValue> {
        self.authorization.as_ref()
    }
}

impl fmt::Display for ProxyServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authority = self.url.authority().map_or("", Authority::as_str);
        write!(f, "{}://{authority}", self.url.scheme_str().unwrap_or_default())
    }
}

/// User and password as a header, in memory that is wiped once the last handle to it is gone.
fn basic(user: &str) -> HeaderValue {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    // Room for all of it, because what a vector leaves behind when it grows is not wiped.
    let mut plain = Zeroizing::new(Vec::with_capacity(user.len() + 1));
    plain.extend(decoded(name).chain([b':']).chain(decoded(password)));
    let mut value = Zeroizing::new(String::with_capacity(SCHEME.len() + plain.len().div_ceil(3) * 4));
    value.push_str(SCHEME);
    STANDARD.encode_string(&*plain, &mut value);
    let value = HeaderValue::from_maybe_shared(Bytes::from_owner(value));
    let mut value = value.expect("base64 can stand in a header");
    value.set_sensitive(true);
    value
}
