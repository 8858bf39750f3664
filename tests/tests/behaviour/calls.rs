//! The same call of every operation that takes a `SecretId`.

use std::fmt::Debug;

use secretsmith::Client;
use secretsmith::error::{SdkError, ServiceError};
use secretsmith_tests::{Refusal, refusal};

use crate::support::{tag, version};

/// Calls each operation on a secret; gives what each was refused with, `None` for those that succeed.
///
/// First what only reads, then what changes the secret, then RestoreSecret and DeleteSecret.
pub(crate) async fn each_operation(client: &Client, id: &str) -> Vec<(&'static str, Option<Refusal>)> {
    let label = client.update_secret_version_stage().secret_id(id).version_stage("x").move_to_version_id(version(1));
    vec![
        ("DescribeSecret", outcome(client.describe_secret().secret_id(id).send().await)),
        ("GetSecretValue", outcome(client.get_secret_value().secret_id(id).send().await)),
        ("ListSecretVersionIds", outcome(client.list_secret_version_ids().secret_id(id).send().await)),
        ("PutSecretValue", outcome(client.put_secret_value().secret_id(id).secret_string("x").send().await)),
        ("UpdateSecret", outcome(client.update_secret().secret_id(id).description("x").send().await)),
        ("UpdateSecretVersionStage", outcome(label.send().await)),
        ("TagResource", outcome(client.tag_resource().secret_id(id).tags(tag("x", "x")).send().await)),
        ("UntagResource", outcome(client.untag_resource().secret_id(id).tag_keys("x").send().await)),
        ("RestoreSecret", outcome(client.restore_secret().secret_id(id).send().await)),
        ("DeleteSecret", outcome(client.delete_secret().secret_id(id).send().await)),
    ]
}

fn outcome<T: Debug, E: ServiceError>(result: Result<T, SdkError<E>>) -> Option<Refusal> {
    match result {
        Ok(_) => None,
        Err(error) => Some(refusal(Err::<T, _>(error))),
    }
}
