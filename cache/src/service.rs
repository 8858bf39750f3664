//! The service trait: reading values goes through the cache, and what changes a secret has it forgotten.

use secretsmith::SecretsManager;
use secretsmith::operation::batch_get_secret_value::BatchGetSecretValue;
use secretsmith::operation::cancel_rotate_secret::CancelRotateSecret;
use secretsmith::operation::create_secret::CreateSecret;
use secretsmith::operation::delete_resource_policy::DeleteResourcePolicy;
use secretsmith::operation::delete_secret::DeleteSecret;
use secretsmith::operation::describe_secret::DescribeSecret;
use secretsmith::operation::get_random_password::GetRandomPassword;
use secretsmith::operation::get_resource_policy::GetResourcePolicy;
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::operation::list_secret_version_ids::ListSecretVersionIds;
use secretsmith::operation::list_secrets::ListSecrets;
use secretsmith::operation::put_resource_policy::PutResourcePolicy;
use secretsmith::operation::put_secret_value::PutSecretValue;
use secretsmith::operation::remove_regions_from_replication::RemoveRegionsFromReplication;
use secretsmith::operation::replicate_secret_to_regions::ReplicateSecretToRegions;
use secretsmith::operation::restore_secret::RestoreSecret;
use secretsmith::operation::rotate_secret::RotateSecret;
use secretsmith::operation::stop_replication_to_replica::StopReplicationToReplica;
use secretsmith::operation::tag_resource::TagResource;
use secretsmith::operation::untag_resource::UntagResource;
use secretsmith::operation::update_secret::UpdateSecret;
use secretsmith::operation::update_secret_version_stage::UpdateSecretVersionStage;
use secretsmith::operation::validate_resource_policy::ValidateResourcePolicy;
use secretsmith::server::Context;
use secretsmith_runtime::Operation;

use crate::Cache;

macro_rules! service {
    (passed on: { $($passed:ident $of:ident)* } changing: { $($changing:ident $operation:ident)* }) => {
        #[deny(clippy::missing_trait_methods)]
        impl<S: SecretsManager> SecretsManager for Cache<S> {
            async fn get_secret_value(
                &self,
                input: GetSecretValueInput,
                context: &Context,
            ) -> Result<GetSecretValueOutput, GetSecretValueError> {
                self.value(input, context).await
            }

            $(async fn $passed(
                &self,
                input: <$of as Operation>::Input,
                context: &Context,
            ) -> Result<<$of as Operation>::Output, <$of as Operation>::Error> {
                self.service().$passed(input, context).await
            })*

            $(async fn $changing(
                &self,
                input: <$operation as Operation>::Input,
                context: &Context,
            ) -> Result<<$operation as Operation>::Output, <$operation as Operation>::Error> {
                let id = input.secret_id.clone();
                let answer = self.service().$changing(input, context).await;
                // Also when it failed: it may have been done all the same.
                self.forget(&id);
                answer
            })*
        }
    };
}

service! {
    passed on: {
        batch_get_secret_value BatchGetSecretValue
        create_secret CreateSecret
        delete_resource_policy DeleteResourcePolicy
        describe_secret DescribeSecret
        get_random_password GetRandomPassword
        get_resource_policy GetResourcePolicy
        list_secret_version_ids ListSecretVersionIds
        list_secrets ListSecrets
        put_resource_policy PutResourcePolicy
        remove_regions_from_replication RemoveRegionsFromReplication
        replicate_secret_to_regions ReplicateSecretToRegions
        tag_resource TagResource
        untag_resource UntagResource
        validate_resource_policy ValidateResourcePolicy
    }
    changing: {
        cancel_rotate_secret CancelRotateSecret
        delete_secret DeleteSecret
        put_secret_value PutSecretValue
        restore_secret RestoreSecret
        rotate_secret RotateSecret
        stop_replication_to_replica StopReplicationToReplica
        update_secret UpdateSecret
        update_secret_version_stage UpdateSecretVersionStage
    }
}
