//! Answers: telling success from failure and reading either.

use std::time::Duration;

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_core::de::MapAccess;
use serde_json::Value;

use super::{Metadata, OutcomeClass};
use crate::de::{self, Members};
use crate::sdk_error::AnswerMeta;
use crate::{HttpResponse, Operation, OperationError, ResponseError, SdkError, ServiceFailure, Unmodeled, aws_json};

const RETRY_AFTER_MILLIS: HeaderName = HeaderName::from_static("x-amz-retry-after");
const QUERY_ERROR: HeaderName = HeaderName::from_static("x-amzn-query-error");
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// What came back.
pub(super) struct Answer {
    meta: AnswerMeta,
    latency: Duration,
    body: Bytes,
    outcome: Outcome,
}

enum Outcome {
    Success,
    /// An error with this name, and the code of the query protocol if the service tells it.
    Error(String, Option<String>),
    /// A failure, and nothing that names an error.
    Failure,
}

impl Answer {
    pub(super) fn new(operation: &'static str, response: Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        let outcome = match head.status.is_success() {
            true => Outcome::Success,
            false => match error_code(&head.headers, &body) {
                Some(code) => Outcome::Error(code, query_code(&head.headers)),
                None => Outcome::Failure,
            },
        };
        let response = HttpResponse::of(head.status, head.headers);
        Self { meta: AnswerMeta { operation, response, attempts: 1 }, latency: Duration::ZERO, body, outcome }
    }

    /// Whether the answer is one of success.
    pub(super) fn is_success(&self) -> bool {
        matches!(self.outcome, Outcome::Success)
    }

    /// The name of the error in the answer, and its body.
    pub(super) fn error(&self) -> Option<(&str, &[u8])> {
        match &self.outcome {
            Outcome::Error(code, _) => Some((code, &self.body)),
            Outcome::Success | Outcome::Failure => None,
        }
    }

    /// How long the service asks to wait before the next attempt.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        let millis = header(self.headers(), RETRY_AFTER_MILLIS).and_then(|millis| millis.parse().ok());
        let seconds = || header(self.headers(), RETRY_AFTER)?.parse().ok().map(Duration::from_secs);
        millis.map(Duration::from_millis).or_else(seconds)
    }

    /// When the service answered, by its own clock.
    pub(super) fn date(&self) -> Option<Timestamp> {
        rfc2822::DateTimeParser::new().parse_timestamp(header(self.headers(), DATE)?).ok()
    }

    /// Notes that this was the answer to so many attempts.
    pub(super) fn after(mut self, attempts: u32) -> Self {
        self.meta.attempts = attempts;
        self
    }

    /// Notes how long the call took.
    pub(super) fn taking(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// What came with the output.
    pub(super) fn metadata(&self) -> Metadata {
        Metadata {
            request_id: self.request_id().map(str::to_owned),
            status: self.status(),
            attempts: self.meta.attempts,
            headers: self.headers().clone(),
            latency: self.latency,
        }
    }

    pub(super) fn status(&self) -> u16 {
        self.meta.status()
    }

    /// The length of the body, in bytes.
    pub(super) fn len(&self) -> usize {
        self.body.len()
    }

    /// What came of the attempt, as far as one can tell before the output is read.
    pub(super) fn class(&self) -> OutcomeClass {
        match self.outcome {
            Outcome::Success => OutcomeClass::Success,
            Outcome::Error(..) => OutcomeClass::ServiceError,
            Outcome::Failure => OutcomeClass::ResponseError,
        }
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        self.meta.request_id()
    }

    fn headers(&self) -> &HeaderMap {
        self.meta.response.headers().as_map()
    }

    /// The output, or the error, of an operation.
    pub(super) fn read<O: Operation>(self) -> Result<O::Output, SdkError<O::Error>> {
        let Self { meta, body, outcome, .. } = self;
        match outcome {
            Outcome::Success => {
                aws_json::read(&body).map_err(|problem| ResponseError::undecodable(meta, problem).into())
            }
            Outcome::Failure => Err(ResponseError::without_code(meta).into()),
            Outcome::Error(code, query_code) => {
                // An error whose members are not what the model says still has its code and text.
                let modeled = O::Error::read(&code, &body).ok().flatten();
                let code = query_code.unwrap_or(code);
                let error = modeled.unwrap_or_else(|| Unmodeled::from_body(code, meta.status(), &body).into());
                Err(ServiceFailure::new(meta, error).into())
            }
        }
    }
}

/// The bare name of the error: the header's, else the body's.
fn error_code(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let written = header(headers, ERROR_TYPE).map(str::to_owned).or_else(|| code_in(body))?;
    Some(aws_json::error_code(&written).to_owned()).filter(|code| !code.is_empty())
}

/// The code of the query protocol: what stands before the side at fault.
fn query_code(headers: &HeaderMap) -> Option<String> {
    let (code, _side) = header(headers, QUERY_ERROR)?.split_once(';')?;
    Some(code.to_owned())
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn code_in(body: &[u8]) -> Option<String> {
    let code: Code = de::members(&mut serde_json::Deserializer::from_slice(body)).ok()?;
    code.code.or(code.kind)
}

/// The two members that name an error.
#[derive(Default)]
struct Code {
    code: Option<String>,
    kind: Option<String>,
}

impl Members for Code {
    fn read<'de, M: MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error> {
        match name {
            "code" => self.code = text(map)?,
            "__type" => self.kind = text(map)?,
            _ => return de::skip(map),
        }
        Ok(())
    }
}

/// A member's value if it is a string; a number under the name `code` is no error's name.
fn text<'de, M: MapAccess<'de>>(map: &mut M) -> Result<Option<String>, M::Error> {
    Ok(map.next_value::<Value>()?.as_str().map(str::to_owned))
}
