//! The service trait, called directly; inputs and outputs in the form that they have on the wire,
//! so that a test sees which members are there.

mod authorisation;
mod batch;
mod create;
mod dates;
mod delete;
mod external;
mod faults;
mod identities;
mod kms;
mod life_cycle;
mod list;
mod owned;
mod password;
mod places;
mod policies;
mod read;
mod replicas;
mod replication;
mod rotation;
mod safety;
mod sharing;
#[cfg(feature = "snapshot")]
mod snapshot;
mod stages;
mod strangers;
mod tags;
mod update;
mod versions;

use std::pin::pin;
use std::task::{Poll, Waker};
use std::time::Duration;

use secretsmith::SecretsManager;
use secretsmith::error::ServiceError;
use secretsmith::server::{Caller, Context};
use secretsmith_reference::{Clock, InMemory, ManualClock, Randomness, Replication};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// When every test begins: 2026-09-21T14:13:20Z, which is 1790000000 seconds after the epoch.
const START: &str = "2026-09-21T14:13:20Z";

/// The service, its clock, and who calls it.
struct World {
    service: InMemory,
    clock: ManualClock,
    caller: Caller,
}

/// The output as JSON, or the error as text: its code and its message.
type Answer = Result<Value, String>;

impl World {
    fn new() -> Self {
        Self::replicating(Replication::AtOnce)
    }

    fn replicating(replication: Replication) -> Self {
        let clock = ManualClock::at(START.parse().expect("a good date"));
        let service = InMemory::builder()
            .region("eu-west-1")
            .account("111122223333")
            .clock(clock.clone())
            .randomness(Randomness::seeded(1))
            .replication(replication)
            .build();
        Self { service, clock, caller: Caller::anonymous() }
    }

    /// The same service, called by someone else.
    fn caller(&self, caller: Caller) -> Self {
        Self { service: self.service.clone(), clock: self.clock.clone(), caller }
    }

    /// The same service, called in another Region.
    fn at(&self, region: &str) -> Self {
        self.caller(self.caller.clone().with_region(region))
    }

    fn run_due(&self) {
        now(self.service.run_due(self.clock.now()));
    }

    fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    fn wait_days(&self, days: u64) {
        self.wait(days * 24 * 60 * 60);
    }

    /// Creates a secret with one version, `v1`; answers its ARN.
    fn secret(&self, name: &str) -> String {
        let input = json!({"Name": name, "SecretString": "one", "ClientRequestToken": "v1"});
        let output = self.create_secret(input).expect("the secret is new");
        output["ARN"].as_str().expect("an ARN").to_owned()
    }

    /// Puts a version with these labels.
    fn put(&self, name: &str, version: &str, labels: &[&str]) {
        let mut input = json!({"SecretId": name, "SecretString": version, "ClientRequestToken": version});
        if !labels.is_empty() {
            input["VersionStages"] = json!(labels);
        }
        self.put_secret_value(input).expect("the version is new");
    }

    fn describe(&self, id: &str) -> Value {
        self.describe_secret(json!({"SecretId": id})).expect("the secret is there")
    }
}

/// A method for each operation, which takes and answers JSON.
macro_rules! operations {
    ($($method:ident $name:literal)*) => {
        impl World {
            $(fn $method(&self, input: Value) -> Answer {
                let context = Context::new($name).with_caller(self.caller.clone());
                call(input, |input| self.service.$method(input, &context))
            })*
        }
    };
}

operations! {
    batch_get_secret_value "BatchGetSecretValue"
    cancel_rotate_secret "CancelRotateSecret"
    create_secret "CreateSecret"
    delete_resource_policy "DeleteResourcePolicy"
    delete_secret "DeleteSecret"
    describe_secret "DescribeSecret"
    get_random_password "GetRandomPassword"
    get_resource_policy "GetResourcePolicy"
    get_secret_value "GetSecretValue"
    list_secret_version_ids "ListSecretVersionIds"
    list_secrets "ListSecrets"
    put_resource_policy "PutResourcePolicy"
    put_secret_value "PutSecretValue"
    remove_regions_from_replication "RemoveRegionsFromReplication"
    replicate_secret_to_regions "ReplicateSecretToRegions"
    restore_secret "RestoreSecret"
    rotate_secret "RotateSecret"
    stop_replication_to_replica "StopReplicationToReplica"
    tag_resource "TagResource"
    untag_resource "UntagResource"
    update_secret "UpdateSecret"
    update_secret_version_stage "UpdateSecretVersionStage"
    validate_resource_policy "ValidateResourcePolicy"
}

fn call<I, O, E, F>(input: Value, operation: impl FnOnce(I) -> F) -> Answer
where
    I: DeserializeOwned,
    O: Serialize,
    E: ServiceError,
    F: Future<Output = Result<O, E>>,
{
    let input = serde_json::from_value(input).expect("the test has a good input");
    match now(operation(input)) {
        Ok(output) => Ok(serde_json::to_value(output).expect("an output is JSON")),
        Err(error) => Err(format!("{}: {}", error.code(), error.message().unwrap_or("(no message)"))),
    }
}

/// Nothing in memory waits, so that the first poll has the answer.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut std::task::Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("an operation in memory has to be ready at once"),
    }
}

#[track_caller]
fn assert_refused(answer: Answer, expected: &str) {
    assert_eq!(answer, Err(expected.to_owned()));
}

const NOT_FOUND: &str = "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
const MARKED: &str =
    "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.";
const INVALID_NAME: &str = "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
const MISSING_TOKEN: &str =
    "InvalidRequestException: You must provide a ClientRequestToken value. We recommend a UUID-type value.";
const TWO_VALUES: &str = "InvalidParameterException: You can't specify both a binary secret value and a string secret value in the same secret.";
