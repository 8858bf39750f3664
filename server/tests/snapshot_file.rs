//! The file of a snapshot, when several write it at once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::thread;

use secretsmith::SecretsManager;
use secretsmith::server::Context;
use secretsmith_reference::{InMemory, Snapshot};
use secretsmith_server::SnapshotFile;
use serde_json::{from_value, json};
use tokio::runtime::Builder;

/// What is in the store before the last of several begins to save is in the file when all have, in whatever order they
/// end.
#[test]
fn no_older_snapshot_takes_the_place_of_a_newer_one() {
    let directory = tempfile::tempdir().unwrap();
    let (service, file) = (InMemory::new(), SnapshotFile::new(directory.path().join("snapshot.json")));
    for number in 1..=30 {
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| file.save(&service).unwrap());
            }
            create(&service, number);
            file.save(&service).unwrap();
        });
        let written = Snapshot::from_json(&std::fs::read(file.path()).unwrap()).unwrap();
        assert_eq!(written.secrets(), number);
    }
}

fn create(service: &InMemory, number: usize) {
    let input = json!({"Name": format!("secret-{number}"), "ClientRequestToken": "1".repeat(32)});
    let context = Context::new("CreateSecret");
    let call = service.create_secret(from_value(input).unwrap(), &context);
    Builder::new_current_thread().build().unwrap().block_on(call).unwrap();
}
