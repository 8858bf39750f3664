//! One test for one side, as the harness reads it: see `tests/conformance/src/case.rs`.

use secretsmith_model::{Model, Shape};
use serde_json::{Value, json};

use super::cases::{Direction, Side, Test, Version};
use super::faults;
use super::wire::{Fill, Wire};

/// What all tests of a service have in common.
pub(super) struct Context<'m> {
    wire: Wire<'m>,
    service: &'m Shape,
    protocol: Version,
}

/// The name and value of a header.
type Header = (String, String);

impl<'m> Context<'m> {
    pub(super) fn new(model: &'m Model, service: &'m Shape, protocol: Version) -> Self {
        Self { wire: Wire { model }, service, protocol }
    }

    /// A test for a side, and what of it is not asked for.
    ///
    /// # Errors
    /// When the parameters do not fit the model.
    pub(super) fn check(&self, test: &Test<'_>, side: Side) -> Result<(Value, Vec<String>), String> {
        let (headers, notes) = self.headers(test, side);
        let check = match (side, test.direction) {
            (Side::Client, Direction::Request) => json!({ "ClientRequest": self.client_request(test, headers)? }),
            (Side::Client, Direction::Response) => json!({ "ClientResponse": self.client_response(test, headers)? }),
            (Side::Server, Direction::Request) => json!({ "ServerRequest": self.server_request(test, headers)? }),
            (Side::Server, Direction::Response) => json!({ "ServerResponse": self.server_response(test, headers)? }),
        };
        Ok((check, notes))
    }

    fn client_request(&self, test: &Test<'_>, headers: Vec<Header>) -> Result<Value, String> {
        let given = test.json["host"].as_str().unwrap_or("example.com");
        let host = test.json["resolvedHost"].as_str().unwrap_or(given);
        let (input, params) = (&test.operation.input, &test.json["params"]);
        Ok(json!({
            "endpoint": format!("https://{given}"),
            "input": self.wire.structure(input, params, Fill::Nothing)?,
            "written": self.wire.structure(input, params, Fill::ClientInput)?,
            "method": test.json["method"],
            "uri": test.json["uri"],
            "host": host.split('/').next(),
            "message": self.message(test, self.with_protocol(test, headers)),
        }))
    }

    fn client_response(&self, test: &Test<'_>, headers: Vec<Header>) -> Result<Value, String> {
        Ok(json!({
            "input": self.wire.sample(&test.operation.input)?,
            "status": test.json["code"],
            "headers": headers,
            "body": test.json["body"].as_str().unwrap_or_default(),
            "expected": self.answer(test, Fill::Output)?,
        }))
    }

    fn server_request(&self, test: &Test<'_>, headers: Vec<Header>) -> Result<Value, String> {
        let (input, params) = (&test.operation.input, &test.json["params"]);
        let host = test.json["resolvedHost"].as_str().or(test.json["host"].as_str()).unwrap_or("example.com");
        let mut headers = self.with_protocol(test, headers);
        headers.push(("Host".to_owned(), host.to_owned()));
        let body = match test.json["body"].as_str() {
            Some(body) => body.to_owned(),
            None => self.wire.structure(input, params, Fill::Nothing)?,
        };
        Ok(json!({
            "request": { "method": test.json["method"], "uri": test.json["uri"], "headers": headers, "body": body },
            "expected": self.wire.structure(input, params, Fill::ServerInput)?,
        }))
    }

    fn server_response(&self, test: &Test<'_>, headers: Vec<Header>) -> Result<Value, String> {
        let body = self.wire.sample(&test.operation.input)?;
        let request_headers = self.with_protocol(test, Vec::new());
        let headers = self.with_content_type(headers);
        Ok(json!({
            "request": { "method": "POST", "uri": "/", "headers": request_headers, "body": body },
            "answer": self.answer(test, Fill::Nothing)?,
            "status": test.json["code"],
            "message": self.message(test, headers),
        }))
    }

    /// The output or error of a response.
    fn answer(&self, test: &Test<'_>, fill: Fill) -> Result<Value, String> {
        let params = &test.json["params"];
        let Some(error) = test.error() else {
            return Ok(json!({ "Output": self.wire.structure(&test.operation.output, params, fill)? }));
        };
        let code = test.json["vendorParams"]["code"].as_str().unwrap_or(error.name());
        // Members of errors may all be absent: an error must be readable whatever it lacks.
        let members = self.wire.structure(error, params, Fill::Nothing)?;
        Ok(json!({ "Error": { "name": error.name(), "code": code, "members": members } }))
    }

    /// The headers of a test, without those that it has no right to ask for, and why these are left
    /// out.
    fn headers(&self, test: &Test<'_>, side: Side) -> (Vec<Header>, Vec<String>) {
        let (mut headers, mut notes) = (Vec::new(), Vec::new());
        for (name, value) in test.json["headers"].as_object().into_iter().flatten() {
            match faults::header(self.service.id.as_str(), test.id(), side, test.direction, name) {
                Some(reason) => notes.push(format!("is not asked for the header {name}: {reason}")),
                None => headers.push((name.clone(), value.as_str().unwrap_or_default().to_owned())),
            }
        }
        (headers, notes)
    }

    /// Adds what every request of the protocol has, and some tests leave out.
    fn with_protocol(&self, test: &Test<'_>, headers: Vec<Header>) -> Vec<Header> {
        let target = format!("{}.{}", self.service.id.name(), test.name);
        self.with_content_type(with(headers, "X-Amz-Target", &target))
    }

    /// Adds what every request and response of the protocol has.
    fn with_content_type(&self, headers: Vec<Header>) -> Vec<Header> {
        with(headers, "Content-Type", self.protocol.content_type())
    }

    /// What headers and body must be.
    fn message(&self, test: &Test<'_>, headers: Vec<Header>) -> Value {
        let mut forbidden = names(&test.json["forbidHeaders"]);
        if !self.service.traits.query_compatible {
            // A test says so in its documentation, and nowhere else.
            forbidden.extend(["x-amzn-query-mode".to_owned(), "x-amzn-query-error".to_owned()]);
        }
        json!({
            "headers": headers,
            "forbidden": forbidden,
            "required": names(&test.json["requireHeaders"]),
            "body": body(test.json),
        })
    }
}

/// Adds a header, unless it is there.
fn with(mut headers: Vec<Header>, name: &str, value: &str) -> Vec<Header> {
    if !headers.iter().any(|(there, _)| there.eq_ignore_ascii_case(name)) {
        headers.push((name.to_owned(), value.to_owned()));
    }
    headers
}

/// What a body must be: nothing when the test does not say it, and JSON when it says that.
fn body(test: &Value) -> Value {
    match (test["body"].as_str(), test["bodyMediaType"].as_str()) {
        (None, _) => Value::Null,
        (Some(body), Some("application/json")) => json!({ "Json": body }),
        (Some(body), _) => json!({ "Exact": body }),
    }
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}
