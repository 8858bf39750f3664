//! What a rule answers when it refuses.

use std::borrow::Cow;
use std::fmt;

use secretsmith::Unmodeled;
use secretsmith::error::{Fault, OperationError, ServiceError};
use secretsmith_runtime::ErrorBody;

/// An error of the service before it is known which operation answers it (behaviour.md §1.4).
///
/// Made by the rules; [`into_error`](Self::into_error) turns it into the error of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    kind: Kind,
    message: Cow<'static, str>,
}

impl Refusal {
    pub(crate) fn new(kind: Kind, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: message.into() }
    }

    /// What was wrong.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The name of the error on the wire.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The text of the error on the wire.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The error as the operation answers it: the modeled error when the operation declares one
    /// with this code, else an unmodeled one with the same code and text.
    ///
    /// It goes through the form on the wire, since only reading finds an error by its code.
    pub fn into_error<E: OperationError>(self) -> E {
        match E::read(self.code(), &ErrorBody::of(&self)) {
            Ok(Some(error)) => error,
            _ => Unmodeled::new(self.code(), self.message).into(),
        }
    }
}

/// What a [`Refusal`] is about: the errors of §1.4 that the rules use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// There is no such secret, version or label.
    ResourceNotFound,
    /// A parameter, or a combination of them, that the service does not take.
    InvalidParameter,
    /// A parameter that does not fit the state of the secret.
    InvalidRequest,
    /// The name or the token is taken.
    ResourceExists,
    /// A quota would be exceeded.
    LimitExceeded,
    /// A `NextToken` that belongs to no such listing.
    InvalidNextToken,
    /// A resource policy that is none.
    MalformedPolicyDocument,
    /// A resource policy that lets everyone in.
    PublicPolicy,
    /// A malformed name; not in the model.
    Validation,
    /// Something that the caller may not do; not in the model.
    AccessDenied,
    /// A caller who is not known; not in the model.
    UnrecognizedClient,
    /// A caller who does not say who they are; not in the model.
    MissingAuthenticationToken,
    /// A signature for what is no Region; not in the model.
    InvalidSignature,
    /// A key that cannot encrypt now.
    Encryption,
    /// A key that cannot decrypt now.
    Decryption,
}

impl Kind {
    /// The name of the error on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ResourceNotFound => "ResourceNotFoundException",
            Self::InvalidParameter => "InvalidParameterException",
            Self::InvalidRequest => "InvalidRequestException",
            Self::ResourceExists => "ResourceExistsException",
            Self::LimitExceeded => "LimitExceededException",
            Self::InvalidNextToken => "InvalidNextTokenException",
            Self::MalformedPolicyDocument => "MalformedPolicyDocumentException",
            Self::PublicPolicy => "PublicPolicyException",
            Self::Validation => "ValidationException",
            Self::AccessDenied => "AccessDeniedException",
            Self::UnrecognizedClient => "UnrecognizedClientException",
            Self::MissingAuthenticationToken => "MissingAuthenticationTokenException",
            Self::InvalidSignature => "InvalidSignatureException",
            Self::Encryption => "EncryptionFailure",
            Self::Decryption => "DecryptionFailure",
        }
    }
}

impl ServiceError for Refusal {
    fn code(&self) -> &str {
        self.kind.code()
    }

    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn fault(&self) -> Fault {
        Fault::Client
    }

    fn write_members(&self, body: &mut ErrorBody) {
        body.write("Message", self.message.as_ref());
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message)
    }
}

impl std::error::Error for Refusal {}
