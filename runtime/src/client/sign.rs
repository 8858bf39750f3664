//! Signing a request: the headers that prove who sends it.

use std::error::Error;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Request, Uri};
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::Credentials;
use crate::Sensitive;
use crate::aws_json::TARGET;
use crate::endpoint::{push_uri_encoded, uri_encode};
use crate::sigv4::{ALGORITHM, DATE, Parts, SECURITY_TOKEN, Scope, SigningKey, hex_sha256};

/// The headers that are signed where they are present, in the order of the canonical form.
static SIGNED: [HeaderName; 5] = [CONTENT_TYPE, HOST, DATE, SECURITY_TOKEN, TARGET];

/// Room for what a signature in a query is beside credentials, in bytes.
const ROOM: usize = 512;

/// The Region and the service that requests are signed for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SigningNames {
    pub(super) region: String,
    pub(super) service: String,
}

/// Signs requests.
#[derive(Debug, Default)]
pub(super) struct Signer {
    /// The last key derived and what it is for: it takes four times as long as a signature.
    key: Mutex<Option<DerivedKey>>,
}

/// A key, and the day and names that it is for.
#[derive(Debug)]
struct DerivedKey {
    secret: Sensitive<String>,
    date: String,
    names: SigningNames,
    key: SigningKey,
}

impl Signer {
    /// Adds the headers `X-Amz-Date`, `X-Amz-Security-Token` and `Authorization`.
    pub(super) fn sign(
        &self,
        request: &mut Request<Bytes>,
        credentials: &Credentials,
        now: Timestamp,
        SigningNames { region, service }: &SigningNames,
    ) -> Result<(), Unsignable> {
        let time = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let date = &time[..8];
        request.headers_mut().insert(DATE, secret_header(&time)?);
        if let Some(token) = &credentials.session_token {
            request.headers_mut().insert(SECURITY_TOKEN, secret_header(token.expose())?);
        }
        let scope = Scope { date, region, service };
        let authorization = self.authorization(request, credentials, &time, &scope);
        request.headers_mut().insert(AUTHORIZATION, secret_header(&authorization)?);
        Ok(())
    }

    /// Adds the signature and all that belongs to it to the query, valid for so many seconds.
    pub(super) fn presign(
        &self,
        request: &mut Request<Bytes>,
        credentials: &Credentials,
        now: Timestamp,
        SigningNames { region, service }: &SigningNames,
        seconds: u64,
    ) -> Result<(), Unsignable> {
        let time = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let scope = Scope { date: &time[..8], region, service };
        let names: Vec<_> = signed_headers(request).into_iter().map(|(name, _)| name).collect();
        let credential = format!("{}/{scope}", credentials.access_key_id);
        let token = credentials.session_token.as_ref().map_or("", |token| token.expose());
        let mut parts = request.uri().clone().into_parts();
        let before = parts.path_and_query.as_ref().map_or("/", PathAndQuery::as_str);
        // Room for all of it, because what a text leaves behind when it grows is not wiped.
        let room = before.len() + 3 * (credential.len() + token.len()) + ROOM;
        let mut url = Zeroizing::new(String::with_capacity(room));
        url.extend([before, if request.uri().query().is_some() { "&" } else { "?" }]);
        url.extend(["X-Amz-Algorithm=", ALGORITHM, "&X-Amz-Credential=", &uri_encode(&credential)]);
        url.extend(["&X-Amz-Date=", &time, "&X-Amz-Expires=", &seconds.to_string()]);
        url.extend(["&X-Amz-SignedHeaders=", &uri_encode(&names.join(";"))]);
        if !token.is_empty() {
            url.push_str("&X-Amz-Security-Token=");
            push_uri_encoded(&mut url, token.bytes());
        }
        let key = self.key(&credentials.secret_access_key, &scope);
        let query = &url[request.uri().path().len() + 1..];
        let signature = key.sign(&with_parts(request, query, |parts| parts.string_to_sign(&time, &scope)));
        url.extend(["&X-Amz-Signature=", &signature]);
        let url = PathAndQuery::from_maybe_shared(Bytes::from_owner(url));
        parts.path_and_query = Some(url.map_err(|_| Unsignable)?);
        *request.uri_mut() = Uri::from_parts(parts).map_err(|_| Unsignable)?;
        Ok(())
    }

    fn authorization(
        &self,
        request: &Request<Bytes>,
        credentials: &Credentials,
        time: &str,
        scope: &Scope<'_>,
    ) -> String {
        let key = self.key(&credentials.secret_access_key, scope);
        let query = request.uri().query().unwrap_or_default();
        with_parts(request, query, |parts| parts.authorization(&credentials.access_key_id, &key, time, scope))
    }

    /// The key of today for these names.
    fn key(&self, secret: &Sensitive<String>, scope: &Scope<'_>) -> SigningKey {
        // The lock is held while a key is derived, so that many first calls derive it once.
        let mut cached = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        match &*cached {
            Some(DerivedKey { secret: of, date, names, key })
                if date == scope.date
                    && names.region == scope.region
                    && names.service == scope.service
                    && of == secret =>
            {
                key.clone()
            }
            _ => {
                let key = SigningKey::derive(secret.expose(), scope);
                let names = SigningNames { region: scope.region.to_owned(), service: scope.service.to_owned() };
                *cached =
                    Some(DerivedKey { secret: secret.clone(), date: scope.date.to_owned(), names, key: key.clone() });
                key
            }
        }
    }
}

/// The headers of a request that are signed.
fn signed_headers(request: &Request<Bytes>) -> Vec<(&'static str, &str)> {
    let value = |name| request.headers().get(name)?.to_str().ok();
    SIGNED.iter().filter_map(|name| Some((name.as_str(), value(name)?))).collect()
}

/// Makes something of the parts of a request that are signed, with this query.
fn with_parts(request: &Request<Bytes>, query: &str, make: impl FnOnce(Parts<'_>) -> String) -> String {
    make(Parts {
        method: request.method().as_str(),
        path: request.uri().path(),
        query,
        headers: &signed_headers(request),
        body_sha256: &hex_sha256(request.body()),
    })
}

/// The credentials hold characters that no header can carry, such as a line break.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unsignable;

impl fmt::Display for Unsignable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the access key id or session token holds characters that no header can carry")
    }
}

impl Error for Unsignable {}

/// A header value that `Debug` does not show.
fn secret_header(value: &str) -> Result<HeaderValue, Unsignable> {
    let mut value = HeaderValue::from_str(value).map_err(|_| Unsignable)?;
    value.set_sensitive(true);
    Ok(value)
}
