//! Keys that requests can be signed with.

use std::sync::{Arc, PoisonError, RwLock};

use crate::server::Caller;
use crate::sigv4::{Scope, SigningKey};
use crate::{Sensitive, Timestamp};

/// For how many scopes a key keeps what it has derived: today and yesterday in a few Regions.
const KEPT: usize = 8;

/// A secret access key, and what a server knows of it besides.
///
/// It keeps the signing keys that are derived of it, so that a server should keep it, too, and not
/// make a new one for each request.
#[derive(Debug)]
pub struct Key {
    secret_access_key: Sensitive<String>,
    session_token: Option<Sensitive<String>>,
    expires: Option<Timestamp>,
    account: Option<String>,
    principal: Option<Arc<str>>,
    /// What requests were signed with, by scope; the oldest first.
    derived: RwLock<Vec<(String, SigningKey)>>,
}

impl Key {
    /// A long-term key.
    pub fn new(secret_access_key: impl Into<Sensitive<String>>) -> Self {
        Self {
            secret_access_key: secret_access_key.into(),
            session_token: None,
            expires: None,
            account: None,
            principal: None,
            derived: RwLock::default(),
        }
    }

    /// Makes it a temporary key, which is good only with this token.
    pub fn with_session_token(mut self, token: impl Into<Sensitive<String>>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// Says from when on it is not good any more.
    pub fn with_expiry(mut self, expires: Timestamp) -> Self {
        self.expires = Some(expires);
        self
    }

    /// Names the account that it belongs to: [`Caller::account`](crate::server::Caller::account) of its calls.
    pub fn with_account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Names whom it belongs to: [`Caller::principal`](crate::server::Caller::principal) of its calls.
    pub fn with_principal(mut self, principal: impl Into<Arc<str>>) -> Self {
        self.principal = Some(principal.into());
        self
    }

    /// Says of a caller what is known of whoever has this key.
    pub(super) fn introduce(&self, caller: Caller) -> Caller {
        let caller = self.account.iter().fold(caller, Caller::with_account);
        self.principal.iter().cloned().fold(caller, Caller::with_principal)
    }

    /// Whether a request has the token that it should have, or none when it should have none.
    pub(super) fn goes_with(&self, token: Option<&Sensitive<String>>) -> bool {
        self.session_token.as_ref() == token
    }

    pub(super) fn is_expired(&self, now: jiff::Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires.to_jiff() <= now)
    }

    /// What requests of a scope are signed with, if some were; `text` is that scope.
    pub(super) fn kept(&self, text: &str) -> Option<SigningKey> {
        let derived = self.derived.read().unwrap_or_else(PoisonError::into_inner);
        derived.iter().find(|(scope, _)| scope == text).map(|(_, key)| key.clone())
    }

    /// What requests of a scope are signed with.
    pub(super) fn derive(&self, scope: &Scope<'_>) -> SigningKey {
        SigningKey::derive(self.secret_access_key.expose(), scope)
    }

    /// Keeps what a request was signed with; only then, so that nobody else can push anything out.
    pub(super) fn keep(&self, text: &str, key: SigningKey) {
        let mut derived = self.derived.write().unwrap_or_else(PoisonError::into_inner);
        if derived.iter().all(|(scope, _)| scope != text) {
            if derived.len() == KEPT {
                derived.remove(0);
            }
            derived.push((text.to_owned(), key));
        }
    }
}
