//! Asking for credentials over HTTP.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, USER_AGENT};
use http::uri::Authority;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};
use zeroize::Zeroizing;

use super::CredentialsError;
use super::context::ProviderContext;
use crate::client::TransportErrorKind;

const AGENT: &str = concat!("secretsmith/", env!("CARGO_PKG_VERSION"));

/// How often and how long an answer is waited for.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    attempts: u32,
    limit: Duration,
}

impl Patience {
    /// For a service of AWS.
    pub(super) const SERVICE: Self = Self { attempts: 3, limit: Duration::from_secs(5) };
    /// For a server on the same link.
    pub(super) const LINK: Self = Self { attempts: 3, limit: Duration::from_secs(1) };
    /// For a server that may not be there.
    pub(super) const PROBE: Self = Self { attempts: 1, limit: Duration::from_secs(1) };
}

impl ProviderContext {
    /// Sends a request until it is answered by something else than a failure that may pass.
    pub(super) async fn exchange(
        &self,
        request: Request<Bytes>,
        patience: Patience,
    ) -> Result<Response<Bytes>, CredentialsError> {
        self.exchange_while(request, patience, |response| is_passing(response.status())).await
    }

    /// Sends a request until its answer is none of those that may pass.
    pub(super) async fn exchange_while(
        &self,
        request: Request<Bytes>,
        Patience { attempts, limit }: Patience,
        passes: fn(&Response<Bytes>) -> bool,
    ) -> Result<Response<Bytes>, CredentialsError> {
        let mut attempt = 1;
        loop {
            let outcome = self.attempt(&request, limit).await;
            let may_pass = match &outcome {
                Ok(response) => passes(response),
                Err(error) => error.may_pass,
            };
            if !may_pass || attempt == attempts {
                return outcome.map_err(|unanswered| unanswered.error);
            }
            tokio::time::sleep(Duration::from_millis(100) * attempt).await;
            attempt += 1;
        }
    }

    async fn attempt(&self, request: &Request<Bytes>, limit: Duration) -> Result<Response<Bytes>, Unanswered> {
        let origin = origin(request.uri());
        match tokio::time::timeout(limit, self.transport.send(request.clone())).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => {
                let text = format!("{origin}: {error}: {}", error.root_cause());
                let may_pass = error.kind() != TransportErrorKind::Other;
                Err(Unanswered { error: CredentialsError::new(text).with_source(error), may_pass })
            }
            Err(_) => {
                let text = format!("{origin} does not answer within {} s", limit.as_secs());
                Err(Unanswered { error: CredentialsError::new(text), may_pass: true })
            }
        }
    }
}

/// Why there is no answer, and whether there may be one the next time.
struct Unanswered {
    error: CredentialsError,
    may_pass: bool,
}

/// A request without body.
pub(super) fn request(method: Method, url: &str) -> Result<Request<Bytes>, CredentialsError> {
    let uri: Option<Uri> = url.parse().ok();
    let uri = uri.filter(|uri| uri.scheme().is_some()).ok_or_else(|| CredentialsError::new("not a URL to call"))?;
    let host = uri.authority().map_or("", Authority::as_str).to_owned();
    let mut request = Request::new(Bytes::new());
    (*request.method_mut(), *request.uri_mut()) = (method, uri);
    let host = HeaderValue::try_from(host).map_err(|_| CredentialsError::new("not a host to call"))?;
    request.headers_mut().insert(HOST, host);
    request.headers_mut().insert(USER_AGENT, HeaderValue::from_static(AGENT));
    Ok(request)
}

/// Adds a header whose value no log shows.
pub(super) fn add_secret(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), CredentialsError> {
    let value = HeaderValue::from_str(value);
    let mut value = value.map_err(|_| CredentialsError::new("the token holds characters that no header can carry"))?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}

/// A body that is wiped when it has been sent.
pub(super) fn secret_body(text: String) -> Bytes {
    Bytes::from_owner(Zeroizing::new(text.into_bytes()))
}

/// Scheme, host and port, for messages: a path or query may say more than it should.
pub(super) fn origin(uri: &Uri) -> String {
    format!("{}://{}", uri.scheme_str().unwrap_or_default(), uri.authority().map_or("", Authority::as_str))
}

/// Whether a status says nothing of the request, only of the moment.
pub(super) fn is_passing(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
}
