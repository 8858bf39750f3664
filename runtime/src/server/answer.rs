//! What goes back to the client.

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::authentication::MISSING;
use crate::{ErrorBody, Fault, Protocol, ServiceError, ServiceInfo};

/// The name of the header that carries the request id. The service spells it `x-amzn-RequestId`; names
/// of headers are in lower case here, as HTTP/2 has them, and hyper writes them so over HTTP/1.1 too.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

const QUERY_ERROR: HeaderName = HeaderName::from_static("x-amzn-query-error");

/// An answer before it has headers: a status and a body in the protocol's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    status: u16,
    code: Option<String>,
    /// The code and the side at fault as the query protocol has them.
    query_error: Option<String>,
    body: Body,
}

/// A body that shows nothing of itself in `Debug`: it may hold secrets.
#[derive(Clone, PartialEq, Eq)]
struct Body(Bytes);

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// What an answer was, left in the response's extensions for logs and metrics.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answered {
    /// The operation, when the request named one that exists.
    pub operation: Option<&'static str>,
    /// The code of the error, when it was one.
    pub error: Option<String>,
    /// The id that the answer carries.
    pub request_id: String,
}

impl Answered {
    /// What an answer was that no [`HttpService`](super::HttpService) gave.
    pub fn new(operation: Option<&'static str>, error: Option<String>, request_id: String) -> Self {
        Self { operation, error, request_id }
    }
}

impl Answer {
    /// The answer of a call that succeeded.
    pub(super) fn ok(body: Bytes) -> Self {
        Self { status: 200, code: None, query_error: None, body: Body(body) }
    }

    /// The answer of a call that failed.
    pub(super) fn error(error: &dyn ServiceError, service: &ServiceInfo) -> Self {
        let body = Body(ErrorBody::answered_by(service, error).into());
        let query_error = service.is_query_compatible.then(|| {
            let side = if error.fault() == Fault::Client { "Sender" } else { "Receiver" };
            format!("{};{side}", error.code())
        });
        Self { status: error.status(), code: Some(error.code().to_owned()), query_error, body }
    }

    /// The response, complete.
    pub(super) fn into_response(
        self,
        protocol: Protocol,
        operation: Option<&'static str>,
        request_id: String,
    ) -> Response<Bytes> {
        let mut response = Response::new(self.body.0);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(protocol.content_type()));
        if let Ok(id) = HeaderValue::from_str(&request_id) {
            headers.insert(REQUEST_ID, id);
        }
        if let Some(error) = self.query_error.and_then(|error| HeaderValue::try_from(error).ok()) {
            response.headers_mut().insert(QUERY_ERROR, error);
        }
        if self.code.as_deref() == Some(MISSING) {
            // Whoever does not sign at all is no client; HTTP/2 leaves the header out.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response.extensions_mut().insert(Answered { operation, error: self.code, request_id });
        response
    }
}
