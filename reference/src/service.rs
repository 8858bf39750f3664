//! The service trait: each method finds the account, follows the operation's rules, and lets go.

use secretsmith::SecretsManager;
use secretsmith::operation::batch_get_secret_value::{
    BatchGetSecretValueError, BatchGetSecretValueInput, BatchGetSecretValueOutput,
};
use secretsmith::operation::create_secret::{CreateSecretError, CreateSecretInput, CreateSecretOutput};
use secretsmith::operation::delete_secret::{DeleteSecretError, DeleteSecretInput, DeleteSecretOutput};
use secretsmith::operation::describe_secret::{DescribeSecretError, DescribeSecretInput, DescribeSecretOutput};
use secretsmith::operation::get_random_password::{
    GetRandomPasswordError, GetRandomPasswordInput, GetRandomPasswordOutput,
};
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::operation::list_secret_version_ids::{
    ListSecretVersionIdsError, ListSecretVersionIdsInput, ListSecretVersionIdsOutput,
};
use secretsmith::operation::list_secrets::{ListSecretsError, ListSecretsInput, ListSecretsOutput};
use secretsmith::operation::put_secret_value::{PutSecretValueError, PutSecretValueInput, PutSecretValueOutput};
use secretsmith::operation::restore_secret::{RestoreSecretError, RestoreSecretInput, RestoreSecretOutput};
use secretsmith::operation::tag_resource::{TagResourceError, TagResourceInput, TagResourceOutput};
use secretsmith::operation::untag_resource::{UntagResourceError, UntagResourceInput, UntagResourceOutput};
use secretsmith::operation::update_secret::{UpdateSecretError, UpdateSecretInput, UpdateSecretOutput};
use secretsmith::operation::update_secret_version_stage::{
    UpdateSecretVersionStageError, UpdateSecretVersionStageInput, UpdateSecretVersionStageOutput,
};
use secretsmith::server::Context;

use crate::operation::{self, BatchGetSecretValue, ListSecrets};
use crate::rules::arn::Suffix;
use crate::{InMemory, Refusal};

impl SecretsManager for InMemory {
    async fn batch_get_secret_value(
        &self,
        input: BatchGetSecretValueInput,
        context: &Context,
    ) -> Result<BatchGetSecretValueOutput, BatchGetSecretValueError> {
        let mut batch = self.read::<_, BatchGetSecretValueError>(context, |account, _| {
            BatchGetSecretValue::start(account.place(), input)
        })?;
        self.read_in_steps(context, |account, now| batch.step(account, now));
        let (output, accesses) = batch.finish();
        self.note(context, accesses);
        Ok(output)
    }

    async fn create_secret(
        &self,
        input: CreateSecretInput,
        context: &Context,
    ) -> Result<CreateSecretOutput, CreateSecretError> {
        let suffix = self.randomness().draw(|random| Suffix::draw(random));
        self.write(context, |account, now| operation::create_secret(account, input, suffix, now))
    }

    async fn delete_secret(
        &self,
        input: DeleteSecretInput,
        context: &Context,
    ) -> Result<DeleteSecretOutput, DeleteSecretError> {
        let suffix = self.randomness().draw(|random| Suffix::draw(random));
        self.write(context, |account, now| operation::delete_secret(account, &input, suffix, now))
    }

    async fn describe_secret(
        &self,
        input: DescribeSecretInput,
        context: &Context,
    ) -> Result<DescribeSecretOutput, DescribeSecretError> {
        self.read(context, |account, now| operation::describe_secret(account, &input, now))
    }

    async fn get_random_password(
        &self,
        input: GetRandomPasswordInput,
        _context: &Context,
    ) -> Result<GetRandomPasswordOutput, GetRandomPasswordError> {
        let password = self.randomness().draw(|random| operation::get_random_password(&input, random));
        password.map_err(Refusal::into_error)
    }

    async fn get_secret_value(
        &self,
        input: GetSecretValueInput,
        context: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        let (output, access) = self.read::<_, GetSecretValueError>(context, |account, now| {
            operation::get_secret_value(account, &input, now)
        })?;
        self.note(context, access);
        Ok(output)
    }

    async fn list_secret_version_ids(
        &self,
        input: ListSecretVersionIdsInput,
        context: &Context,
    ) -> Result<ListSecretVersionIdsOutput, ListSecretVersionIdsError> {
        self.read(context, |account, now| operation::list_secret_version_ids(account, &input, now))
    }

    async fn list_secrets(
        &self,
        input: ListSecretsInput,
        context: &Context,
    ) -> Result<ListSecretsOutput, ListSecretsError> {
        let mut list =
            self.read::<_, ListSecretsError>(context, |account, _| ListSecrets::start(account.place(), input))?;
        self.read_in_steps(context, |account, now| list.step(account, now));
        Ok(list.finish())
    }

    async fn put_secret_value(
        &self,
        input: PutSecretValueInput,
        context: &Context,
    ) -> Result<PutSecretValueOutput, PutSecretValueError> {
        self.write(context, |account, now| operation::put_secret_value(account, input, now))
    }

    async fn restore_secret(
        &self,
        input: RestoreSecretInput,
        context: &Context,
    ) -> Result<RestoreSecretOutput, RestoreSecretError> {
        self.write(context, |account, now| operation::restore_secret(account, &input, now))
    }

    async fn tag_resource(
        &self,
        input: TagResourceInput,
        context: &Context,
    ) -> Result<TagResourceOutput, TagResourceError> {
        self.write(context, |account, now| operation::tag_resource(account, input, now))
    }

    async fn untag_resource(
        &self,
        input: UntagResourceInput,
        context: &Context,
    ) -> Result<UntagResourceOutput, UntagResourceError> {
        self.write(context, |account, now| operation::untag_resource(account, &input, now))
    }

    async fn update_secret(
        &self,
        input: UpdateSecretInput,
        context: &Context,
    ) -> Result<UpdateSecretOutput, UpdateSecretError> {
        self.write(context, |account, now| operation::update_secret(account, input, now))
    }

    async fn update_secret_version_stage(
        &self,
        input: UpdateSecretVersionStageInput,
        context: &Context,
    ) -> Result<UpdateSecretVersionStageOutput, UpdateSecretVersionStageError> {
        self.write(context, |account, now| operation::update_secret_version_stage(account, input, now))
    }
}
