//! The calls of the model as the client makes them.

use secretsmith::Client;
use secretsmith::error::{SdkError, ServiceError};
use secretsmith::types::ReplicaRegionType;
use secretsmith_tests::ACCOUNT;

use crate::model::{Call, Function, Key, Place};
use crate::rotating::days as rules;
use crate::support::DB;

/// Makes a call; gives the code of the error if the service refuses it.
pub(super) async fn send(client: &Client, at: Place, call: &Call) -> Result<(), String> {
    match call.clone() {
        Call::Create { token, value, replicate } => {
            let call = client.create_secret().name(DB).client_request_token(token);
            let replicas = replicate.then(|| vec![replica(at.other())]);
            let call = call.set_secret_string(value.map(Into::into)).set_add_replica_regions(replicas);
            outcome(call.send().await)
        }
        Call::Put { token, value, labels } => {
            let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
            let call = client.put_secret_value().secret_id(DB).client_request_token(token);
            let call = call.set_secret_string(value.map(Into::into));
            outcome(call.set_version_stages(Some(labels).filter(|labels| !labels.is_empty())).send().await)
        }
        Call::Update { token, value, description, key } => {
            let call = client.update_secret().secret_id(DB).client_request_token(token);
            let call = call.set_secret_string(value.map(Into::into)).set_description(description);
            let key = (key == Key::Denied).then(|| "alias/aws/s3".to_owned());
            outcome(call.set_kms_key_id(key).send().await)
        }
        Call::Relabel { label, from, to } => {
            let call = client.update_secret_version_stage().secret_id(DB).version_stage(label);
            outcome(call.set_remove_from_version_id(from).set_move_to_version_id(to).send().await)
        }
        Call::Delete { window, force } => {
            let call = client.delete_secret().secret_id(DB).set_recovery_window_in_days(window);
            outcome(call.set_force_delete_without_recovery(force.then_some(true)).send().await)
        }
        Call::Restore => outcome(client.restore_secret().secret_id(DB).send().await),
        Call::Rotate { token, function: given, days, immediately } => {
            let call = client.rotate_secret().secret_id(DB).client_request_token(token);
            let arn = given.map(|given| if given == Function::Missing { missing(at) } else { function(at) });
            let call = call.set_rotation_lambda_arn(arn).set_rotation_rules(days.map(rules));
            outcome(call.rotate_immediately(immediately).send().await)
        }
        Call::Cancel => outcome(client.cancel_rotate_secret().secret_id(DB).send().await),
        Call::Replicate { to, force } => {
            let call = client.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica(to));
            outcome(call.force_overwrite_replica_secret(force).send().await)
        }
        Call::Remove { from } => {
            let call = client.remove_regions_from_replication().secret_id(DB);
            outcome(call.remove_replica_regions(from.region()).send().await)
        }
        Call::Stop => outcome(client.stop_replication_to_replica().secret_id(DB).send().await),
    }
}

/// The ARN of the rotation function in a Region.
pub(super) fn function(at: Place) -> String {
    format!("arn:aws:lambda:{}:{ACCOUNT}:function:rotate", at.region())
}

fn missing(at: Place) -> String {
    format!("arn:aws:lambda:{}:{ACCOUNT}:function:missing", at.region())
}

fn replica(place: Place) -> ReplicaRegionType {
    ReplicaRegionType::builder().region(place.region()).build()
}

fn outcome<T, E: ServiceError>(result: Result<T, SdkError<E>>) -> Result<(), String> {
    result.map(drop).map_err(|error| error.code().unwrap_or_default().to_owned())
}
