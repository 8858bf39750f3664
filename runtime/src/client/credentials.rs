//! Who calls.

use crate::Sensitive;

/// The keys that requests are signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credentials {
    /// Which key it is; not a secret.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: Sensitive<String>,
    /// What proves that temporary keys are valid.
    pub session_token: Option<Sensitive<String>>,
}

impl Credentials {
    /// Long-term keys.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<Sensitive<String>>) -> Self {
        Self { access_key_id: access_key_id.into(), secret_access_key: secret_access_key.into(), session_token: None }
    }

    /// Temporary keys: those that come with a token.
    pub fn with_session_token(mut self, token: impl Into<Sensitive<String>>) -> Self {
        self.session_token = Some(token.into());
        self
    }
}
