//! Who can call, and what they may do.

use std::collections::HashMap;
use std::fmt;

use serde_json::{Map, Value};

use crate::policy::{ConditionKeys, Malformed, Policy, Principal};

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
        let principal = Principal::parse(arn).ok_or_else(|| IdentityError::Principal(arn.to_owned()))?;
        Ok(Self {
            access_key_id: access_key_id.into(),
            principal,
            policies: Vec::new(),
            boundary: None,
            keys: ConditionKeys::new(),
        })
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

    /// Reads a list of identities out of a JSON document, as a configuration file has it:
    ///
    /// ```
    /// use secretsmith_reference::Identity;
    ///
    /// let identities = Identity::read_list(r#"[{
    ///     "AccessKeyId": "AKIDALICE",
    ///     "PrincipalArn": "arn:aws:iam::111122223333:user/alice",
    ///     "Policies": [{"Statement": {"Effect": "Allow", "Action": "secretsmanager:Get*", "Resource": "*"}}],
    ///     "PermissionsBoundary": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
    ///     "ConditionKeys": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}
    /// }]"#)?;
    /// assert_eq!(identities[0].access_key_id(), "AKIDALICE");
    /// # Ok::<(), secretsmith_reference::IdentityError>(())
    /// ```
    ///
    /// # Errors
    /// When the document has another form, one of the identities is malformed, or two have the same key.
    pub fn read_list(json: &str) -> Result<Vec<Self>, IdentityError> {
        let list: Vec<Map<String, Value>> =
            serde_json::from_str(json).map_err(|error| IdentityError::Document(error.to_string()))?;
        let mut identities: Vec<Self> = Vec::with_capacity(list.len());
        for (members, number) in list.iter().zip(1..) {
            let entry = |error| IdentityError::Entry { number, error: Box::new(error) };
            let identity = Self::read_one(members).map_err(entry)?;
            if identities.iter().any(|other| other.access_key_id == identity.access_key_id) {
                let text = format!("another one has the AccessKeyId {} already", identity.access_key_id);
                return Err(entry(IdentityError::Document(text)));
            }
            identities.push(identity);
        }
        Ok(identities)
    }

    fn read_one(members: &Map<String, Value>) -> Result<Self, IdentityError> {
        const MEMBERS: [&str; 5] = ["AccessKeyId", "PrincipalArn", "Policies", "PermissionsBoundary", "ConditionKeys"];
        if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(IdentityError::Document(format!("{name} is not a member of an identity")));
        }
        let mut identity = Self::new(text(members, "AccessKeyId")?, text(members, "PrincipalArn")?)?;
        let policies = member(members, "Policies", "a list", Value::as_array)?;
        for policy in policies.into_iter().flatten() {
            identity = identity.with_policy(&policy.to_string())?;
        }
        if let Some(boundary) = members.get("PermissionsBoundary") {
            identity = identity.with_boundary(&boundary.to_string())?;
        }
        let keys = member(members, "ConditionKeys", "an object", Value::as_object)?;
        for (key, value) in keys.into_iter().flatten() {
            let value = value.as_str().ok_or_else(|| IdentityError::Document(format!("{key} has to be a text")))?;
            identity = identity.with_key(key, value);
        }
        Ok(identity)
    }

    fn read(&self, policy: &str) -> Result<Policy, IdentityError> {
        Policy::of_identity(policy)
            .map_err(|malformed| IdentityError::Policy { principal: self.principal.arn().to_owned(), malformed })
    }
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<&'a str, IdentityError> {
    let missing = || IdentityError::Document(format!("{name} is missing"));
    member(members, name, "a text", Value::as_str)?.ok_or_else(missing)
}

/// A member that has to be of a kind if it is there.
fn member<'a, T: ?Sized>(
    members: &'a Map<String, Value>,
    name: &str,
    kind: &str,
    read: impl FnOnce(&'a Value) -> Option<&'a T>,
) -> Result<Option<&'a T>, IdentityError> {
    let Some(value) = members.get(name) else { return Ok(None) };
    read(value).map(Some).ok_or_else(|| IdentityError::Document(format!("{name} has to be {kind}")))
}

/// What is wrong with the configuration of an [`Identity`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdentityError {
    /// An ARN that is not that of someone who can call.
    Principal(String),
    /// A policy is malformed.
    Policy {
        /// Whose policy it is.
        principal: String,
        /// What is wrong with it.
        malformed: Malformed,
    },
    /// A list of identities is not in the form of one.
    Document(String),
    /// One identity of a list is malformed.
    Entry {
        /// Which one it is, counted from one.
        number: usize,
        /// What is wrong with it.
        error: Box<IdentityError>,
    },
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal(arn) => write!(f, "{arn} is not the ARN of a user, a role, a session or a root user"),
            Self::Policy { principal, malformed } => write!(f, "a policy of {principal} is malformed: {malformed}"),
            Self::Document(text) => write!(f, "the list of identities is malformed: {text}"),
            Self::Entry { number, error } => match &**error {
                Self::Document(text) => write!(f, "identity {number} of the list is malformed: {text}"),
                error => write!(f, "identity {number} of the list is malformed: {error}"),
            },
        }
    }
}

impl std::error::Error for IdentityError {}

/// All identities, by access key id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identities(HashMap<String, Identity>);

impl Identities {
    pub(crate) fn get(&self, access_key_id: &str) -> Option<&Identity> {
        self.0.get(access_key_id)
    }
}

impl Extend<Identity> for Identities {
    fn extend<T: IntoIterator<Item = Identity>>(&mut self, identities: T) {
        self.0.extend(identities.into_iter().map(|identity| (identity.access_key_id.clone(), identity)));
    }
}
