//! Requests that are signed for somebody else to send.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderMap, Method, Request, Uri};
use tracing::{Span, debug_span};

use super::customize::Overrides;
use super::request::{INVOCATION_ID, Outgoing};
use super::setup::Setup;
use super::{Attempt, ConfigError};
use crate::{BoxError, ServiceInfo, Signing, Timestamp};

/// The longest time that a signature in a URL is valid for.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A request that is signed, for somebody else to send as it is.
///
/// Whoever has it can make the call until it expires: the URL holds the signature and, with temporary
/// credentials, their token; the body holds the input. `Debug` shows none of these.
#[derive(Clone)]
pub struct PresignedRequest {
    request: Request<Bytes>,
    expires: Timestamp,
}

impl PresignedRequest {
    /// The method.
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The URL, with the signature in its query.
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The headers that have to be sent along.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The body that has to be sent.
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    /// From when on the request is not valid any more: its own time, or that of the credentials if they
    /// expire before.
    pub fn expires(&self) -> Timestamp {
        self.expires
    }
}

impl From<PresignedRequest> for Request<Bytes> {
    fn from(presigned: PresignedRequest) -> Self {
        presigned.request
    }
}

impl fmt::Debug for PresignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uri = self.uri();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let place = format!("{}://{authority}{}", uri.scheme_str().unwrap_or_default(), uri.path());
        f.debug_struct("PresignedRequest")
            .field("method", self.method())
            .field("endpoint", &place)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// The span of signing: the fields that it shares with that of a call have the same names.
pub(super) fn span(service: &ServiceInfo, operation: &'static str) -> Span {
    debug_span!("presign", rpc.system = "aws-api", rpc.service = service.title, rpc.method = operation)
}

impl Setup {
    /// Signs the request of a call in its URL.
    ///
    /// # Errors
    /// When there is no endpoint, there are no credentials that are valid, or the time is none that can be.
    pub(super) async fn presign(
        &self,
        outgoing: &Outgoing,
        overrides: &Overrides,
        expires_in: Duration,
    ) -> Result<PresignedRequest, BoxError> {
        if expires_in.as_secs() == 0 || expires_in > LONGEST {
            return Err(UnfitExpiry(expires_in).into());
        }
        let target = self.targets.of(&outgoing.own).await?;
        let attempt = Attempt { operation: outgoing.operation, number: 1, max: 1 };
        let mut request = self.request(outgoing, &target, overrides, &attempt)?;
        // They tell of who sends and of how often, which is for the sender to say.
        for name in [USER_AGENT, INVOCATION_ID] {
            request.headers_mut().remove(name);
        }
        let credentials = self.credentials(Signing::Required, overrides).await?.ok_or(ConfigError::NoCredentials)?;
        let now = self.now(overrides);
        if let Some(expired) = credentials.expires.filter(|expires| expires.to_jiff() <= now) {
            return Err(Expired(expired).into());
        }
        self.signer.presign(&mut request, &credentials, now, target.signing_names()?, expires_in.as_secs())?;
        let own = Timestamp::try_from_secs(now.as_second().saturating_add_unsigned(expires_in.as_secs()))?;
        let expires = credentials.expires.map_or(own, |expires| expires.min(own));
        Ok(PresignedRequest { request, expires })
    }
}

/// A time for which no request can be signed.
#[derive(Clone, Copy, Debug)]
struct UnfitExpiry(Duration);

impl fmt::Display for UnfitExpiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a presigned request is valid for 1 second to 7 days, not for {:?}", self.0)
    }
}

impl Error for UnfitExpiry {}

/// Credentials that are not valid any more, since this time.
#[derive(Clone, Copy, Debug)]
struct Expired(Timestamp);

impl fmt::Display for Expired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the credentials have expired at {}", self.0)
    }
}

impl Error for Expired {}
