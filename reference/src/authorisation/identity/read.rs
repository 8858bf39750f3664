//! Identities out of a JSON document.

use secretsmith_runtime::Sensitive;
use serde_json::{Map, Value};
use zeroize::Zeroize;

use super::{Identity, IdentityError};

const MEMBERS: [&str; 9] = [
    "AccessKeyId",
    "SecretAccessKey",
    "SessionToken",
    "Expiration",
    "PrincipalArn",
    "Account",
    "Policies",
    "PermissionsBoundary",
    "ConditionKeys",
];

impl Identity {
    /// Reads a list of identities out of a JSON document, as a configuration file has it:
    ///
    /// ```
    /// use secretsmith_reference::Identity;
    ///
    /// let identities = Identity::read_list(r#"[{
    ///     "AccessKeyId": "AKIDALICE",
    ///     "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ///     "PrincipalArn": "arn:aws:iam::111122223333:user/alice",
    ///     "Policies": [{"Statement": {"Effect": "Allow", "Action": "secretsmanager:Get*", "Resource": "*"}}],
    ///     "PermissionsBoundary": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
    ///     "ConditionKeys": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}
    /// }, {
    ///     "AccessKeyId": "AKIDROOT",
    ///     "Account": "444455556666"
    /// }]"#)?;
    /// assert_eq!(identities[0].access_key_id(), "AKIDALICE");
    /// assert_eq!(identities[1].principal().arn(), "arn:aws:iam::444455556666:root");
    /// # Ok::<(), secretsmith_reference::IdentityError>(())
    /// ```
    ///
    /// `Account` in place of `PrincipalArn` means its root user. `SecretAccessKey` is for servers that verify
    /// signatures; temporary keys have a `SessionToken` besides, and may have an `Expiration`, which is a text such
    /// as `2026-02-21T23:59:59Z`.
    ///
    /// # Errors
    /// When the document has another form, one of the identities is malformed, or two have the same key. No error
    /// shows a key, in whatever member it stands.
    pub fn read_list(json: &str) -> Result<Vec<Self>, IdentityError> {
        let document = Wiped(serde_json::from_str(json).map_err(|error| problem(error.to_string()))?);
        let Value::Array(list) = &document.0 else { return Err(problem("it has to be a list of objects")) };
        let mut identities: Vec<Self> = Vec::with_capacity(list.len());
        for (entry, number) in list.iter().zip(1..) {
            let in_entry = |error| IdentityError::Entry { number, error: Box::new(error) };
            let identity = Self::read_one(entry).map_err(in_entry)?;
            if let Some(other) = identities.iter().position(|other| other.access_key_id == identity.access_key_id) {
                return Err(in_entry(problem(format!("identity {} has its AccessKeyId already", other + 1))));
            }
            identities.push(identity);
        }
        Ok(identities)
    }

    fn read_one(entry: &Value) -> Result<Self, IdentityError> {
        let Value::Object(members) = entry else { return Err(problem("it has to be an object")) };
        if let Some(name) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(problem(format!("{name} is not a member of an identity")));
        }
        let mut identity = Self::new(required(members, "AccessKeyId")?, &arn(members)?)?;
        identity.secret_access_key = secret(members, "SecretAccessKey")?;
        identity.session_token = secret(members, "SessionToken")?;
        if let Some(expires) = text(members, "Expiration")? {
            let parsed = expires.parse().map_err(|_| problem("Expiration has to be as 2026-02-21T23:59:59Z is"))?;
            identity.expires = Some(parsed);
        }
        identity.with_policies_of(members)
    }

    /// Adds what an entry says of what it may do.
    fn with_policies_of(mut self, members: &Map<String, Value>) -> Result<Self, IdentityError> {
        let policies = member(members, "Policies", "a list", Value::as_array)?;
        for policy in policies.into_iter().flatten() {
            self = self.with_policy(&policy.to_string())?;
        }
        if let Some(boundary) = members.get("PermissionsBoundary") {
            self = self.with_boundary(&boundary.to_string())?;
        }
        let keys = member(members, "ConditionKeys", "an object", Value::as_object)?;
        for (key, value) in keys.into_iter().flatten() {
            let value = value.as_str().ok_or_else(|| problem(format!("{key} has to be a text")))?;
            self = self.with_key(key, value);
        }
        Ok(self)
    }
}

/// The ARN of an entry: the one that it has, or that of the root user of the account that it has.
fn arn(members: &Map<String, Value>) -> Result<String, IdentityError> {
    match (text(members, "PrincipalArn")?, text(members, "Account")?) {
        (Some(arn), None) => Ok(arn.to_owned()),
        (Some(arn), Some(account)) if arn.split(':').nth(4) == Some(account) => Ok(arn.to_owned()),
        (Some(_), Some(_)) => Err(problem("Account is another than that of PrincipalArn")),
        (None, Some(account)) => Ok(format!("arn:aws:iam::{account}:root")),
        (None, None) => Err(problem("PrincipalArn is missing")),
    }
}

fn secret(members: &Map<String, Value>, name: &str) -> Result<Option<Sensitive<String>>, IdentityError> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(secret)) if !secret.is_empty() => Ok(Some(secret.clone().into())),
        Some(_) => Err(problem(format!("{name} has to be a text that is not empty"))),
    }
}

fn required<'a>(members: &'a Map<String, Value>, name: &str) -> Result<&'a str, IdentityError> {
    text(members, name)?.ok_or_else(|| problem(format!("{name} is missing")))
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, IdentityError> {
    member(members, name, "a text", Value::as_str)
}

/// A member that has to be of a kind if it is there.
fn member<'a, T: ?Sized>(
    members: &'a Map<String, Value>,
    name: &str,
    kind: &str,
    read: impl FnOnce(&'a Value) -> Option<&'a T>,
) -> Result<Option<&'a T>, IdentityError> {
    let Some(value) = members.get(name) else { return Ok(None) };
    read(value).map(Some).ok_or_else(|| problem(format!("{name} has to be {kind}")))
}

/// A document whose texts are wiped when it is dropped, whether it was read to its end or not.
struct Wiped(Value);

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(list) => list.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn problem(text: impl Into<String>) -> IdentityError {
    IdentityError::Document(text.into())
}
