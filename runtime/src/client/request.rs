//! Requests of the protocol, before they are signed.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HOST, USER_AGENT};
use http::uri::{Authority, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use uuid::Uuid;

use super::Attempt;
use super::retry::Judge;
use super::target::Own;
use crate::aws_json::TARGET;
use crate::endpoint::{Endpoint, EndpointError, parse_url};
use crate::{BoxError, ServiceInfo, Signing};

const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");
pub(super) const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

/// What is sent by one call: all that depends on its operation and input.
pub(super) struct Outgoing {
    pub(super) operation: &'static str,
    pub(super) body: Bytes,
    /// What is the same in all attempts of the call, and in no other call.
    pub(super) invocation: HeaderValue,
    pub(super) judge: Judge,
    pub(super) signing: Signing,
    pub(super) is_compressed: bool,
    pub(super) host_prefix: Option<String>,
    /// The URL to call in place of the endpoint.
    pub(super) endpoint: Option<String>,
    /// What its target depends on.
    pub(super) own: Own,
}

/// A random id for a call.
pub(super) fn invocation() -> HeaderValue {
    let mut buffer = Uuid::encode_buffer();
    let text = Uuid::new_v4().hyphenated().encode_lower(&mut buffer);
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Makes the requests to one endpoint of a service: all that they have in common.
#[derive(Clone, Debug)]
pub(super) struct Requests {
    service: &'static ServiceInfo,
    uri: Uri,
    /// The headers that do not change from call to call.
    headers: HeaderMap,
    origin: Arc<str>,
}

impl Requests {
    pub(super) fn to(
        service: &'static ServiceInfo,
        app_id: Option<&str>,
        endpoint: &Endpoint,
    ) -> Result<Self, EndpointError> {
        let uri = uri(&endpoint.url).ok_or_else(not_a_url)?;
        let headers = constant_headers(service, app_id, endpoint, &uri)
            .ok_or_else(|| EndpointError::new("the endpoint has headers that cannot be sent"))?;
        let (scheme, authority) = (uri.scheme_str().unwrap_or_default(), uri.authority().map_or("", Authority::as_str));
        let origin = format!("{scheme}://{authority}").into();
        Ok(Self { service, uri, headers, origin })
    }

    /// The request of one attempt of a call. Further attempts say which they are.
    pub(super) fn request(
        &self,
        outgoing: &Outgoing,
        Attempt { number, max, .. }: Attempt,
    ) -> Result<Request<Bytes>, BoxError> {
        let target = format!("{}.{}", self.service.target, outgoing.operation);
        let mut request = Request::new(outgoing.body.clone());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.clone_from(&self.headers);
        headers.insert(TARGET, HeaderValue::try_from(target)?);
        headers.insert(INVOCATION_ID, outgoing.invocation.clone());
        if number > 1 {
            headers.insert(REQUEST, HeaderValue::try_from(format!("attempt={number}; max={max}"))?);
        }
        if outgoing.is_compressed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        let elsewhere = match (&outgoing.endpoint, &outgoing.host_prefix) {
            (Some(url), _) => Some(uri(url).ok_or_else(not_a_url)?),
            (None, Some(prefix)) => Some(self.prefixed(prefix)?),
            (None, None) => None,
        };
        if let Some(uri) = elsewhere {
            headers.insert(HOST, HeaderValue::try_from(host(&uri).unwrap_or_default())?);
            *request.uri_mut() = uri;
        }
        Ok(request)
    }

    /// The URL with something before the host.
    fn prefixed(&self, prefix: &str) -> Result<Uri, http::Error> {
        let mut parts = self.uri.clone().into_parts();
        let authority = parts.authority.as_ref().map(|authority| format!("{prefix}{authority}"));
        parts.authority = authority.map(Authority::try_from).transpose()?;
        Ok(Uri::from_parts(parts)?)
    }

    /// The host of the endpoint.
    pub(super) fn host(&self) -> &str {
        self.uri.host().unwrap_or_default()
    }

    /// Scheme, host and port, for messages.
    pub(super) fn origin(&self) -> &Arc<str> {
        &self.origin
    }
}

/// The URL of an endpoint, with a slash at the end of its path.
fn uri(url: &str) -> Option<Uri> {
    let url = parse_url(url)?;
    let uri = Uri::builder().scheme(url.scheme).authority(url.authority).path_and_query(&*url.normalized_path);
    uri.build().ok()
}

fn not_a_url() -> EndpointError {
    EndpointError::new("the endpoint is no URL of the form http(s)://host[:port][/path]")
}

fn constant_headers(service: &ServiceInfo, app_id: Option<&str>, endpoint: &Endpoint, uri: &Uri) -> Option<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(service.protocol.content_type()));
    headers.insert(HOST, HeaderValue::from_str(host(uri)?).ok()?);
    headers.insert(USER_AGENT, HeaderValue::try_from(user_agent(service, app_id)).ok()?);
    if service.is_query_compatible {
        headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
    }
    for (name, value) in &endpoint.headers {
        headers.append(HeaderName::try_from(*name).ok()?, HeaderValue::from_str(value).ok()?);
    }
    Some(headers)
}

/// The host as a server sees it: with the port unless it is the scheme's own.
fn host(uri: &Uri) -> Option<&str> {
    let default_port = if uri.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
    match uri.port_u16() {
        Some(port) if port != default_port => uri.authority().map(|authority| authority.as_str()),
        _ => uri.host(),
    }
}

fn user_agent(ServiceInfo { signing_name, version, .. }: &ServiceInfo, app_id: Option<&str>) -> String {
    let mut agent = format!("secretsmith/{} api/{signing_name}/{version}", env!("CARGO_PKG_VERSION"));
    if let Some(app_id) = app_id {
        agent.extend([" app/", app_id]);
    }
    agent
}
