//! Snapshots: whatever the bytes, they are read or refused. What is refused changes nothing, and what is read is the
//! same when it has been written, and can be lived with.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use secretsmith::Client;
use secretsmith::error::{SdkError, ServiceError};
use secretsmith_reference::{InMemory, Invocation, ManualClock, Snapshot};
use secretsmith_server::SnapshotFile;
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().expect("threads"));

/// What no message has of its own, so that one with it in it shows something of the snapshot.
const MARK: char = '~';

/// What a message says before it names something, after the path to it.
const NAMED: [&str; 4] = [": the secret ", ": the account ", ": there can be no Region ", ": a task is for "];

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// As many secrets as are looked at and changed.
const SECRETS: i32 = 4;

fuzz_target!(|bytes: &[u8]| {
    let file = NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("a file can be written");
    let (service, clock) = store();
    let before = service.snapshot().to_json();
    match SnapshotFile::new(file.path()).load(&service) {
        Ok(()) => {
            written_and_read(bytes, &service);
            RUNTIME.block_on(lived_with(&service, &clock));
        }
        Err(told) => {
            assert!(told.contains(" is no snapshot: "), "{told}");
            assert_eq!(service.snapshot().to_json(), before);
            no_value_is_shown(bytes);
        }
    }
});

/// A store with a secret in it, and the clock of that store.
fn store() -> (InMemory, ManualClock) {
    let clock = ManualClock::at("2026-01-01T00:00:00Z".parse().expect("a time"));
    let service = InMemory::builder().clock(clock.clone());
    let service = service.rotation_function(FUNCTION, |_: Invocation| async { Ok(()) }).build();
    let call = Client::in_process(service.clone()).create_secret().name("before").secret_string("before");
    RUNTIME.block_on(call.send()).expect("the secret is new");
    (service, clock)
}

/// Both what was read and what the store makes of it are the same when they are read again.
fn written_and_read(bytes: &[u8], service: &InMemory) {
    let read = |json: &[u8]| Snapshot::from_json(json).expect("it has been read or written before");
    let written = read(bytes).to_json();
    assert_eq!(read(&written).to_json(), written);
    let (held, again) = (service.snapshot().to_json(), InMemory::new());
    again.restore(read(&held));
    assert_eq!(again.snapshot().to_json(), held);
}

/// Whatever was put back, calls are answered, and what is due is done.
async fn lived_with(service: &InMemory, clock: &ManualClock) {
    let client = Client::in_process(service.clone());
    let listed = client.list_secrets().include_planned_deletion(true).max_results(SECRETS).send().await;
    for secret in listed.expect("all secrets can be listed").secret_list() {
        let id = secret.arn().expect("every secret has an ARN");
        client.describe_secret().secret_id(id).send().await.expect("what is listed is there");
        client.list_secret_version_ids().secret_id(id).send().await.expect("what is listed is there");
        answered(client.get_resource_policy().secret_id(id).send().await);
        answered(client.get_secret_value().secret_id(id).send().await);
        answered(client.put_secret_value().secret_id(id).secret_string("new").send().await);
        answered(client.rotate_secret().secret_id(id).rotation_lambda_arn(FUNCTION).send().await);
    }
    for days in [1, 30, 365] {
        clock.advance(days * DAY);
        service.run_due(service.now()).await;
    }
    // What has come of it can be kept, too.
    Snapshot::from_json(&service.snapshot().to_json()).expect("it has just been written");
}

/// A call may be refused, but not for want of an answer.
fn answered<T, E: ServiceError>(answer: Result<T, SdkError<E>>) {
    if let Err(error) = answer {
        assert!(error.code().is_some_and(|code| code != "InternalFailure"), "{error}");
    }
}

/// No message shows a value. One about a secret, an account or a Region has its name, and may have what it cannot be
/// otherwise; any other shows nothing of the snapshot.
fn no_value_is_shown(bytes: &[u8]) {
    let told = refused(bytes);
    if !NAMED.iter().any(|named| told.contains(named)) {
        assert!(!told.contains(MARK), "{told}");
    } else if let Ok(mut snapshot) = serde_json::from_slice::<Value>(bytes) {
        // As written anew, no member is there twice, and what is looked at is what is read.
        let told = refused(snapshot.to_string().as_bytes());
        remove_values(&mut snapshot);
        assert!(snapshot.to_string().contains(MARK) || !told.contains(MARK), "{told}");
    }
}

/// Why something is no snapshot; nothing when it is one.
fn refused(bytes: &[u8]) -> String {
    Snapshot::from_json(bytes).err().map(|error| error.to_string()).unwrap_or_default()
}

fn remove_values(snapshot: &mut Value) {
    for secret in elements(snapshot, "Accounts").flat_map(|account| elements(account, "Secrets")) {
        for version in elements(secret, "Versions").filter_map(Value::as_object_mut) {
            version.remove("SecretString");
            version.remove("SecretBinary");
        }
    }
}

/// The elements of a list, if there is one with this name.
fn elements<'a>(value: &'a mut Value, name: &str) -> impl Iterator<Item = &'a mut Value> {
    value.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten()
}
