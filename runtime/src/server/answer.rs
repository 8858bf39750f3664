//! What goes back to the client.

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Response, StatusCode};

use serde_json::Value;

use super::authentication::MISSING;
use super::context::request_id;
use super::{Caller, Context};
use crate::{ErrorBody, Fault, Protocol, ServiceError, ServiceInfo};

/// The name of the header that carries the request id. The service spells it `x-amzn-RequestId`; names
/// of headers are in lower case here, as HTTP/2 has them, and hyper writes them so over HTTP/1.1 too.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

const QUERY_ERROR: HeaderName = HeaderName::from_static("x-amzn-query-error");

/// An answer before it has headers: a status and a body in the protocol's form, and what is kept of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    status: u16,
    body: Body,
    failure: Option<Box<Failure>>,
    input: Option<Value>,
    output: Option<Value>,
}

/// What an error is besides its body.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    code: String,
    message: Option<String>,
    /// The code and the side at fault as the query protocol has them.
    query: Option<String>,
}

/// A body that shows nothing of itself in `Debug`: it may hold secrets.
#[derive(Clone, PartialEq, Eq)]
struct Body(Bytes);

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// What a call and its answer were, left in the response's extensions for logs, metrics and audits.
///
/// Nothing in it is sensitive but the message of an error that is answered before it is known who calls: it may say
/// what stood in the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answered {
    /// The operation, when the request named one that exists.
    pub operation: Option<&'static str>,
    /// The code of the error, when it was one.
    pub error: Option<String>,
    /// What the error says.
    pub message: Option<String>,
    /// The id that the answer carries.
    pub request_id: String,
    /// Who called, when that could be told.
    pub caller: Option<Caller>,
    /// How many bytes the body of the request had, as it was sent; zero when it was not read to its end.
    pub received: usize,
    /// The input as it was understood, if that is [kept](super::HttpService::with_records): a JSON object without the
    /// sensitive members and those that the model does not have. An input that breaks the model's rules is not there.
    pub input: Option<Value>,
    /// The output of a call that succeeded, likewise.
    pub output: Option<Value>,
}

impl Answered {
    /// What is known of every request; for those that no [`HttpService`](super::HttpService) answers. The rest can be
    /// set.
    pub fn new(operation: Option<&'static str>, request_id: impl Into<String>) -> Self {
        Self {
            operation,
            error: None,
            message: None,
            request_id: request_id.into(),
            caller: None,
            received: 0,
            input: None,
            output: None,
        }
    }
}

/// What is known of a request besides its answer.
pub(super) struct Received {
    pub(super) operation: Option<&'static str>,
    /// The circumstances of the call, once it was known who calls.
    pub(super) context: Option<Context>,
    pub(super) bytes: usize,
}

impl Answer {
    /// The answer of a call that succeeded.
    pub(super) fn ok(body: Bytes) -> Self {
        Self { status: 200, body: Body(body), failure: None, input: None, output: None }
    }

    /// The answer of a call that failed.
    pub(super) fn error(error: &dyn ServiceError, service: &ServiceInfo) -> Self {
        let body = Body(ErrorBody::answered_by(service, error).into());
        let query = service.is_query_compatible.then(|| {
            let side = if error.fault() == Fault::Client { "Sender" } else { "Receiver" };
            format!("{};{side}", error.code())
        });
        let failure = Failure { code: error.code().to_owned(), message: error.message().map(str::to_owned), query };
        let failure = Some(Box::new(failure));
        Self { status: error.status(), body, failure, input: None, output: None }
    }

    /// Says what is kept of the input.
    pub(super) fn with_input(self, input: Option<Value>) -> Self {
        Self { input, ..self }
    }

    /// Says what is kept of the output.
    pub(super) fn with_output(self, output: Option<Value>) -> Self {
        Self { output, ..self }
    }

    /// The response, complete.
    pub(super) fn into_response(
        self,
        protocol: Protocol,
        Received { operation, context, bytes: received }: Received,
    ) -> Response<Bytes> {
        let Self { status, body, failure, input, output } = self;
        let (request_id, caller) = match context {
            Some(Context { request_id, caller, .. }) => (request_id, Some(caller)),
            None => (request_id(), None),
        };
        let (error, message, query) = failure.map_or((None, None, None), |failure| {
            let Failure { code, message, query } = *failure;
            (Some(code), message, query)
        });
        let mut response = Response::new(body.0);
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(protocol.content_type()));
        if let Ok(id) = HeaderValue::from_str(&request_id) {
            headers.insert(REQUEST_ID, id);
        }
        if let Some(query) = query.and_then(|query| HeaderValue::try_from(query).ok()) {
            headers.insert(QUERY_ERROR, query);
        }
        if error.as_deref() == Some(MISSING) {
            // Whoever does not sign at all is no client; HTTP/2 leaves the header out.
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let answered = Answered { operation, error, message, request_id, caller, received, input, output };
        response.extensions_mut().insert(answered);
        response
    }
}
