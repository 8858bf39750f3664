//! Transports for tests: one that answers from a script, and one that writes such a script.

use serde_json::{Map, Value, json};

mod recorder;
mod redact;
mod script;

pub use recorder::Recorder;
pub use script::Script;

/// A request, and its answer.
#[derive(Clone, PartialEq)]
pub struct Exchange {
    operation: String,
    request: Option<Value>,
    status: u16,
    headers: Vec<(String, String)>,
    answer: Value,
}

impl Exchange {
    /// Any request of this operation, answered with an empty object.
    pub fn new(operation: impl Into<String>) -> Self {
        Self { operation: operation.into(), request: None, status: 200, headers: Vec::new(), answer: json!({}) }
    }

    /// Only the request with this body. Where it has `"REDACTED"`, anything may stand.
    pub fn with_request(mut self, body: Value) -> Self {
        self.request = Some(body);
        self
    }

    /// Answered with this body.
    pub fn with_answer(mut self, body: Value) -> Self {
        self.answer = body;
        self
    }

    /// Answered with this error of the service, with status 400.
    pub fn with_error(mut self, code: &str, message: &str) -> Self {
        (self.status, self.answer) = (400, json!({"__type": code, "Message": message}));
        self
    }

    /// Answered with this status.
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Answered with this header among others.
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The exchange as JSON, for a file.
    pub fn to_value(&self) -> Value {
        let Self { operation, request, status, headers, answer } = self;
        let headers: Map<_, _> = headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        json!({"operation": operation, "request": request, "status": status, "headers": headers, "answer": answer})
    }

    /// Reads what [`to_value`](Self::to_value) gave; nothing when it is something else.
    pub fn from_value(value: &Value) -> Option<Self> {
        let header = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        Some(Self {
            operation: value["operation"].as_str()?.to_owned(),
            request: Some(value["request"].clone()).filter(|request| !request.is_null()),
            status: value["status"].as_u64()?.try_into().ok()?,
            headers: value["headers"].as_object()?.iter().map(header).collect::<Option<_>>()?,
            answer: value["answer"].clone(),
        })
    }
}

/// What is in the bodies may be secret.
impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { operation, status, .. } = self;
        f.debug_struct("Exchange").field("operation", operation).field("status", status).finish_non_exhaustive()
    }
}
