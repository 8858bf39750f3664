//! The tests that a model's traits hold, made ready for each side.

use secretsmith_model::{Kind, Model, Operation, Protocol, Shape, ShapeId};
use serde_json::{Value, json};

use super::check::Context;
use super::suite::Suite;

/// Who is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Client,
    Server,
}

/// What is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// A test for one side.
#[derive(Debug)]
pub(super) struct Case {
    /// The shape that has the test.
    shape: ShapeId,
    /// What the model calls the test; a request and a response may be called alike.
    pub(super) id: String,
    pub(super) side: Side,
    pub(super) direction: Direction,
    /// The test as the harness reads it.
    pub(super) json: Value,
    /// What of the test is not asked for, since the model is at fault.
    pub(super) notes: Vec<String>,
}

/// A test, and what it is a test of.
pub(super) struct Test<'m> {
    pub(super) json: &'m Value,
    pub(super) direction: Direction,
    /// The shape that has the test.
    shape: &'m Shape,
    /// The operation that is called.
    pub(super) name: &'m str,
    pub(super) operation: &'m Operation,
}

impl<'m> Test<'m> {
    /// What the model calls the test.
    pub(super) fn id(&self) -> &'m str {
        self.json["id"].as_str().unwrap_or_default()
    }

    /// The error that is tested, if it is one.
    pub(super) fn error(&self) -> Option<&'m ShapeId> {
        self.shape.traits.error.map(|_| &self.shape.id)
    }

    fn applies_to(&self, side: Side) -> bool {
        match self.json["appliesTo"].as_str() {
            Some("client") => side == Side::Client,
            Some("server") => side == Side::Server,
            _ => true,
        }
    }
}

/// The tests of a service's operations and errors for its protocol, for each side that they are for.
///
/// # Errors
/// The tests whose parameters do not fit the model.
pub(super) fn of_service(model: &Model, service: &Shape) -> Result<Vec<Case>, String> {
    let protocol = protocol(service)?;
    let context = Context::new(model, service, protocol);
    let (mut cases, mut problems) = (Vec::new(), Vec::new());
    for test in tests(model, service).iter().filter(|test| test.json["protocol"] == protocol.id()) {
        for side in [Side::Client, Side::Server].into_iter().filter(|side| test.applies_to(*side)) {
            match context.check(test, side) {
                Ok((check, notes)) => cases.push(case(test, side, check, notes)),
                Err(problem) => problems.push(format!("{}: {problem}", test.id())),
            }
        }
    }
    match problems.is_empty() {
        true => Ok(cases),
        false => Err(problems.join("\n")),
    }
}

fn case(test: &Test<'_>, side: Side, check: Value, notes: Vec<String>) -> Case {
    Case {
        shape: test.shape.id.clone(),
        id: test.id().to_owned(),
        side,
        direction: test.direction,
        json: json!({ "id": test.id(), "operation": test.name, "check": check }),
        notes,
    }
}

/// The version of AWS JSON that a service speaks.
#[derive(Clone, Copy)]
pub(super) enum Version {
    V1_0,
    V1_1,
}

impl Version {
    fn id(self) -> &'static str {
        match self {
            Self::V1_0 => "aws.protocols#awsJson1_0",
            Self::V1_1 => "aws.protocols#awsJson1_1",
        }
    }

    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::V1_0 => "application/x-amz-json-1.0",
            Self::V1_1 => "application/x-amz-json-1.1",
        }
    }
}

fn protocol(service: &Shape) -> Result<Version, String> {
    let version = service.traits.protocols.iter().find_map(|protocol| match protocol {
        Protocol::AwsJson1_0 => Some(Version::V1_0),
        Protocol::AwsJson1_1 => Some(Version::V1_1),
        Protocol::Other(_) => None,
    });
    version.ok_or_else(|| "the service does not speak AWS JSON".to_owned())
}

/// The tests of the operations of a service, and those of its errors, each with the first operation
/// that may fail with it.
fn tests<'m>(model: &'m Model, service: &'m Shape) -> Vec<Test<'m>> {
    let closure = model.closure(&service.id);
    let operations: Vec<(&Shape, &Operation)> = closure
        .operations
        .iter()
        .filter_map(|id| model.shape(id))
        .filter_map(|shape| match &shape.kind {
            Kind::Operation(operation) => Some((shape, operation)),
            _ => None,
        })
        .collect();
    let of_operations = operations.iter().flat_map(|(shape, operation)| of_shape(shape, shape, operation));
    let errors = closure.shapes.iter().filter(|(_, usage)| usage.error).filter_map(|(id, _)| model.shape(id));
    let of_errors = errors.flat_map(|error| {
        // One that no operation lists is the service's, and any operation may fail with it.
        let lists = |(_, operation): &&(&Shape, &Operation)| operation.errors.contains(&error.id);
        let operation = operations.iter().find(lists).or(operations.first());
        operation.into_iter().flat_map(move |(shape, operation)| of_shape(error, shape, operation))
    });
    of_operations.chain(of_errors).collect()
}

fn of_shape<'m>(shape: &'m Shape, called: &'m Shape, operation: &'m Operation) -> impl Iterator<Item = Test<'m>> {
    let tests = [
        (Direction::Request, &shape.traits.http_request_tests),
        (Direction::Response, &shape.traits.http_response_tests),
    ];
    tests.into_iter().flat_map(move |(direction, tests)| {
        let tests = tests.iter().filter_map(Value::as_array).flatten();
        tests.map(move |json| Test { json, direction, shape, name: called.id.name(), operation })
    })
}

/// Sees that every test of a model is in one of its suites.
///
/// # Errors
/// The tests that are in none.
pub(super) fn all_are_taken(model: &Model, suites: &[Suite]) -> Result<(), String> {
    let mut left = Vec::new();
    for shape in model.shapes.values() {
        let tests = [
            (Direction::Request, &shape.traits.http_request_tests),
            (Direction::Response, &shape.traits.http_response_tests),
        ];
        for (direction, tests) in tests {
            let ids = tests.iter().filter_map(Value::as_array).flatten().filter_map(|test| test["id"].as_str());
            let is_taken = |id: &&str| {
                let is_it = |case: &Case| case.shape == shape.id && case.direction == direction && case.id == *id;
                suites.iter().any(|suite| suite.cases.iter().any(is_it))
            };
            left.extend(ids.filter(|id| !is_taken(id)).map(|id| format!("{id} of {}", shape.id)));
        }
    }
    match left.is_empty() {
        true => Ok(()),
        false => Err(format!("no service has these tests: {}", left.join(", "))),
    }
}
