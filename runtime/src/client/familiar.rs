//! Modules of the configuration under the names that users of AWS SDKs know.

/// Where calls go.
pub mod endpoint {
    pub use crate::client::{EndpointFuture, ResolveEndpoint};
    pub use crate::endpoint::{AuthScheme, Endpoint, EndpointError, EndpointParams};
}

/// What a service has answered.
pub mod http {
    pub use crate::{Headers, HttpResponse};
}

/// How calls are made again.
pub mod retry {
    pub use crate::client::{RetryConfig, RetryMode};
}

/// How long calls may take.
pub mod timeout {
    pub use crate::client::{TimeoutConfig, TimeoutConfigBuilder};
}
