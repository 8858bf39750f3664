//! Credentials as JSON: of programs, containers and instances.

use serde_core::de::DeserializeOwned;

use super::{Credentials, CredentialsError};
use crate::{Sensitive, Timestamp};

/// What all of them write, each of it some.
#[derive(Default)]
pub(super) struct Document {
    pub(super) version: Option<i64>,
    access_key_id: Option<String>,
    secret_access_key: Option<Sensitive<String>>,
    session_token: Option<Sensitive<String>>,
    token: Option<Sensitive<String>>,
    expiration: Option<String>,
    /// What went wrong, or that nothing did.
    pub(super) code: Option<String>,
}

crate::structure! {
    Document {
        "Version" => version: optional,
        "AccessKeyId" => access_key_id: optional,
        "SecretAccessKey" => secret_access_key: optional,
        "SessionToken" => session_token: optional,
        "Token" => token: optional,
        "Expiration" => expiration: optional,
        "Code" => code: optional,
    }
}

impl Document {
    /// The credentials; `who` wrote them.
    ///
    /// # Errors
    /// When one half of the keys is missing, or the expiry is no date.
    pub(super) fn credentials(self, who: &str) -> Result<Credentials, CredentialsError> {
        let missing = |name| move || CredentialsError::new(format!("{who} gives no {name}"));
        let id = self.access_key_id.filter(|id| !id.is_empty()).ok_or_else(missing("AccessKeyId"))?;
        let secret = self.secret_access_key.ok_or_else(missing("SecretAccessKey"))?;
        let mut credentials = Credentials::new(id, secret);
        credentials.session_token = self.session_token.or(self.token);
        credentials.expires = self.expiration.map(|expiry| expiry_of(who, &expiry)).transpose()?;
        Ok(credentials)
    }
}

/// Reads a date.
///
/// # Errors
/// When it is none.
pub(super) fn expiry_of(who: &str, text: &str) -> Result<Timestamp, CredentialsError> {
    text.parse().map_err(|_| CredentialsError::new(format!("{who} gives an expiry that is no date of RFC 3339")))
}

/// Reads JSON; the error has nothing of what `who` wrote.
///
/// # Errors
/// When it is not JSON or has another form.
pub(super) fn read<T: DeserializeOwned>(who: &str, json: &[u8]) -> Result<T, CredentialsError> {
    serde_json::from_slice(json).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        CredentialsError::new(format!("{who} gives no JSON of the form of credentials (line {line}, column {column})"))
    })
}
