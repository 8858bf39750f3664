//! The service trait: each method finds the account, follows the operation's rules, and lets go.

use secretsmith::SecretsManager;
use secretsmith::operation::batch_get_secret_value::{
    BatchGetSecretValueError, BatchGetSecretValueInput, BatchGetSecretValueOutput,
};
use secretsmith::operation::cancel_rotate_secret::{
    CancelRotateSecretError, CancelRotateSecretInput, CancelRotateSecretOutput,
};
use secretsmith::operation::create_secret::{CreateSecretError, CreateSecretInput, CreateSecretOutput};
use secretsmith::operation::delete_resource_policy::{
    DeleteResourcePolicyError, DeleteResourcePolicyInput, DeleteResourcePolicyOutput,
};
use secretsmith::operation::delete_secret::{DeleteSecretError, DeleteSecretInput, DeleteSecretOutput};
use secretsmith::operation::describe_secret::{DescribeSecretError, DescribeSecretInput, DescribeSecretOutput};
use secretsmith::operation::get_random_password::{
    GetRandomPasswordError, GetRandomPasswordInput, GetRandomPasswordOutput,
};
use secretsmith::operation::get_resource_policy::{
    GetResourcePolicyError, GetResourcePolicyInput, GetResourcePolicyOutput,
};
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::operation::list_secret_version_ids::{
    ListSecretVersionIdsError, ListSecretVersionIdsInput, ListSecretVersionIdsOutput,
};
use secretsmith::operation::list_secrets::{ListSecretsError, ListSecretsInput, ListSecretsOutput};
use secretsmith::operation::put_resource_policy::{
    PutResourcePolicyError, PutResourcePolicyInput, PutResourcePolicyOutput,
};
use secretsmith::operation::put_secret_value::{PutSecretValueError, PutSecretValueInput, PutSecretValueOutput};
use secretsmith::operation::remove_regions_from_replication::{
    RemoveRegionsFromReplicationError, RemoveRegionsFromReplicationInput, RemoveRegionsFromReplicationOutput,
};
use secretsmith::operation::replicate_secret_to_regions::{
    ReplicateSecretToRegionsError, ReplicateSecretToRegionsInput, ReplicateSecretToRegionsOutput,
};
use secretsmith::operation::restore_secret::{RestoreSecretError, RestoreSecretInput, RestoreSecretOutput};
use secretsmith::operation::rotate_secret::{RotateSecretError, RotateSecretInput, RotateSecretOutput};
use secretsmith::operation::stop_replication_to_replica::{
    StopReplicationToReplicaError, StopReplicationToReplicaInput, StopReplicationToReplicaOutput,
};
use secretsmith::operation::tag_resource::{TagResourceError, TagResourceInput, TagResourceOutput};
use secretsmith::operation::untag_resource::{UntagResourceError, UntagResourceInput, UntagResourceOutput};
use secretsmith::operation::update_secret::{UpdateSecretError, UpdateSecretInput, UpdateSecretOutput};
use secretsmith::operation::update_secret_version_stage::{
    UpdateSecretVersionStageError, UpdateSecretVersionStageInput, UpdateSecretVersionStageOutput,
};
use secretsmith::operation::validate_resource_policy::{
    ValidateResourcePolicyError, ValidateResourcePolicyInput, ValidateResourcePolicyOutput,
};
use secretsmith::server::Context;
use secretsmith::types::SecretValueEntry;

use crate::call::ReadOne;
use crate::operation::{self, BatchGetSecretValue, ListSecrets, RotateSecret};
use crate::rules::arn::Suffix;
use crate::rules::rotation::attempt::Fresh;
use crate::{InMemory, Refusal};

#[deny(clippy::missing_trait_methods)]
impl SecretsManager for InMemory {
    async fn batch_get_secret_value(
        &self,
        input: BatchGetSecretValueInput,
        context: &Context,
    ) -> Result<BatchGetSecretValueOutput, BatchGetSecretValueError> {
        let call = &self.admit::<BatchGetSecretValueError>(context, &input)?;
        let mut batch = self.read::<_, BatchGetSecretValueError>(call, |account, _| {
            BatchGetSecretValue::start(account.place(), input)
        })?;
        for id in batch.take_ids() {
            let read = self.read_one(&id, context);
            batch.add(id, read);
        }
        let visitor = &self.visitor::<BatchGetSecretValueError>(context, call.origin)?;
        self.read_in_steps(call, |account, now| batch.step(account, visitor, now));
        let (output, accesses) = batch.finish();
        self.note(call, accesses);
        Ok(output)
    }

    async fn cancel_rotate_secret(
        &self,
        input: CancelRotateSecretInput,
        context: &Context,
    ) -> Result<CancelRotateSecretOutput, CancelRotateSecretError> {
        let context = &self.admit::<CancelRotateSecretError>(context, &input)?;
        self.write(context, |account, now| operation::cancel_rotate_secret(account, &input, now))
    }

    async fn create_secret(
        &self,
        input: CreateSecretInput,
        context: &Context,
    ) -> Result<CreateSecretOutput, CreateSecretError> {
        let context = &self.admit::<CreateSecretError>(context, &input)?;
        let suffix = self.randomness().draw(|random| Suffix::draw(random));
        self.write(context, |account, now| operation::create_secret(account, input, suffix, now))
    }

    async fn delete_resource_policy(
        &self,
        input: DeleteResourcePolicyInput,
        context: &Context,
    ) -> Result<DeleteResourcePolicyOutput, DeleteResourcePolicyError> {
        let context = &self.admit::<DeleteResourcePolicyError>(context, &input)?;
        self.write(context, |account, now| operation::delete_resource_policy(account, &input, now))
    }

    async fn delete_secret(
        &self,
        input: DeleteSecretInput,
        context: &Context,
    ) -> Result<DeleteSecretOutput, DeleteSecretError> {
        let context = &self.admit::<DeleteSecretError>(context, &input)?;
        let suffix = self.randomness().draw(|random| Suffix::draw(random));
        self.write(context, |account, now| operation::delete_secret(account, &input, suffix, now))
    }

    async fn describe_secret(
        &self,
        input: DescribeSecretInput,
        context: &Context,
    ) -> Result<DescribeSecretOutput, DescribeSecretError> {
        let context = &self.admit::<DescribeSecretError>(context, &input)?;
        self.read(context, |account, now| operation::describe_secret(account, &input, now))
    }

    async fn get_random_password(
        &self,
        input: GetRandomPasswordInput,
        context: &Context,
    ) -> Result<GetRandomPasswordOutput, GetRandomPasswordError> {
        self.admit::<GetRandomPasswordError>(context, &input)?;
        let password = self.randomness().draw(|random| operation::get_random_password(&input, random));
        password.map_err(Refusal::into_error)
    }

    async fn get_resource_policy(
        &self,
        input: GetResourcePolicyInput,
        context: &Context,
    ) -> Result<GetResourcePolicyOutput, GetResourcePolicyError> {
        let context = &self.admit::<GetResourcePolicyError>(context, &input)?;
        self.read(context, |account, now| operation::get_resource_policy(account, &input, now))
    }

    async fn get_secret_value(
        &self,
        input: GetSecretValueInput,
        context: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        let context = &self.admit::<GetSecretValueError>(context, &input)?;
        let (output, access) = self.read::<_, GetSecretValueError>(context, |account, now| {
            operation::get_secret_value(account, &input, context.origin, now)
        })?;
        self.note(context, access);
        Ok(output)
    }

    async fn list_secret_version_ids(
        &self,
        input: ListSecretVersionIdsInput,
        context: &Context,
    ) -> Result<ListSecretVersionIdsOutput, ListSecretVersionIdsError> {
        let context = &self.admit::<ListSecretVersionIdsError>(context, &input)?;
        self.read(context, |account, now| operation::list_secret_version_ids(account, &input, now))
    }

    async fn list_secrets(
        &self,
        input: ListSecretsInput,
        context: &Context,
    ) -> Result<ListSecretsOutput, ListSecretsError> {
        let context = &self.admit::<ListSecretsError>(context, &input)?;
        let mut list =
            self.read::<_, ListSecretsError>(context, |account, _| ListSecrets::start(account.place(), input))?;
        self.read_in_steps(context, |account, now| list.step(account, now));
        Ok(list.finish())
    }

    async fn put_resource_policy(
        &self,
        input: PutResourcePolicyInput,
        context: &Context,
    ) -> Result<PutResourcePolicyOutput, PutResourcePolicyError> {
        let context = &self.admit::<PutResourcePolicyError>(context, &input)?;
        self.write(context, |account, now| operation::put_resource_policy(account, &input, now))
    }

    async fn put_secret_value(
        &self,
        input: PutSecretValueInput,
        context: &Context,
    ) -> Result<PutSecretValueOutput, PutSecretValueError> {
        let context = &self.admit::<PutSecretValueError>(context, &input)?;
        self.write(context, |account, now| operation::put_secret_value(account, input, context.origin, now))
    }

    async fn remove_regions_from_replication(
        &self,
        input: RemoveRegionsFromReplicationInput,
        context: &Context,
    ) -> Result<RemoveRegionsFromReplicationOutput, RemoveRegionsFromReplicationError> {
        let context = &self.admit::<RemoveRegionsFromReplicationError>(context, &input)?;
        self.write(context, |account, now| operation::remove_regions_from_replication(account, &input, now))
    }

    async fn replicate_secret_to_regions(
        &self,
        input: ReplicateSecretToRegionsInput,
        context: &Context,
    ) -> Result<ReplicateSecretToRegionsOutput, ReplicateSecretToRegionsError> {
        let context = &self.admit::<ReplicateSecretToRegionsError>(context, &input)?;
        self.write(context, |account, now| operation::replicate_secret_to_regions(account, input, now))
    }

    async fn restore_secret(
        &self,
        input: RestoreSecretInput,
        context: &Context,
    ) -> Result<RestoreSecretOutput, RestoreSecretError> {
        let context = &self.admit::<RestoreSecretError>(context, &input)?;
        self.write(context, |account, now| operation::restore_secret(account, &input, now))
    }

    async fn rotate_secret(
        &self,
        input: RotateSecretInput,
        context: &Context,
    ) -> Result<RotateSecretOutput, RotateSecretError> {
        let context = &self.admit::<RotateSecretError>(context, &input)?;
        // The only call that waits for anything. In a box, its state makes no other call longer.
        Box::pin(async move {
            let (call, function) = self.read::<_, RotateSecretError>(context, |account, now| {
                let call = RotateSecret::read(input, now)?;
                let function = call.function(account, now)?;
                Ok((call, function))
            })?;
            let function = self.invocable(function).await;
            let token = self.randomness().draw(|random| Fresh::draw(random)).token;
            let output = self.write::<_, RotateSecretError>(context, |account, now| {
                call.carry_out(account, function.as_deref(), token, now)
            })?;
            self.bell().ring();
            Ok(output)
        })
        .await
    }

    async fn stop_replication_to_replica(
        &self,
        input: StopReplicationToReplicaInput,
        context: &Context,
    ) -> Result<StopReplicationToReplicaOutput, StopReplicationToReplicaError> {
        let context = &self.admit::<StopReplicationToReplicaError>(context, &input)?;
        self.write(context, |account, now| operation::stop_replication_to_replica(account, &input, now))
    }

    async fn tag_resource(
        &self,
        input: TagResourceInput,
        context: &Context,
    ) -> Result<TagResourceOutput, TagResourceError> {
        let context = &self.admit::<TagResourceError>(context, &input)?;
        self.write(context, |account, now| operation::tag_resource(account, input, now))
    }

    async fn untag_resource(
        &self,
        input: UntagResourceInput,
        context: &Context,
    ) -> Result<UntagResourceOutput, UntagResourceError> {
        let context = &self.admit::<UntagResourceError>(context, &input)?;
        self.write(context, |account, now| operation::untag_resource(account, &input, now))
    }

    async fn update_secret(
        &self,
        input: UpdateSecretInput,
        context: &Context,
    ) -> Result<UpdateSecretOutput, UpdateSecretError> {
        let context = &self.admit::<UpdateSecretError>(context, &input)?;
        self.write(context, |account, now| operation::update_secret(account, input, now))
    }

    async fn update_secret_version_stage(
        &self,
        input: UpdateSecretVersionStageInput,
        context: &Context,
    ) -> Result<UpdateSecretVersionStageOutput, UpdateSecretVersionStageError> {
        let context = &self.admit::<UpdateSecretVersionStageError>(context, &input)?;
        self.write(context, |account, now| operation::update_secret_version_stage(account, input, now))
    }

    async fn validate_resource_policy(
        &self,
        input: ValidateResourcePolicyInput,
        context: &Context,
    ) -> Result<ValidateResourcePolicyOutput, ValidateResourcePolicyError> {
        let call = &self.admit::<ValidateResourcePolicyError>(context, &input)?;
        let visitor = &self.visitor::<ValidateResourcePolicyError>(context, call.origin)?;
        self.read(call, |account, now| operation::validate_resource_policy(account, &input, visitor, now))
    }
}

impl InMemory {
    /// Reads one of several secrets, which may be of another account.
    fn read_one(&self, id: &str, context: &Context) -> Result<SecretValueEntry, GetSecretValueError> {
        let context = &self.admit::<GetSecretValueError>(context, &ReadOne(id))?;
        let (entry, access) = self.read::<_, GetSecretValueError>(context, |account, now| {
            operation::read_one(account, id, context.origin, now)
        })?;
        self.note(context, access);
        Ok(entry)
    }
}
