//! What a test arranges around the service, for which the API has no operation: KMS keys, roles, and
//! secrets of other services.

use secretsmith::operation::create_secret::{CreateSecretError, CreateSecretInput, CreateSecretOutput};
use secretsmith::server::{Caller, Context};

use crate::rules::account::Account;
use crate::rules::arn::{Place, Suffix};
use crate::rules::external::Roles;
use crate::rules::keys::Keys;
use crate::shards::exclusive;
use crate::{InMemory, Refusal, operation};

impl InMemory {
    /// Looks at or changes the KMS keys in the account and Region of a caller (behaviour.md §2.9).
    /// Unless told otherwise, all keys exist and are enabled. What arranges them must not call the
    /// service. Where no secret can be, nothing stays arranged.
    pub fn keys<T>(&self, caller: &Caller, arrange: impl FnOnce(&mut Keys) -> T) -> T {
        self.arrange(caller, |account| arrange(account.keys_mut()))
    }

    /// Looks at or changes which roles Secrets Manager cannot assume in the account and Region of a
    /// caller, to rotate managed external secrets (§9). Unless told otherwise, it can assume all. What
    /// arranges them must not call the service.
    pub fn roles<T>(&self, caller: &Caller, arrange: impl FnOnce(&mut Roles) -> T) -> T {
        self.arrange(caller, |account| arrange(account.roles_mut()))
    }

    /// Creates a secret that an AWS service owns, such as `rds` and the secret `rds!db-…`. Callers
    /// can read it, but not change, tag or delete it (§2.12).
    ///
    /// # Errors
    /// Those of CreateSecret.
    pub fn create_owned_secret(
        &self,
        service: &str,
        input: CreateSecretInput,
        context: &Context,
    ) -> Result<CreateSecretOutput, CreateSecretError> {
        let place = Place::check(self.region(&context.caller), &self.account(&context.caller));
        place.map_err(Refusal::into_error::<CreateSecretError>)?;
        let suffix = self.randomness().draw(|random| Suffix::draw(random));
        self.write(context, |account, now| operation::create_owned_secret(account, service, input, suffix, now))
    }

    fn arrange<T>(&self, caller: &Caller, arrange: impl FnOnce(&mut Account) -> T) -> T {
        let shard = self.shard(caller);
        let arranged = arrange(&mut exclusive(&shard));
        self.shards().forget(&shard);
        arranged
    }
}
