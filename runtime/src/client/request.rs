//! Requests of the protocol, before they are signed.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, USER_AGENT};
use http::uri::Scheme;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use std::sync::Arc;
use uuid::Uuid;

use super::sign::TARGET;
use crate::ServiceInfo;
use crate::endpoint::{Endpoint, EndpointError, parse_url};

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");

/// Makes the requests to one endpoint of a service: all that they have in common.
#[derive(Debug)]
pub(super) struct Requests {
    service: &'static ServiceInfo,
    uri: Uri,
    /// The headers that do not change from call to call.
    headers: HeaderMap,
    origin: Arc<str>,
}

impl Requests {
    pub(super) fn to(service: &'static ServiceInfo, endpoint: &Endpoint) -> Result<Self, EndpointError> {
        let not_a_url = || EndpointError::new("the endpoint is no URL of the form http(s)://host[:port][/path]");
        let url = parse_url(&endpoint.url).ok_or_else(not_a_url)?;
        let uri = Uri::builder().scheme(url.scheme).authority(url.authority).path_and_query(&*url.normalized_path);
        let uri = uri.build().map_err(|_| not_a_url())?;
        let headers = constant_headers(service, endpoint, &uri)
            .ok_or_else(|| EndpointError::new("the endpoint has headers that cannot be sent"))?;
        Ok(Self { service, uri, headers, origin: format!("{}://{}", url.scheme, url.authority).into() })
    }

    /// The request of one call.
    pub(super) fn request(&self, operation: &'static str, body: Bytes) -> http::Result<Request<Bytes>> {
        let target = format!("{}.{operation}", self.service.target);
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.clone_from(&self.headers);
        headers.insert(TARGET, HeaderValue::try_from(target)?);
        headers.insert(INVOCATION_ID, HeaderValue::try_from(Uuid::new_v4().to_string())?);
        Ok(request)
    }

    /// Scheme, host and port, for messages.
    pub(super) fn origin(&self) -> &Arc<str> {
        &self.origin
    }
}

fn constant_headers(service: &ServiceInfo, endpoint: &Endpoint, uri: &Uri) -> Option<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(service.protocol.content_type()));
    headers.insert(HOST, HeaderValue::from_str(host(uri)?).ok()?);
    headers.insert(USER_AGENT, HeaderValue::try_from(user_agent(service)).ok()?);
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

fn user_agent(ServiceInfo { signing_name, version, .. }: &ServiceInfo) -> String {
    format!("secretsmith/{} api/{signing_name}/{version}", env!("CARGO_PKG_VERSION"))
}
