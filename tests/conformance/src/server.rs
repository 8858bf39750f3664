//! The server's side: requests that it reads, responses that it writes.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Request;
use runtime::serde::Serialize;
use runtime::server::Context;
use runtime::{OperationError, Unmodeled};
use serde::de::DeserializeOwned;

use crate::case::{self, ServerRequest, ServerResponse, Value};
use crate::http_message::{compress, headers, is_compressed};
use crate::subject::{json_of, read};
use crate::{Subject, json};

/// The name of the header with the id of a request.
const REQUEST_ID: &str = "x-amzn-requestid";

/// What the implementation of the service does: it keeps what it is called with, and answers what
/// the test says.
#[derive(Clone, Debug, Default)]
pub struct Script {
    answer: Option<Answer>,
    called: Arc<Mutex<Option<Called>>>,
}

/// What the implementation answers, as JSON.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The output.
    Output(String),
    /// A modeled error: the name of its shape, and its members.
    Error(String, String),
}

/// What the implementation was called with.
#[derive(Clone, Debug)]
struct Called {
    operation: &'static str,
    request_id: String,
    input: String,
}

impl Script {
    fn answering(answer: Answer) -> Self {
        Self { answer: Some(answer), ..Self::default() }
    }

    /// Keeps what the implementation is called with; gives what it is to answer.
    ///
    /// # Errors
    /// When the test is not about the answer.
    pub fn call<I: Serialize, E: OperationError>(&self, input: &I, context: &Context) -> Result<Answer, E> {
        let Context { operation, request_id, .. } = context;
        let called = Called { operation, request_id: request_id.clone(), input: json_of(input) };
        if let Ok(mut kept) = self.called.lock() {
            *kept = Some(called);
        }
        self.answer.clone().ok_or_else(|| Unmodeled::bare("NothingToAnswer").into())
    }

    fn called(&self) -> Option<Called> {
        self.called.lock().ok()?.clone()
    }
}

/// The output that the implementation answers.
///
/// # Errors
/// When the test has none that can be read.
pub fn output<O: DeserializeOwned, E: OperationError>(json: &str) -> Result<O, E> {
    read("the output", json).map_err(|problem| misfit(&problem).into())
}

/// The modeled error that the implementation answers, as what the operation fails with.
pub fn failure<M: DeserializeOwned, E: OperationError>(members: &str, of: fn(M) -> E) -> E {
    read("the error", members).map_or_else(|problem| misfit(&problem).into(), of)
}

/// What the implementation answers when the test does not fit the types.
pub fn misfit(problem: &str) -> Unmodeled {
    Unmodeled::new("TestDoesNotFit", problem)
}

/// Gives the request to the server, and compares the input that the implementation gets.
pub(crate) async fn request<S: Subject>(operation: &str, check: &ServerRequest) -> Result<(), String> {
    let script = Script::default();
    let response = S::serve(script.clone(), http_request(&check.request)?).await;
    let Some(called) = script.called() else {
        let body = String::from_utf8_lossy(response.body());
        return Err(format!("the implementation was not called; the answer is {} {body:?}", response.status()));
    };
    if called.operation != operation {
        return Err(format!("expected a call of {operation}, got one of {}", called.operation));
    }
    json::same(&check.expected, &called.input)
}

/// Has the implementation answer, and compares the response.
pub(crate) async fn response<S: Subject>(operation: &str, check: &ServerResponse) -> Result<(), String> {
    let script = Script::answering(match check.answer.clone() {
        Value::Output(output) => Answer::Output(output),
        Value::Error(error) => Answer::Error(error.name, error.members),
    });
    let response = S::serve(script.clone(), http_request(&check.request)?).await;
    let status = response.status().as_u16();
    let mut problems = check.message.problems(response.headers(), response.body());
    if status != check.status {
        problems.push(format!("status: expected {}, got {status}", check.status));
    }
    match script.called() {
        // The id is the server's to choose, and its implementation's to know.
        Some(called) if called.operation == operation => {
            let id = response.headers().get(REQUEST_ID).is_some_and(|id| *id == *called.request_id);
            problems.extend((!id).then(|| format!("{REQUEST_ID} is not what the implementation was told")));
        }
        called => problems.push(format!("expected a call of {operation}, got {called:?}")),
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
}

fn http_request(given: &case::Request) -> Result<Request<Bytes>, String> {
    let headers = headers(&given.headers)?;
    let body = match is_compressed(&headers) {
        true => compress(&given.body).into(),
        false => Bytes::from(given.body.clone()),
    };
    let request = Request::builder().method(given.method.as_str()).uri(&given.uri).body(body);
    let mut request = request.map_err(|error| format!("the test has no proper request: {error}"))?;
    *request.headers_mut() = headers;
    Ok(request)
}
