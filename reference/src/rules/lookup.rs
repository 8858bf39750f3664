//! From a `SecretId` to the secret: behaviour.md §2.3.

use secretsmith::primitives::DateTime;

use super::account::Account;
use super::arn::SecretArn;
use super::name;
use super::secret::Secret;
use crate::message;
use crate::refusal::Refusal;

/// What a `SecretId` can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretId<'a> {
    /// The name of a secret of the caller's account in this Region.
    Name(&'a str),
    /// An ARN, full or partial.
    Arn(SecretArn<'a>),
}

impl<'a> SecretId<'a> {
    /// Reads a `SecretId`. One that begins with `arn:` must be the ARN of a secret in form, with a
    /// name that has only the characters of a name; the specification does not say what answers
    /// others, so they are refused as names are.
    ///
    /// # Errors
    /// `ValidationException` when it is neither a name nor an ARN.
    pub fn parse(text: &'a str) -> Result<Self, Refusal> {
        if text.starts_with("arn:") {
            return SecretArn::parse(text).map(Self::Arn).ok_or_else(message::invalid_name);
        }
        name::check(text)?;
        Ok(Self::Name(text))
    }
}

impl Account {
    /// Finds a secret; one that is scheduled for deletion is found, one whose recovery window has
    /// ended is not.
    ///
    /// # Errors
    /// `ResourceNotFoundException` when there is none, or it is the ARN of another place.
    pub fn find(&self, id: SecretId<'_>, now: DateTime) -> Result<&Secret, Refusal> {
        let found = match id {
            SecretId::Name(name) => self.get(name, now),
            SecretId::Arn(arn) if arn.is_in(self.place()) => {
                let (name, suffix) = arn.split();
                let matches = |secret: &&Secret| suffix.is_none_or(|suffix| suffix == secret.suffix());
                self.get(name, now).filter(matches)
            }
            SecretId::Arn(_) => None,
        };
        found.ok_or_else(message::secret_not_found)
    }
}
