//! Where to send requests: what a compiled endpoint rule set takes, answers and calls.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::Document;

mod arn;
mod host;
mod param;
mod partitions;
mod property;
mod text;
mod url;

pub use arn::{Arn, parse_arn};
pub use host::{is_valid_host_label, is_virtual_hostable_s3_bucket};
pub use param::{ClientParam, ParamKind, ParamValue};
pub use partitions::{Partition, partition};
pub use property::{list, object};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use text::push_uri_encoded;
pub use text::{split, substring, uri_encode};
pub(crate) use url::shown_url;
pub use url::{Url, parse_url};

/// What an endpoint depends on.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct EndpointParams {
    /// The Region to call; the built-in `AWS::Region`.
    pub region: Option<String>,
    /// Whether the endpoint must be FIPS 140 validated; the built-in `AWS::UseFIPS`.
    pub use_fips: bool,
    /// Whether the endpoint must answer over IPv6 as well; the built-in `AWS::UseDualStack`.
    pub use_dual_stack: bool,
    /// A URL to use instead of one that follows from the Region; the built-in `SDK::Endpoint`.
    pub endpoint: Option<String>,
    /// Parameters of the service's own that users of a client set, by their names in the rule set.
    pub own: BTreeMap<String, ParamValue>,
}

impl fmt::Debug for EndpointParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndpointParams")
            .field("region", &self.region)
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("endpoint", &self.endpoint.as_deref().map(shown_url))
            .field("own", &self.own)
            .finish()
    }
}

/// What endpoint rules come to.
pub type Resolved = Result<Endpoint, EndpointError>;

/// Where to send a request and how to sign it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Endpoint {
    /// The URL without query; its path is put before that of the request.
    pub url: String,
    /// Headers to send along, in order; a name with several values stands several times.
    pub headers: Vec<(&'static str, String)>,
    /// How requests may be signed, in order of preference; the property `authSchemes` of the rules.
    pub auth_schemes: Vec<AuthScheme>,
    /// Further properties. The client makes no use of them; transports and tests may.
    pub properties: Vec<(&'static str, Document)>,
}

/// A way to sign the requests to an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthScheme {
    /// Its name: `sigv4`, `sigv4a`, …
    pub name: &'static str,
    /// The service name to sign with, if it is another than the service's own.
    pub signing_name: Option<String>,
    /// The Region to sign with, if it is another than the one called.
    pub signing_region: Option<String>,
    /// Further properties. The client makes no use of them: AWS JSON has neither paths to normalize
    /// nor to encode twice, and the sets of Regions of `sigv4a` are for another way to sign.
    pub properties: Vec<(&'static str, Document)>,
}

impl Endpoint {
    /// An endpoint without headers and properties, signed with the usual name and Region.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }

    /// With one more header, or one more value of a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With one more way to sign.
    #[must_use]
    pub fn auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }

    /// With one more property.
    #[must_use]
    pub fn property(mut self, name: &'static str, value: impl Into<Document>) -> Self {
        self.properties.push((name, value.into()));
        self
    }

    /// What the endpoint says of signing with Signature Version 4. When it says nothing of that,
    /// even if it has something to say of other ways, it is signed with the usual name and Region.
    pub fn sigv4(&self) -> Option<&AuthScheme> {
        self.auth_schemes.iter().find(|scheme| scheme.name == "sigv4")
    }
}

impl AuthScheme {
    /// A way to sign, with the usual name and Region.
    pub fn new(name: &'static str) -> Self {
        Self { name, signing_name: None, signing_region: None, properties: Vec::new() }
    }

    /// With another service name.
    #[must_use]
    pub fn signing_name(mut self, name: impl Into<String>) -> Self {
        self.signing_name = Some(name.into());
        self
    }

    /// With another Region.
    #[must_use]
    pub fn signing_region(mut self, region: impl Into<String>) -> Self {
        self.signing_region = Some(region.into());
        self
    }

    /// With one more property.
    #[must_use]
    pub fn property(mut self, name: &'static str, value: impl Into<Document>) -> Self {
        self.properties.push((name, value.into()));
        self
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

    /// A parameter that must be there is not.
    pub fn required(parameter: &str) -> Self {
        Self::new(format!("the endpoint parameter {parameter} is required"))
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
