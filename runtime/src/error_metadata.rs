//! What is asked of any error in the same way, under the names that users of AWS SDKs know.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::{ServiceError, Unmodeled};

/// Any error.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// An error that a service may have answered.
pub trait ProvideErrorMetadata {
    /// The name of the error, for example `ResourceNotFoundException`; `None` when no service answered.
    fn code(&self) -> Option<&str>;

    /// What the service says of it.
    fn message(&self) -> Option<&str>;

    /// Code and message together.
    fn meta(&self) -> ErrorMetadata<'_>;
}

impl<E: ServiceError> ProvideErrorMetadata for E {
    fn code(&self) -> Option<&str> {
        Some(ServiceError::code(self))
    }

    fn message(&self) -> Option<&str> {
        ServiceError::message(self)
    }

    fn meta(&self) -> ErrorMetadata<'_> {
        ErrorMetadata::of(self)
    }
}

/// What is known of an error: its code, its message, and the id of the request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorMetadata<'a> {
    code: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    request_id: Option<Cow<'a, str>>,
}

impl ErrorMetadata<'static> {
    /// Starts collecting what is known, for tests.
    pub fn builder() -> ErrorMetadataBuilder {
        ErrorMetadataBuilder::default()
    }
}

impl<'a> ErrorMetadata<'a> {
    pub(crate) fn of<E: ProvideErrorMetadata>(error: &'a E) -> Self {
        Self { code: error.code().map(Cow::Borrowed), message: error.message().map(Cow::Borrowed), request_id: None }
    }

    #[cfg(feature = "client")]
    pub(crate) fn with_request_id(self, id: Option<&'a str>) -> Self {
        Self { request_id: id.map(Cow::Borrowed), ..self }
    }

    /// The name of the error.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the service says of it.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The id that the service gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

/// Writes code and message, as far as they are known.
impl fmt::Display for ErrorMetadata<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code(), self.message()) {
            (Some(code), Some(message)) => write!(f, "{code}: {message}"),
            (one, other) => f.write_str(one.or(other).unwrap_or("an error of which nothing is known")),
        }
    }
}

/// An error that no model lists, with the code `Unknown` when it has none.
impl From<ErrorMetadata<'_>> for Unmodeled {
    fn from(ErrorMetadata { code, message, .. }: ErrorMetadata<'_>) -> Self {
        let code = code.map_or_else(|| "Unknown".to_owned(), Cow::into_owned);
        match message {
            Some(message) => Self::new(code, message),
            None => Self::bare(code),
        }
    }
}

/// Collects an [`ErrorMetadata`].
#[derive(Clone, Debug, Default)]
#[must_use = "it is collected for `build`"]
pub struct ErrorMetadataBuilder(ErrorMetadata<'static>);

impl ErrorMetadataBuilder {
    /// Sets the name of the error.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(Cow::Owned(code.into()));
        self
    }

    /// Sets what the service says of it.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(Cow::Owned(message.into()));
        self
    }

    /// What was collected.
    pub fn build(self) -> ErrorMetadata<'static> {
        self.0
    }
}

/// Shows an error with all that is underneath.
///
/// Errors of calls tell their whole story by themselves; this is for those that wrap them.
#[derive(Clone, Copy, Debug)]
pub struct DisplayErrorContext<E>(pub E);

impl<E: Error> fmt::Display for DisplayErrorContext<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}
