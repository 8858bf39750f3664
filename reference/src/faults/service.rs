//! The service trait: each method meets its fault, or passes the call on.

use secretsmith::SecretsManager;
use secretsmith::operation::batch_get_secret_value::BatchGetSecretValue;
use secretsmith::operation::cancel_rotate_secret::CancelRotateSecret;
use secretsmith::operation::create_secret::CreateSecret;
use secretsmith::operation::delete_resource_policy::DeleteResourcePolicy;
use secretsmith::operation::delete_secret::DeleteSecret;
use secretsmith::operation::describe_secret::DescribeSecret;
use secretsmith::operation::get_random_password::GetRandomPassword;
use secretsmith::operation::get_resource_policy::GetResourcePolicy;
use secretsmith::operation::get_secret_value::GetSecretValue;
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

use super::Faults;

macro_rules! pass_on {
    ($($method:ident $operation:ident)*) => {
        #[deny(clippy::missing_trait_methods)]
        impl<S: SecretsManager> SecretsManager for Faults<S> {
            $(async fn $method(
                &self,
                input: <$operation as Operation>::Input,
                context: &Context,
            ) -> Result<<$operation as Operation>::Output, <$operation as Operation>::Error> {
                match self.meet(&input).await {
                    Some(error) => Err(error),
                    None => self.service.$method(input, context).await,
                }
            })*
        }
    };
}

pass_on! {
    batch_get_secret_value BatchGetSecretValue
    cancel_rotate_secret CancelRotateSecret
    create_secret CreateSecret
    delete_resource_policy DeleteResourcePolicy
    delete_secret DeleteSecret
    describe_secret DescribeSecret
    get_random_password GetRandomPassword
    get_resource_policy GetResourcePolicy
    get_secret_value GetSecretValue
    list_secret_version_ids ListSecretVersionIds
    list_secrets ListSecrets
    put_resource_policy PutResourcePolicy
    put_secret_value PutSecretValue
    remove_regions_from_replication RemoveRegionsFromReplication
    replicate_secret_to_regions ReplicateSecretToRegions
    restore_secret RestoreSecret
    rotate_secret RotateSecret
    stop_replication_to_replica StopReplicationToReplica
    tag_resource TagResource
    untag_resource UntagResource
    update_secret UpdateSecret
    update_secret_version_stage UpdateSecretVersionStage
    validate_resource_policy ValidateResourcePolicy
}
