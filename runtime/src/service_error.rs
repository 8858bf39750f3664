//! What every error of a service has: a code, a message, a side at fault.

use std::error::Error;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::{DecodeError, Protocol, ServiceInfo, Unmodeled};

/// Which side has to change for a call to succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The request is not right; sending it again gives the same answer.
    Client,
    /// The service failed; the same request may succeed later.
    Server,
}

impl Fault {
    /// The HTTP status that stands for the fault when the model names none: 400 or 500.
    pub const fn status(self) -> u16 {
        match self {
            Self::Client => 400,
            Self::Server => 500,
        }
    }
}

/// An error that a service answered.
pub trait ServiceError: Error + Send + Sync + 'static {
    /// The name of the error, for example `ResourceNotFoundException`.
    fn code(&self) -> &str;

    /// What the service says of it.
    fn message(&self) -> Option<&str>;

    /// Which side is at fault.
    fn fault(&self) -> Fault;

    /// The HTTP status that it is answered with.
    fn status(&self) -> u16 {
        self.fault().status()
    }

    /// Whether the model says that the same call may succeed later.
    fn is_retryable(&self) -> bool {
        false
    }

    /// Whether the model says that the caller is to slow down.
    fn is_throttling(&self) -> bool {
        false
    }

    /// The name in the body of an answer, which differs from the code of an error that the service
    /// already had when it spoke the query protocol.
    fn type_name(&self) -> &str {
        self.code()
    }

    /// Writes the members as they stand in the body of the answer.
    fn write_members(&self, body: &mut ErrorBody);
}

/// An error that a model defines.
pub trait ModeledError: ServiceError + DeserializeOwned + Clone {
    /// The name of the error in the body of an answer.
    const TYPE_NAME: &'static str;
}

/// The error type of one operation: an enumeration of what the model lists, and the rest.
pub trait OperationError: ServiceError + From<Unmodeled> + Clone {
    /// The error behind the variant.
    fn as_service_error(&self) -> &dyn ServiceError;

    /// Reads the modeled error with this code; `None` when the operation lists no such error.
    ///
    /// # Errors
    /// When the body is not that of the error.
    fn read(code: &str, body: &[u8]) -> Result<Option<Self>, DecodeError>;
}

/// The JSON object of an error answer while it is written: members in the order of the calls.
#[derive(Debug, Default)]
pub struct ErrorBody {
    json: Vec<u8>,
    has_type: bool,
}

impl ErrorBody {
    /// Writes the name of the error; without this call it comes last.
    pub fn write_type(&mut self, code: &str) {
        self.has_type = true;
        self.write("__type", code);
    }

    /// Writes a member.
    pub fn write<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        let start = self.json.len();
        self.json.push(if start == 0 { b'{' } else { b',' });
        let written = serde_json::to_writer(&mut self.json, name).and_then(|()| {
            self.json.push(b':');
            serde_json::to_writer(&mut self.json, value)
        });
        if written.is_err() {
            // A value with no JSON form is left out of the answer.
            self.json.truncate(start);
        }
    }

    /// Writes a member if it has a value.
    pub fn write_some<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.write(name, value);
        }
    }

    /// The body of an error answer.
    pub fn of(error: &dyn ServiceError) -> Vec<u8> {
        Self::under(error, error.type_name())
    }

    /// The body of an error answer of a service, which may put a namespace before the name.
    pub fn answered_by(service: &ServiceInfo, error: &dyn ServiceError) -> Vec<u8> {
        match service.protocol {
            Protocol::AwsJson1_0 => Self::under(error, &format!("{}#{}", service.namespace, error.type_name())),
            Protocol::AwsJson1_1 => Self::of(error),
        }
    }

    /// The body, with this name unless the error has written its own.
    fn under(error: &dyn ServiceError, name: &str) -> Vec<u8> {
        let mut body = Self::default();
        error.write_members(&mut body);
        if !body.has_type {
            body.write_type(name);
        }
        body.json.push(b'}');
        body.json
    }
}
