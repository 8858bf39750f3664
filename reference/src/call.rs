//! What a call is about, as far as its input tells: for authorisation (§1.6) and for injecting faults.
//!
//! The table of actions, resources and condition keys is in [`authorisation`](crate::authorisation).

use secretsmith::operation::batch_get_secret_value::BatchGetSecretValueInput;
use secretsmith::operation::cancel_rotate_secret::CancelRotateSecretInput;
use secretsmith::operation::create_secret::CreateSecretInput;
use secretsmith::operation::delete_resource_policy::DeleteResourcePolicyInput;
use secretsmith::operation::delete_secret::DeleteSecretInput;
use secretsmith::operation::describe_secret::DescribeSecretInput;
use secretsmith::operation::get_random_password::GetRandomPasswordInput;
use secretsmith::operation::get_resource_policy::GetResourcePolicyInput;
use secretsmith::operation::get_secret_value::GetSecretValueInput;
use secretsmith::operation::list_secret_version_ids::ListSecretVersionIdsInput;
use secretsmith::operation::list_secrets::ListSecretsInput;
use secretsmith::operation::put_resource_policy::PutResourcePolicyInput;
use secretsmith::operation::put_secret_value::PutSecretValueInput;
use secretsmith::operation::remove_regions_from_replication::RemoveRegionsFromReplicationInput;
use secretsmith::operation::replicate_secret_to_regions::ReplicateSecretToRegionsInput;
use secretsmith::operation::restore_secret::RestoreSecretInput;
use secretsmith::operation::rotate_secret::RotateSecretInput;
use secretsmith::operation::stop_replication_to_replica::StopReplicationToReplicaInput;
use secretsmith::operation::tag_resource::TagResourceInput;
use secretsmith::operation::untag_resource::UntagResourceInput;
use secretsmith::operation::update_secret::UpdateSecretInput;
use secretsmith::operation::update_secret_version_stage::UpdateSecretVersionStageInput;
use secretsmith::operation::validate_resource_policy::ValidateResourcePolicyInput;
use secretsmith::types::{ReplicaRegionType, Tag};

use crate::policy::ConditionKeys;
use crate::refusal::Refusal;
use crate::rules::value;

/// A call: the input of an operation.
pub(crate) trait Call {
    /// The name of the operation, and of the action that it needs permission for.
    const NAME: &'static str;

    /// What it is about.
    fn subject(&self) -> Subject<'_>;

    /// Further actions that it needs permission for, on the same resource.
    fn further_actions(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// The condition keys that come from the request.
    fn keys(&self, _keys: &mut ConditionKeys) {}

    /// Refuses what breaks a constraint that the model does not have.
    fn check(&self) -> Result<(), Refusal> {
        Ok(())
    }

    /// The names and ids of secrets in it.
    fn ids(&self) -> Vec<&str> {
        match self.subject() {
            Subject::Secret(id) | Subject::New(id) => vec![id],
            Subject::Nothing => Vec::new(),
        }
    }
}

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject<'a> {
    /// No secret in particular.
    Nothing,
    /// The secret with this id.
    Secret(&'a str),
    /// A secret that is to have this name.
    New(&'a str),
}

/// One secret of a BatchGetSecretValue, which is read with the permission of GetSecretValue (§3.1).
pub(crate) struct ReadOne<'a>(pub(crate) &'a str);

impl Call for ReadOne<'_> {
    const NAME: &'static str = "GetSecretValue";

    fn subject(&self) -> Subject<'_> {
        Subject::Secret(self.0)
    }
}

impl Call for BatchGetSecretValueInput {
    const NAME: &'static str = "BatchGetSecretValue";

    fn subject(&self) -> Subject<'_> {
        Subject::Nothing
    }

    fn further_actions(&self) -> Vec<&'static str> {
        let has_filters = self.filters.as_ref().is_some_and(|filters| !filters.is_empty());
        if has_filters { vec!["ListSecrets"] } else { Vec::new() }
    }

    fn ids(&self) -> Vec<&str> {
        self.secret_id_list.iter().flatten().map(String::as_str).collect()
    }
}

impl Call for CreateSecretInput {
    const NAME: &'static str = "CreateSecret";

    fn subject(&self) -> Subject<'_> {
        Subject::New(&self.name)
    }

    fn further_actions(&self) -> Vec<&'static str> {
        let tags = self.tags.iter().flatten().next().map(|_| "TagResource");
        let regions = self.add_replica_regions.iter().flatten().next().map(|_| "ReplicateSecretToRegions");
        tags.into_iter().chain(regions).collect()
    }

    fn keys(&self, keys: &mut ConditionKeys) {
        keys.set("secretsmanager:Name", &self.name);
        keys.set_some("secretsmanager:Description", self.description.as_ref());
        keys.set_some("secretsmanager:Type", self.r#type.as_ref());
        key_of_kms(keys, self.kms_key_id.as_deref());
        tags(keys, self.tags.iter().flatten());
        replication(keys, self.add_replica_regions.iter().flatten(), self.force_overwrite_replica_secret);
    }

    fn check(&self) -> Result<(), Refusal> {
        value::check_length(self.secret_string.as_ref())
    }
}

impl Call for ReplicateSecretToRegionsInput {
    const NAME: &'static str = "ReplicateSecretToRegions";

    fn subject(&self) -> Subject<'_> {
        Subject::Secret(&self.secret_id)
    }

    fn keys(&self, keys: &mut ConditionKeys) {
        replication(keys, self.add_replica_regions.iter(), self.force_overwrite_replica_secret);
    }
}

impl Call for TagResourceInput {
    const NAME: &'static str = "TagResource";

    fn subject(&self) -> Subject<'_> {
        Subject::Secret(&self.secret_id)
    }

    fn keys(&self, keys: &mut ConditionKeys) {
        tags(keys, self.tags.iter());
    }
}

impl Call for ValidateResourcePolicyInput {
    const NAME: &'static str = "ValidateResourcePolicy";

    fn subject(&self) -> Subject<'_> {
        self.secret_id.as_deref().map_or(Subject::Nothing, Subject::Secret)
    }

    fn further_actions(&self) -> Vec<&'static str> {
        vec!["PutResourcePolicy"]
    }
}

/// Calls about no secret in particular.
macro_rules! about_nothing {
    ($($input:ident $name:literal)*) => {
        $(impl Call for $input {
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject<'_> {
                Subject::Nothing
            }
        })*
    };
}

about_nothing! {
    GetRandomPasswordInput "GetRandomPassword"
    ListSecretsInput "ListSecrets"
}

/// Calls about the secret that `secret_id` names, and the condition keys that are members of the input.
macro_rules! about_a_secret {
    ($($input:ident $name:literal { $($key:literal: $member:ident),* })*) => {
        $(impl Call for $input {
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject<'_> {
                Subject::Secret(&self.secret_id)
            }

            fn keys(&self, _keys: &mut ConditionKeys) {
                $(self.$member.write(concat!("secretsmanager:", $key), _keys);)*
            }
        })*
    };
}

about_a_secret! {
    CancelRotateSecretInput "CancelRotateSecret" {}
    DeleteResourcePolicyInput "DeleteResourcePolicy" {}
    DeleteSecretInput "DeleteSecret" {
        "RecoveryWindowInDays": recovery_window_in_days,
        "ForceDeleteWithoutRecovery": force_delete_without_recovery
    }
    DescribeSecretInput "DescribeSecret" {}
    GetResourcePolicyInput "GetResourcePolicy" {}
    GetSecretValueInput "GetSecretValue" { "VersionId": version_id, "VersionStage": version_stage }
    ListSecretVersionIdsInput "ListSecretVersionIds" {}
    PutResourcePolicyInput "PutResourcePolicy" { "BlockPublicPolicy": block_public_policy }
    RemoveRegionsFromReplicationInput "RemoveRegionsFromReplication" {}
    RestoreSecretInput "RestoreSecret" {}
    StopReplicationToReplicaInput "StopReplicationToReplica" {}
    UpdateSecretVersionStageInput "UpdateSecretVersionStage" { "VersionStage": version_stage }
}

impl Call for PutSecretValueInput {
    const NAME: &'static str = "PutSecretValue";

    fn subject(&self) -> Subject<'_> {
        Subject::Secret(&self.secret_id)
    }

    fn check(&self) -> Result<(), Refusal> {
        value::check_length(self.secret_string.as_ref())
    }
}

impl Call for RotateSecretInput {
    const NAME: &'static str = "RotateSecret";

    fn subject(&self) -> Subject<'_> {
        Subject::Secret(&self.secret_id)
    }

    fn keys(&self, keys: &mut ConditionKeys) {
        keys.set_some("secretsmanager:RotationLambdaARN", self.rotation_lambda_arn.as_ref());
        keys.set_some("secretsmanager:ExternalSecretRotationRoleArn", self.external_secret_rotation_role_arn.as_ref());
        keys.set("secretsmanager:RotateImmediately", self.rotate_immediately.unwrap_or(true).to_string());
        keys.set("secretsmanager:ModifyRotationRules", self.rotation_rules.is_some().to_string());
    }
}

impl Call for UntagResourceInput {
    const NAME: &'static str = "UntagResource";

    fn subject(&self) -> Subject<'_> {
        Subject::Secret(&self.secret_id)
    }

    fn keys(&self, keys: &mut ConditionKeys) {
        keys.set_all("aws:TagKeys", self.tag_keys.iter());
    }
}

impl Call for UpdateSecretInput {
    const NAME: &'static str = "UpdateSecret";

    fn subject(&self) -> Subject<'_> {
        Subject::Secret(&self.secret_id)
    }

    fn keys(&self, keys: &mut ConditionKeys) {
        keys.set_some("secretsmanager:Description", self.description.as_ref());
        keys.set_some("secretsmanager:Type", self.r#type.as_ref());
        key_of_kms(keys, self.kms_key_id.as_deref());
    }

    fn check(&self) -> Result<(), Refusal> {
        value::check_length(self.secret_string.as_ref())
    }
}

/// A member of an input that is a condition key too.
trait Member {
    fn write(&self, key: &str, keys: &mut ConditionKeys);
}

impl Member for String {
    fn write(&self, key: &str, keys: &mut ConditionKeys) {
        keys.set(key, self);
    }
}

impl Member for Option<String> {
    fn write(&self, key: &str, keys: &mut ConditionKeys) {
        keys.set_some(key, self.as_ref());
    }
}

/// Every flag that is written so is off by default.
impl Member for Option<bool> {
    fn write(&self, key: &str, keys: &mut ConditionKeys) {
        keys.set(key, self.unwrap_or(false).to_string());
    }
}

impl Member for Option<i64> {
    fn write(&self, key: &str, keys: &mut ConditionKeys) {
        keys.set_some(key, self.as_ref());
    }
}

fn key_of_kms(keys: &mut ConditionKeys, id: Option<&str>) {
    keys.set_some("secretsmanager:KmsKeyId", id);
    keys.set_some("secretsmanager:KmsKeyArn", id.filter(|id| id.starts_with("arn:")));
}

fn tags<'a>(keys: &mut ConditionKeys, tags: impl Iterator<Item = &'a Tag> + Clone) {
    for tag in tags.clone() {
        keys.set(&format!("aws:RequestTag/{}", tag.key().unwrap_or_default()), tag.value().unwrap_or_default());
    }
    keys.set_all("aws:TagKeys", tags.filter_map(Tag::key));
}

fn replication<'a>(
    keys: &mut ConditionKeys,
    regions: impl Iterator<Item = &'a ReplicaRegionType>,
    force: Option<bool>,
) {
    keys.set_all("secretsmanager:AddReplicaRegions", regions.filter_map(|region| region.region.as_deref()));
    force.write("secretsmanager:ForceOverwriteReplicaSecret", keys);
}
