//! Answers of the query protocol: XML, with the codes of STS.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use secretsmith::Unmodeled;
use secretsmith::error::ServiceError;
use secretsmith::server::{Answered, Caller};
use secretsmith_reference::policy::Principal;
use uuid::Uuid;

use super::user_id::user_id;

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Who a caller is.
pub(super) struct Identity {
    arn: String,
    user_id: String,
    account: String,
}

/// Why a caller is not told.
pub(super) struct Refusal {
    status: u16,
    code: Cow<'static, str>,
    message: Cow<'static, str>,
}

/// An answer before it is written.
pub(super) struct Answer {
    /// The operation, when the request named one that is here.
    pub(super) operation: Option<&'static str>,
    /// Who called, when that could be told.
    pub(super) caller: Option<Caller>,
    pub(super) result: Result<Identity, Refusal>,
}

impl Identity {
    pub(super) fn of(principal: &Principal) -> Self {
        let user_id = user_id(principal);
        Self { arn: principal.arn().to_owned(), user_id, account: principal.account().to_owned() }
    }
}

impl Refusal {
    pub(super) fn new(status: u16, code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }

    /// The request has more bytes than any call.
    pub(super) fn too_large() -> Self {
        Self::new(413, "RequestEntityTooLarge", "The request is larger than any call.")
    }

    /// It is nobody's access key.
    pub(super) fn unknown() -> Self {
        Self::new(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
    }
}

/// The errors of authentication, as STS has them.
impl From<Unmodeled> for Refusal {
    fn from(error: Unmodeled) -> Self {
        let message = error.message().unwrap_or_default().to_owned();
        match error.code() {
            "MissingAuthenticationTokenException" => {
                Self::new(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
            }
            "UnrecognizedClientException" => Self::new(403, "InvalidClientTokenId", message),
            "InvalidSignatureException" => Self::new(403, "SignatureDoesNotMatch", message),
            "ExpiredTokenException" => Self::new(403, "ExpiredToken", message),
            "IncompleteSignatureException" => Self::new(400, "IncompleteSignature", message),
            code => Self::new(error.status(), code.to_owned(), message),
        }
    }
}

impl Answer {
    /// The answer to a request that is no call.
    pub(super) fn to_no_operation(refusal: Refusal) -> Self {
        Self { operation: None, caller: None, result: Err(refusal) }
    }

    /// The response to a request whose body has so many bytes.
    pub(super) fn into_response(self, received: usize) -> Response<Full<Bytes>> {
        let request_id = Uuid::new_v4().to_string();
        let mut answered = Answered::new(self.operation, &*request_id);
        (answered.caller, answered.received) = (self.caller, received);
        let (status, body) = match self.result {
            Ok(identity) => (200, written(&identity, &request_id)),
            Err(refusal) => {
                answered.error = Some(refusal.code.to_string());
                answered.message = Some(refusal.message.to_string());
                (refusal.status, refused(&refusal, &request_id))
            }
        };
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
        if let Ok(id) = HeaderValue::from_str(&request_id) {
            response.headers_mut().insert("x-amzn-requestid", id);
        }
        response.extensions_mut().insert(answered);
        response
    }
}

fn written(Identity { arn, user_id, account }: &Identity, request_id: &str) -> String {
    let (arn, user_id) = (escaped(arn), escaped(user_id));
    format!(
        "<GetCallerIdentityResponse xmlns=\"{NAMESPACE}\">\n  \
           <GetCallerIdentityResult>\n    \
             <Arn>{arn}</Arn>\n    <UserId>{user_id}</UserId>\n    <Account>{account}</Account>\n  \
           </GetCallerIdentityResult>\n  \
           <ResponseMetadata>\n    <RequestId>{request_id}</RequestId>\n  </ResponseMetadata>\n\
         </GetCallerIdentityResponse>\n"
    )
}

fn refused(Refusal { status, code, message }: &Refusal, request_id: &str) -> String {
    let side = if *status < 500 { "Sender" } else { "Receiver" };
    let (code, message) = (escaped(code), escaped(message));
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\">\n  \
           <Error>\n    <Type>{side}</Type>\n    <Code>{code}</Code>\n    <Message>{message}</Message>\n  </Error>\n  \
           <RequestId>{request_id}</RequestId>\n\
         </ErrorResponse>\n"
    )
}

/// A text as XML has it. What XML cannot have at all, control characters, is replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}
