//! The client's side: requests that it makes, responses that it reads.

use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST};
use http::{HeaderValue, Request, Response};
use runtime::client::{Config, Credentials, Transport, TransportError, TransportErrorKind, TransportFuture};
use runtime::serde::Serialize;
use runtime::{OperationError, SdkError};

use crate::case::{ClientRequest, ClientResponse, ErrorValue, Value};
use crate::http_message::{decompress, headers, is_compressed};
use crate::subject::json_of;
use crate::{Subject, json};

/// What became of a call.
#[derive(Debug)]
pub struct Sent {
    /// The input as the types write it.
    pub written: String,
    /// What came back.
    pub answer: Received,
}

/// What came back from a call.
#[derive(Debug)]
pub enum Received {
    /// The output, as the types write it.
    Output(String),
    /// A modeled error: the name of its shape, its code, and its members as the types write them.
    Error {
        /// The name of its shape.
        name: &'static str,
        /// What the client gives as its code.
        code: String,
        /// Its members, as the types write them.
        members: String,
    },
    /// Anything else, as it is told.
    Other(String),
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(json) => write!(f, "the output {json}"),
            Self::Error { name, code, members } => write!(f, "the error {name} ({code}) {members}"),
            Self::Other(failure) => write!(f, "the failure {failure:?}"),
        }
    }
}

/// What came back from a call; `modeled` tells the shape and the members of a modeled error.
pub fn received<O: Serialize, E: OperationError>(
    answer: Result<O, SdkError<E>>,
    modeled: impl Fn(&E) -> Option<(&'static str, String)>,
) -> Received {
    match answer {
        Ok(output) => Received::Output(json_of(&output)),
        Err(SdkError::ServiceError(failure)) => match modeled(failure.err()) {
            Some((name, members)) => Received::Error { name, code: failure.err().code().to_owned(), members },
            None => Received::Other(failure.to_string()),
        },
        Err(failure) => Received::Other(failure.to_string()),
    }
}

/// Sends the input, and compares the request.
pub(crate) async fn request<S: Subject>(operation: &str, check: &ClientRequest) -> Result<(), String> {
    let answer = Response::new(Bytes::from_static(b"{}"));
    let recorder = Recorder::answering(answer);
    let sent = S::send(operation, config(&check.endpoint, recorder.clone()), &check.input).await?;
    json::same(&check.written, &sent.written).map_err(|problem| format!("the input, written: {problem}"))?;
    let request = recorder.first().ok_or_else(|| format!("nothing was sent, but there is {}", sent.answer))?;
    let problems = problems(check, &framed(request));
    if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
}

/// Everything in which a request is not what it must be.
fn problems(check: &ClientRequest, request: &Request<Bytes>) -> Vec<String> {
    let uri = request.uri();
    let host = request.headers().get(HOST).map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned());
    let compare = |what: &str, expected: &str, actual: &str| {
        (expected != actual).then(|| format!("{what}: expected {expected:?}, got {actual:?}"))
    };
    let mut problems: Vec<String> = [
        compare("method", &check.method, request.method().as_str()),
        compare("path", &check.uri, uri.path_and_query().map_or("", |path| path.as_str())),
        compare("host", &check.host, uri.authority().map_or("", |authority| authority.as_str())),
        compare("the header Host", &check.host, &host.unwrap_or_default()),
    ]
    .into_iter()
    .flatten()
    .collect();
    problems.extend(check.message.problems(request.headers(), request.body()));
    if is_compressed(request.headers()) {
        // Tests say nothing of compressed bodies; what is in them must still be the input.
        let same = decompress(request.body()).and_then(|body| json::same(&check.written, &body));
        problems.extend(same.err());
    }
    problems
}

/// The request as HTTP/1.1 has it: whatever carries a body whose length is known says that length.
fn framed(mut request: Request<Bytes>) -> Request<Bytes> {
    let length = HeaderValue::from(request.body().len());
    request.headers_mut().entry(CONTENT_LENGTH).or_insert(length);
    request
}

/// Answers a call with the response, and compares what the client makes of it.
pub(crate) async fn response<S: Subject>(operation: &str, check: &ClientResponse) -> Result<(), String> {
    let mut answer = Response::new(Bytes::from(check.body.clone()));
    *answer.status_mut() = check.status.try_into().map_err(|_| format!("{} is no status", check.status))?;
    *answer.headers_mut() = headers(&check.headers)?;
    let recorder = Recorder::answering(answer);
    let sent = S::send(operation, config("https://example.com", recorder), &check.input).await?;
    match (&check.expected, &sent.answer) {
        (Value::Output(expected), Received::Output(actual)) => json::same(expected, actual),
        (Value::Error(expected), Received::Error { name, code, members }) => same_error(expected, name, code, members),
        (expected, actual) => Err(format!("expected {expected}, got {actual}")),
    }
}

fn same_error(expected: &ErrorValue, name: &str, code: &str, members: &str) -> Result<(), String> {
    if expected.name != name {
        return Err(format!("expected the error {}, got {name}", expected.name));
    }
    if expected.code != code {
        return Err(format!("expected the code {}, got {code}", expected.code));
    }
    json::same(&expected.members, members)
}

fn config(endpoint: &str, transport: Recorder) -> Config {
    Config::builder()
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned()))
        .endpoint_url(endpoint)
        .transport(transport)
        .build()
}

/// A transport that keeps requests, and answers all of them alike.
#[derive(Clone)]
struct Recorder {
    answer: Response<Bytes>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Recorder {
    fn answering(answer: Response<Bytes>) -> Self {
        Self { answer, requests: Arc::default() }
    }

    fn first(&self) -> Option<Request<Bytes>> {
        self.requests.lock().ok()?.first().cloned()
    }
}

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let kept = self.requests.lock().map(|mut requests| requests.push(request));
        let answer = kept.map(|()| self.answer.clone());
        let answer = answer.map_err(|_| TransportError::new(TransportErrorKind::Other, "the recorder is broken"));
        Box::pin(std::future::ready(answer))
    }
}
