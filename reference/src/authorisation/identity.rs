//! Who can call, and what they may do.

use secretsmith_runtime::server::Key;
use secretsmith_runtime::{Sensitive, Timestamp};

use crate::policy::{ConditionKeys, Policy, Principal};

mod error;
mod read;

pub use error::IdentityError;

/// A user, a role or a root user with an access key, and the policies that say what it may do.
///
/// ```
/// use secretsmith_reference::{Identity, InMemory};
///
/// let alice = Identity::new("AKIDALICE", "arn:aws:iam::111122223333:user/alice")?
///     .with_policy(r#"{"Statement": {"Effect": "Allow", "Action": "secretsmanager:Get*", "Resource": "*"}}"#)?;
/// let service = InMemory::builder().identities([alice]).build();
/// # Ok::<(), secretsmith_reference::IdentityError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    access_key_id: String,
    secret_access_key: Option<Sensitive<String>>,
    session_token: Option<Sensitive<String>>,
    expires: Option<Timestamp>,
    pub(super) principal: Principal,
    pub(super) policies: Vec<Policy>,
    pub(super) boundary: Option<Policy>,
    pub(super) keys: ConditionKeys,
}

impl Identity {
    /// Someone who may do nothing yet, unless it is a root user, who may do everything in its account.
    ///
    /// # Errors
    /// When the ARN is not that of a root user, a user, a role, a role's session or a federated user.
    pub fn new(access_key_id: impl Into<String>, arn: &str) -> Result<Self, IdentityError> {
        let principal = Principal::parse(arn).ok_or(IdentityError::Principal)?;
        Ok(Self {
            access_key_id: access_key_id.into(),
            secret_access_key: None,
            session_token: None,
            expires: None,
            principal,
            policies: Vec::new(),
            boundary: None,
            keys: ConditionKeys::new(),
        })
    }

    /// Sets the key itself, which a server needs that verifies signatures.
    pub fn with_secret_access_key(mut self, key: impl Into<Sensitive<String>>) -> Self {
        self.secret_access_key = Some(key.into());
        self
    }

    /// Makes the key a temporary one, which is good only with this token, where signatures are verified.
    pub fn with_session_token(mut self, token: impl Into<Sensitive<String>>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// Says from when on the key is not good any more, where signatures are verified.
    pub fn with_expiry(mut self, expires: Timestamp) -> Self {
        self.expires = Some(expires);
        self
    }

    /// Adds an identity-based policy, which is a JSON document.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn with_policy(mut self, policy: &str) -> Result<Self, IdentityError> {
        self.policies.push(self.read(policy)?);
        Ok(self)
    }

    /// Sets the permissions boundary, which is a JSON document: nothing is allowed beyond it.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn with_boundary(mut self, policy: &str) -> Result<Self, IdentityError> {
        self.boundary = Some(self.read(policy)?);
        Ok(self)
    }

    /// Adds a condition key that every call of this identity has, for example `aws:PrincipalOrgID` or `aws:SourceVpce`.
    pub fn with_key(mut self, key: &str, value: impl Into<String>) -> Self {
        self.keys.set(key, value);
        self
    }

    /// The access key id that its calls are signed with.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// Who it is.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// Whether a server that verifies signatures can let this identity in: whether its key is known.
    pub fn has_secret_access_key(&self) -> bool {
        self.secret_access_key.is_some()
    }

    /// What its signatures are verified with.
    pub(super) fn key(&self) -> Option<Key> {
        let (account, arn) = (self.principal.account(), self.principal.arn());
        let key = Key::new(self.secret_access_key.clone()?).with_account(account).with_principal(arn);
        let key = self.session_token.iter().fold(key, |key, token| key.with_session_token(token.clone()));
        Some(self.expires.iter().fold(key, |key, expires| key.with_expiry(*expires)))
    }

    fn read(&self, policy: &str) -> Result<Policy, IdentityError> {
        Policy::of_identity(policy)
            .map_err(|malformed| IdentityError::Policy { principal: self.principal.arn().to_owned(), malformed })
    }
}
