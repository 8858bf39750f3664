//! Managed external secrets, the credentials of partners: behaviour.md §9.

use std::collections::BTreeSet;

use secretsmith::types::ExternalSecretRotationMetadataItem;

use super::secret::Secret;
use crate::message;
use crate::refusal::Refusal;

/// How Secrets Manager rotates a managed external secret itself, without a function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct External {
    /// Settings that depend on the partner.
    pub metadata: Option<Vec<ExternalSecretRotationMetadataItem>>,
    /// The role that Secrets Manager rotates as.
    pub role: Option<String>,
}

impl External {
    /// The members of a RotateSecret call that are for managed external secrets.
    pub fn of(metadata: Option<Vec<ExternalSecretRotationMetadataItem>>, role: Option<String>) -> Self {
        Self { metadata, role }
    }

    /// Whether the call has none of them.
    pub fn is_empty(&self) -> bool {
        self.metadata.is_none() && self.role.is_none()
    }
}

impl Secret {
    /// Whether the secret is a managed external one: it has a `Type`.
    pub fn is_external(&self) -> bool {
        self.kind.is_some()
    }

    /// Whether Secrets Manager rotates the secret itself, without a function (§4.7).
    pub fn rotates_itself(&self) -> bool {
        self.is_external() || self.owning_service().is_some()
    }

    /// Refuses to rotate in a way that does not fit the secret: with a role or settings for a
    /// partner when it has no `Type`, with a function when it has one or belongs to a service (§4.7).
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn check_way_of_rotation(&self, function: Option<&str>, external: &External) -> Result<(), Refusal> {
        match (self.is_external(), function) {
            (false, _) if !external.is_empty() => Err(message::external_rotation_without_type()),
            (true, Some(_)) => Err(message::function_for_external()),
            (false, Some(_)) => self.owning_service().map_or(Ok(()), |owner| Err(message::function_for_owned(owner))),
            _ => Ok(()),
        }
    }

    /// Keeps what a RotateSecret call says of rotating with the partner; what it does not say stays.
    pub fn set_external(&mut self, External { metadata, role }: External) {
        if metadata.is_none() && role.is_none() {
            return;
        }
        let kept = self.external.get_or_insert_default();
        kept.metadata = metadata.or_else(|| kept.metadata.take());
        kept.role = role.or_else(|| kept.role.take());
    }

    /// What Describe and List show of it: nothing of a secret that has no `Type` any more.
    pub(crate) fn shown_external(&self) -> Option<&External> {
        self.external.as_deref().filter(|_| self.is_external())
    }
}

/// The roles that Secrets Manager cannot assume; all others it can.
#[derive(Clone, Debug, Default)]
pub struct Roles(pub(super) BTreeSet<String>);

impl Roles {
    /// Takes away from Secrets Manager that it can assume the role.
    pub fn forbid(&mut self, arn: &str) {
        self.0.insert(arn.to_owned());
    }

    /// Has Secrets Manager assume the role again.
    pub fn allow(&mut self, arn: &str) {
        self.0.remove(arn);
    }

    /// Whether all roles can be assumed.
    pub fn is_untouched(&self) -> bool {
        self.0.is_empty()
    }

    /// Refuses a role that cannot be assumed.
    ///
    /// # Errors
    /// `InvalidRequestException`.
    pub fn check(&self, arn: &str) -> Result<(), Refusal> {
        if self.0.contains(arn) { Err(message::role_cannot_be_assumed(arn)) } else { Ok(()) }
    }
}
