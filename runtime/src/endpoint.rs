//! Where to send requests: what a compiled endpoint rule set takes, answers and calls.

use std::borrow::Cow;
use std::fmt;

mod arn;
mod host;
mod partitions;
mod text;
mod url;

pub use arn::{Arn, parse_arn};
pub use host::{is_valid_host_label, is_virtual_hostable_s3_bucket};
pub use partitions::{Partition, partition};
pub use text::{split, substring, uri_encode};
pub use url::{Url, parse_url};

/// What an endpoint depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointParams {
    /// The Region to call; the built-in `AWS::Region`.
    pub region: Option<String>,
    /// Whether the endpoint must be FIPS 140 validated; the built-in `AWS::UseFIPS`.
    pub use_fips: bool,
    /// Whether the endpoint must answer over IPv6 as well; the built-in `AWS::UseDualStack`.
    pub use_dual_stack: bool,
    /// A URL to use instead of one that follows from the Region; the built-in `SDK::Endpoint`.
    pub endpoint: Option<String>,
}

/// Where to send a request and how to sign it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// The URL without query; its path is put before that of the request.
    pub url: String,
    /// Headers to send along, in order; a name with several values stands several times.
    pub headers: Vec<(&'static str, String)>,
    /// The service name to sign with, if it is another than the service's own.
    pub signing_name: Option<String>,
    /// The Region to sign with, if it is another than the one called.
    pub signing_region: Option<String>,
}

impl Endpoint {
    /// An endpoint without headers, signed with the usual name and Region.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }
}

/// Why there is no endpoint: what the rule set says of the parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError(Cow<'static, str>);

impl EndpointError {
    /// An error with the rule set's message.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(message.into())
    }

    /// No rule applies to the parameters, and the rule set has no message for that.
    pub fn no_rule() -> Self {
        Self::new("no endpoint rule applies to this configuration")
    }

    /// What the rule set says.
    pub fn message(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EndpointError {}
