//! One call on its way through a server.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde_core::Serialize;
use serde_json::{Deserializer, Value};

use super::decoded::Decoded;
use super::visible::visible;
use super::{Answer, Context, Records};
use crate::aws_json::or_empty_object;
use crate::constraint::{Validate, validate};
use crate::de::{Found, Members, members};
use crate::{BuildError, DecodeError, Operation, OperationFacts, ServiceError, ServiceInfo, Unmodeled, wiped};

/// What a generated crate implements: from the name of an operation to a method of its trait.
pub trait Dispatch: Send + Sync + 'static {
    /// The service.
    const SERVICE: &'static ServiceInfo;

    /// The operation with this wire name, if there is one, and what the protocol does for it.
    fn operation(name: &str) -> Option<(&'static str, OperationFacts)>;

    /// Reads the input, calls the method, writes the output.
    ///
    /// # Errors
    /// The answer to a request that is refused before the method is called.
    fn serve(&self, call: &Call) -> impl Future<Output = Result<Answer, Answer>> + Send;
}

/// A request that has an operation, a body and a caller.
pub struct Call {
    context: Context,
    service: &'static ServiceInfo,
    body: Bytes,
    records: Records,
    /// What is kept of the input until there is an answer.
    input: Mutex<Option<Value>>,
}

impl Call {
    pub(super) fn new(context: Context, service: &'static ServiceInfo, body: Bytes, records: Records) -> Self {
        Self { context, service, body, records, input: Mutex::default() }
    }

    /// The wire name of the operation.
    pub fn operation(&self) -> &'static str {
        self.context.operation
    }

    /// The circumstances of the call.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// What is left of a call that has been answered.
    pub(super) fn into_context(self) -> Context {
        self.context
    }

    /// Reads and checks the input: collects its members, then builds it of them.
    ///
    /// # Errors
    /// The answer to a body that is not JSON, a member of the wrong type, or an input that breaks
    /// the model's constraints.
    pub fn input<C, I>(&self, build: fn(C) -> Result<I, BuildError>) -> Result<I, Answer>
    where
        C: Members + Validate,
        I: Serialize,
    {
        let body: &[u8] = if C::HAS_MEMBERS { &self.body } else { or_empty_object(&self.body) };
        let mut json = Deserializer::from_slice(body);
        let mut collected: C = members(&mut json)
            .and_then(|collected| json.end().map(|()| collected))
            .map_err(|error| self.refuse(&unreadable(body, &error.into())))?;
        validate(&collected).map_err(|error| self.refuse(&error))?;
        collected.fill();
        let input = build(collected).map_err(|error| self.refuse(&Unmodeled::validation(error.to_string())))?;
        *self.input.lock().unwrap_or_else(PoisonError::into_inner) = self.seen(Records::Input, &input);
        Ok(input)
    }

    /// Writes what the method answered.
    pub fn answer<O: Operation>(&self, result: Result<O::Output, O::Error>) -> Answer {
        let answer = match result {
            Ok(_) if !O::FACTS.has_output => Answer::ok(Bytes::from_static(self.service.empty_answer.as_bytes())),
            Ok(output) => match wiped::json(&output) {
                Ok(body) => Answer::ok(body).with_output(self.seen(Records::InputAndOutput, &output)),
                Err(_) => self.refuse(&Unmodeled::bare("InternalFailure").with_status(500)),
            },
            Err(error) => self.refuse(&error),
        };
        answer.with_input(self.input.lock().unwrap_or_else(PoisonError::into_inner).take())
    }

    /// What may be seen of an input or an output, if it is kept.
    fn seen<T: Serialize>(&self, from: Records, shape: &T) -> Option<Value> {
        if self.records < from { None } else { visible(shape, self.service.sensitive_members) }
    }

    /// The answer to an operation that the dispatcher does not have.
    pub fn unknown_operation(&self) -> Answer {
        self.refuse(&Unmodeled::unknown_operation())
    }

    fn refuse(&self, error: &dyn ServiceError) -> Answer {
        Answer::error(error, self.service)
    }
}

/// Shows the circumstances and never the body, which may hold secrets.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("context", &self.context).finish_non_exhaustive()
    }
}

/// Whether a body is a JSON object, whatever is in it.
pub(super) fn is_json_object(body: &[u8]) -> bool {
    let is_object = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    is_object && serde_json::from_slice::<Decoded>(body).is_ok()
}

/// `SerializationException`: bare for what is no JSON object, otherwise with what was found where.
fn unreadable(body: &[u8], error: &DecodeError) -> Unmodeled {
    let bare = Unmodeled::bare("SerializationException");
    if error.is_syntax() || !is_json_object(body) {
        return bare;
    }
    let text = match error.wrong_type() {
        Some((Found::List, _)) => "Start of list found where not expected".to_owned(),
        Some((Found::Map, _)) => "Start of structure or map found where not expected.".to_owned(),
        Some((found, expected)) => format!("{} can not be converted to {}", token(found), java_type(expected)),
        None => error.to_string(),
    };
    Unmodeled::new("SerializationException", text).with_capital()
}

fn token(found: Found) -> &'static str {
    match found {
        Found::Boolean(true) => "TRUE_VALUE",
        Found::Boolean(false) => "FALSE_VALUE",
        Found::Number => "NUMBER_VALUE",
        Found::String => "STRING_VALUE",
        Found::Null => "NULL_VALUE",
        Found::List => "START_ARRAY",
        Found::Map => "START_OBJECT",
    }
}

/// The type that the framework names for what serde calls it.
fn java_type(expected: &str) -> &str {
    match expected {
        "a string" => "a String",
        "a boolean" => "a Boolean",
        "i8" => "a Byte",
        "i16" => "a Short",
        "i32" => "an Integer",
        "i64" => "a Long",
        "f32" => "a Float",
        "f64" => "a Double",
        other => other,
    }
}
