//! Every structure of the model, by its name there, as the type that it has in the crate.

pub(crate) mod model;
pub(crate) mod sample;

use std::fmt::Debug;

use secretsmith::operation::batch_get_secret_value::{BatchGetSecretValueInput, BatchGetSecretValueOutput};
use secretsmith::operation::cancel_rotate_secret::{CancelRotateSecretInput, CancelRotateSecretOutput};
use secretsmith::operation::create_secret::{CreateSecretInput, CreateSecretOutput};
use secretsmith::operation::delete_resource_policy::{DeleteResourcePolicyInput, DeleteResourcePolicyOutput};
use secretsmith::operation::delete_secret::{DeleteSecretInput, DeleteSecretOutput};
use secretsmith::operation::describe_secret::{DescribeSecretInput, DescribeSecretOutput};
use secretsmith::operation::get_random_password::{GetRandomPasswordInput, GetRandomPasswordOutput};
use secretsmith::operation::get_resource_policy::{GetResourcePolicyInput, GetResourcePolicyOutput};
use secretsmith::operation::get_secret_value::{GetSecretValueInput, GetSecretValueOutput};
use secretsmith::operation::list_secret_version_ids::{ListSecretVersionIdsInput, ListSecretVersionIdsOutput};
use secretsmith::operation::list_secrets::{ListSecretsInput, ListSecretsOutput};
use secretsmith::operation::put_resource_policy::{PutResourcePolicyInput, PutResourcePolicyOutput};
use secretsmith::operation::put_secret_value::{PutSecretValueInput, PutSecretValueOutput};
use secretsmith::operation::remove_regions_from_replication::{
    RemoveRegionsFromReplicationInput, RemoveRegionsFromReplicationOutput,
};
use secretsmith::operation::replicate_secret_to_regions::{
    ReplicateSecretToRegionsInput, ReplicateSecretToRegionsOutput,
};
use secretsmith::operation::restore_secret::{RestoreSecretInput, RestoreSecretOutput};
use secretsmith::operation::rotate_secret::{RotateSecretInput, RotateSecretOutput};
use secretsmith::operation::stop_replication_to_replica::{
    StopReplicationToReplicaInput, StopReplicationToReplicaOutput,
};
use secretsmith::operation::tag_resource::TagResourceInput;
use secretsmith::operation::untag_resource::UntagResourceInput;
use secretsmith::operation::update_secret::{UpdateSecretInput, UpdateSecretOutput};
use secretsmith::operation::update_secret_version_stage::{
    UpdateSecretVersionStageInput, UpdateSecretVersionStageOutput,
};
use secretsmith::operation::validate_resource_policy::{ValidateResourcePolicyInput, ValidateResourcePolicyOutput};
use secretsmith::types::error::{
    DecryptionFailure, EncryptionFailure, InternalServiceError, InvalidNextTokenException, InvalidParameterException,
    InvalidRequestException, LimitExceededException, MalformedPolicyDocumentException, PreconditionNotMetException,
    PublicPolicyException, ResourceExistsException, ResourceNotFoundException,
};
use secretsmith::types::{
    ApiErrorType, ExternalSecretRotationMetadataItem, Filter, ReplicaRegionType, ReplicationStatusType,
    RotationRulesType, SecretListEntry, SecretValueEntry, SecretVersionsListEntry, Tag, ValidationErrorsEntry,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What every structure of the crate can do.
pub(crate) trait Shape: Serialize + DeserializeOwned + Clone + Debug + PartialEq {}

impl<T: Serialize + DeserializeOwned + Clone + Debug + PartialEq> Shape for T {}

/// What is to be done with every structure.
pub(crate) trait Visit {
    /// Does it with the structure of this name in the model.
    fn shape<T: Shape>(&mut self, name: &str);
}

/// Visits every structure of the crate.
pub(crate) fn every_shape(visit: &mut impl Visit) {
    every_operation(visit);
    every_shared_shape(visit);
    every_error(visit);
}

fn every_operation(visit: &mut impl Visit) {
    visit.shape::<BatchGetSecretValueInput>("BatchGetSecretValueRequest");
    visit.shape::<BatchGetSecretValueOutput>("BatchGetSecretValueResponse");
    visit.shape::<CancelRotateSecretInput>("CancelRotateSecretRequest");
    visit.shape::<CancelRotateSecretOutput>("CancelRotateSecretResponse");
    visit.shape::<CreateSecretInput>("CreateSecretRequest");
    visit.shape::<CreateSecretOutput>("CreateSecretResponse");
    visit.shape::<DeleteResourcePolicyInput>("DeleteResourcePolicyRequest");
    visit.shape::<DeleteResourcePolicyOutput>("DeleteResourcePolicyResponse");
    visit.shape::<DeleteSecretInput>("DeleteSecretRequest");
    visit.shape::<DeleteSecretOutput>("DeleteSecretResponse");
    visit.shape::<DescribeSecretInput>("DescribeSecretRequest");
    visit.shape::<DescribeSecretOutput>("DescribeSecretResponse");
    visit.shape::<GetRandomPasswordInput>("GetRandomPasswordRequest");
    visit.shape::<GetRandomPasswordOutput>("GetRandomPasswordResponse");
    visit.shape::<GetResourcePolicyInput>("GetResourcePolicyRequest");
    visit.shape::<GetResourcePolicyOutput>("GetResourcePolicyResponse");
    visit.shape::<GetSecretValueInput>("GetSecretValueRequest");
    visit.shape::<GetSecretValueOutput>("GetSecretValueResponse");
    visit.shape::<ListSecretVersionIdsInput>("ListSecretVersionIdsRequest");
    visit.shape::<ListSecretVersionIdsOutput>("ListSecretVersionIdsResponse");
    visit.shape::<ListSecretsInput>("ListSecretsRequest");
    visit.shape::<ListSecretsOutput>("ListSecretsResponse");
    visit.shape::<PutResourcePolicyInput>("PutResourcePolicyRequest");
    visit.shape::<PutResourcePolicyOutput>("PutResourcePolicyResponse");
    visit.shape::<PutSecretValueInput>("PutSecretValueRequest");
    visit.shape::<PutSecretValueOutput>("PutSecretValueResponse");
    visit.shape::<RemoveRegionsFromReplicationInput>("RemoveRegionsFromReplicationRequest");
    visit.shape::<RemoveRegionsFromReplicationOutput>("RemoveRegionsFromReplicationResponse");
    visit.shape::<ReplicateSecretToRegionsInput>("ReplicateSecretToRegionsRequest");
    visit.shape::<ReplicateSecretToRegionsOutput>("ReplicateSecretToRegionsResponse");
    visit.shape::<RestoreSecretInput>("RestoreSecretRequest");
    visit.shape::<RestoreSecretOutput>("RestoreSecretResponse");
    visit.shape::<RotateSecretInput>("RotateSecretRequest");
    visit.shape::<RotateSecretOutput>("RotateSecretResponse");
    visit.shape::<StopReplicationToReplicaInput>("StopReplicationToReplicaRequest");
    visit.shape::<StopReplicationToReplicaOutput>("StopReplicationToReplicaResponse");
    visit.shape::<TagResourceInput>("TagResourceRequest");
    visit.shape::<UntagResourceInput>("UntagResourceRequest");
    visit.shape::<UpdateSecretInput>("UpdateSecretRequest");
    visit.shape::<UpdateSecretOutput>("UpdateSecretResponse");
    visit.shape::<UpdateSecretVersionStageInput>("UpdateSecretVersionStageRequest");
    visit.shape::<UpdateSecretVersionStageOutput>("UpdateSecretVersionStageResponse");
    visit.shape::<ValidateResourcePolicyInput>("ValidateResourcePolicyRequest");
    visit.shape::<ValidateResourcePolicyOutput>("ValidateResourcePolicyResponse");
}

fn every_shared_shape(visit: &mut impl Visit) {
    visit.shape::<ApiErrorType>("APIErrorType");
    visit.shape::<ExternalSecretRotationMetadataItem>("ExternalSecretRotationMetadataItem");
    visit.shape::<Filter>("Filter");
    visit.shape::<ReplicaRegionType>("ReplicaRegionType");
    visit.shape::<ReplicationStatusType>("ReplicationStatusType");
    visit.shape::<RotationRulesType>("RotationRulesType");
    visit.shape::<SecretListEntry>("SecretListEntry");
    visit.shape::<SecretValueEntry>("SecretValueEntry");
    visit.shape::<SecretVersionsListEntry>("SecretVersionsListEntry");
    visit.shape::<Tag>("Tag");
    visit.shape::<ValidationErrorsEntry>("ValidationErrorsEntry");
}

fn every_error(visit: &mut impl Visit) {
    visit.shape::<DecryptionFailure>("DecryptionFailure");
    visit.shape::<EncryptionFailure>("EncryptionFailure");
    visit.shape::<InternalServiceError>("InternalServiceError");
    visit.shape::<InvalidNextTokenException>("InvalidNextTokenException");
    visit.shape::<InvalidParameterException>("InvalidParameterException");
    visit.shape::<InvalidRequestException>("InvalidRequestException");
    visit.shape::<LimitExceededException>("LimitExceededException");
    visit.shape::<MalformedPolicyDocumentException>("MalformedPolicyDocumentException");
    visit.shape::<PreconditionNotMetException>("PreconditionNotMetException");
    visit.shape::<PublicPolicyException>("PublicPolicyException");
    visit.shape::<ResourceExistsException>("ResourceExistsException");
    visit.shape::<ResourceNotFoundException>("ResourceNotFoundException");
}
