//! Secrets that another AWS service owns, such as `rds!db-…`: behaviour.md §2.12.

use super::secret::Secret;
use crate::message;
use crate::refusal::Refusal;

impl Secret {
    /// The service that owns the secret.
    pub fn owning_service(&self) -> Option<&str> {
        self.owner.as_deref()
    }

    /// Refuses what only the owning service may do: to update, tag or delete.
    ///
    /// # Errors
    /// `InvalidRequestException` when a service owns the secret.
    pub fn check_not_owned(&self) -> Result<(), Refusal> {
        self.owning_service().map_or(Ok(()), |service| Err(message::owned_by_service(service)))
    }

    /// Refuses to change a secret that is scheduled for deletion, is a replica, or belongs to a
    /// service, told in this order (§1.8).
    ///
    /// # Errors
    /// `InvalidRequestException`, `InvalidParameterException`, `InvalidRequestException`.
    pub fn check_changeable(&self) -> Result<(), Refusal> {
        self.check_not_deleted()?;
        self.check_primary()?;
        self.check_not_owned()
    }
}
