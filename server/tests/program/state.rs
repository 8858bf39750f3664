//! `--seed`, `--snapshot`, `--test-api` and `--localstack-compat`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, from_slice, json};

use crate::running::{Running, Served, failed, secretsmith};

/// How long a test waits for what comes at once.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long it waits before it looks again.
const PAUSE: Duration = Duration::from_millis(5);

fn create(name: &str) -> Value {
    json!({"Name": name, "SecretString": "canary", "ClientRequestToken": "0123456789abcdef0123456789abcdef"})
}

/// Writes a file into a directory; gives its path.
fn file(directory: &Path, name: &str, content: &str) -> String {
    let path = directory.join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

fn describe(server: &Served, name: &str) -> Value {
    server.call("AKID", "DescribeSecret", &json!({"SecretId": name}))
}

#[test]
fn seeds_are_there_before_the_first_call() {
    let directory = tempfile::tempdir().unwrap();
    let yaml =
        file(directory.path(), "a.yaml", "Secrets:\n  - Name: one\n    Region: eu-west-1\n    SecretString: canary");
    let json = file(directory.path(), "b.json", r#"{"Secrets": [{"Name": "two", "Region": "eu-west-1"}]}"#);
    let server = Served::with(&["--seed", &yaml, "--seed", &json]);
    let read = server.call("AKID", "GetSecretValue", &json!({"SecretId": "one"}));
    assert_eq!(read["SecretString"], "canary");
    assert_eq!(describe(&server, "two")["Name"], "two");

    let mut by_variable = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    by_variable.env("SECRETSMITH_SEED", &json);
    assert_eq!(describe(&Served::start(by_variable), "two")["Name"], "two");
}

#[test]
fn the_name_of_a_seed_may_have_blanks_but_in_the_variable() {
    let directory = tempfile::tempdir().unwrap();
    let seed = file(directory.path(), "my seed.json", r#"{"Secrets": [{"Name": "one", "Region": "eu-west-1"}]}"#);
    let other = file(directory.path(), "other.json", r#"{"Secrets": [{"Name": "two", "Region": "eu-west-1"}]}"#);
    assert_eq!(describe(&Served::with(&["--seed", &seed]), "one")["Name"], "one");
    let config = file(directory.path(), "secretsmith.toml", &format!("seed = [{seed:?}, {other:?}]\n"));
    let server = Served::with(&["--config", &config]);
    assert_eq!(describe(&server, "one")["Name"], "one");
    assert_eq!(describe(&server, "two")["Name"], "two");

    let mut by_variable = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    let third = file(directory.path(), "third.json", r#"{"Secrets": [{"Name": "three", "Region": "eu-west-1"}]}"#);
    by_variable.env("SECRETSMITH_SEED", format!("{other} {third}"));
    let server = Served::start(by_variable);
    assert_eq!(describe(&server, "two")["Name"], "two");
    assert_eq!(describe(&server, "three")["Name"], "three");
}

#[test]
fn with_a_seed_that_is_wrong_nothing_is_served() {
    let directory = tempfile::tempdir().unwrap();
    let good = file(directory.path(), "good.json", r#"{"Secrets": [{"Name": "one"}]}"#);
    let wrong = file(directory.path(), "wrong.yml", "Secrets:\n  - Name: two\n    Tags:\n      - Key: ''\n");
    let absent = directory.path().join("absent.json").to_str().unwrap().to_owned();
    let again = file(directory.path(), "again.json", r#"{"Secrets": [{"Name": "one"}]}"#);
    let snapshot = directory.path().join("snapshot.json").to_str().unwrap().to_owned();
    for (seed, problem) in [
        (&wrong, ":4:14: Secrets[0].Tags[0].Key: ValidationException: 1 validation error detected: "),
        (&absent, ": No such file or directory (os error 2); --seed takes a file of secrets in JSON or YAML"),
        (&again, ":1:23: Secrets[0].Name: the secret one is in the seed before; take one of them away"),
    ] {
        let arguments = ["serve", "--addr", "127.0.0.1:0", "--seed", &good, "--seed", seed, "--snapshot", &snapshot];
        let output = secretsmith(&arguments).output().unwrap();
        let stderr = failed(&output);
        assert!(stderr.starts_with(&format!("secretsmith: {seed}{problem}")), "{stderr}");
        assert!(output.stdout.is_empty(), "it said that it listens");
    }
    assert!(!Path::new(&snapshot).exists(), "a run that served nothing has nothing to keep");
}

#[test]
fn a_snapshot_goes_from_one_run_to_the_next() {
    let directory = tempfile::tempdir().unwrap();
    let snapshot = directory.path().join("snapshot.json");
    let seed = file(directory.path(), "seed.json", r#"{"Secrets": [{"Name": "seeded", "Region": "eu-west-1"}]}"#);
    let arguments = ["--snapshot", snapshot.to_str().unwrap(), "--seed", &seed];

    let server = Served::with(&arguments);
    let arn = server.call("AKID", "CreateSecret", &create("made"))["ARN"].clone();
    server.call("AKID", "DeleteSecret", &json!({"SecretId": "seeded"}));
    assert_eq!(server.end("-TERM"), Some(0));
    assert_eq!(fs::metadata(&snapshot).unwrap().permissions().mode() & 0o777, 0o600);

    let server = Served::with(&arguments);
    let read = server.call("AKID", "GetSecretValue", &json!({"SecretId": "made"}));
    assert_eq!((&read["ARN"], &read["SecretString"]), (&arn, &json!("canary")));
    assert!(describe(&server, "seeded")["DeletedDate"].is_number(), "what is there is left as it is");
    assert_eq!(server.end("-INT"), Some(0));
    let left: Vec<_> = fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing is left over of preparing the file: {left:?}");
}

#[test]
fn a_snapshot_is_written_when_a_signal_asks_for_it() {
    let directory = tempfile::tempdir().unwrap();
    let snapshot = directory.path().join("snapshot.json");
    let server = Served::with(&["--snapshot", snapshot.to_str().unwrap()]);
    server.call("AKID", "CreateSecret", &create("db"));
    assert!(!snapshot.exists());
    server.signal("-USR1");
    let begun = Instant::now();
    while !snapshot.exists() {
        assert!(begun.elapsed() < PATIENCE, "no snapshot was written");
        sleep(PAUSE);
    }
    let written: Value = from_slice(&fs::read(&snapshot).unwrap()).unwrap();
    assert_eq!(written["Accounts"][0]["Secrets"][0]["Name"], "db");
    assert_eq!(describe(&server, "db")["Name"], "db", "it goes on");
}

#[test]
fn a_snapshot_that_cannot_be_read_or_written_is_told_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let wrong = file(directory.path(), "wrong.json", r#"{"Format": 2, "Accounts": []}"#);
    let nowhere = directory.path().join("nowhere").join("snapshot.json").to_str().unwrap().to_owned();
    for (path, problem) in [
        (
            &wrong,
            format!(
                "{wrong} is no snapshot: Format: the snapshot has format 2, and this version reads format 1 only at"
            ),
        ),
        (&nowhere, format!("no snapshot can be written to {nowhere}: make the directory first")),
    ] {
        let stderr = failed(&secretsmith(&["serve", "--addr", "127.0.0.1:0", "--snapshot", path]).output().unwrap());
        assert!(stderr.starts_with(&format!("secretsmith: {problem}")), "{stderr}");
    }
    assert_eq!(fs::read_to_string(&wrong).unwrap(), r#"{"Format": 2, "Accounts": []}"#, "it is left as it was");
}

#[test]
fn a_snapshot_that_could_not_be_written_at_the_end_makes_the_run_fail() {
    let directory = tempfile::tempdir().unwrap();
    let there = directory.path().join("there");
    fs::create_dir(&there).unwrap();
    let server = Served::with(&["--snapshot", there.join("snapshot.json").to_str().unwrap()]);
    fs::remove_dir_all(&there).unwrap();
    assert_eq!(server.end("-TERM"), Some(1));
}

#[test]
fn a_test_api_is_there_only_when_it_is_asked_for() {
    let directory = tempfile::tempdir().unwrap();
    let snapshot = directory.path().join("snapshot.json");
    let plain = Served::with(&[]);
    assert_eq!(plain.ask("GET /health", ""), (200, json!({"status": "ok"})));
    assert_eq!(plain.ask("GET /_secretsmith/snapshot", "").0, 404);
    assert_eq!(plain.ask("GET /_localstack/health", "").1, json!({"__type": "UnknownOperationException"}));

    let server = Served::with(&["--test-api", "--snapshot", snapshot.to_str().unwrap()]);
    let seed = r#"{"Secrets": [{"Name": "db", "Region": "eu-west-1"}]}"#;
    assert_eq!(server.ask("POST /_secretsmith/seed", seed), (200, json!({"created": ["db"], "kept": []})));
    assert_eq!(describe(&server, "db")["Name"], "db");
    assert_eq!(server.ask("POST /_secretsmith/snapshot", ""), (200, json!({"file": snapshot})));
    let fault = r#"{"operation": "DescribeSecret", "code": "Broken", "count": 1}"#;
    assert_eq!(server.ask("POST /_secretsmith/faults", fault).0, 200);
    assert_eq!(describe(&server, "db"), json!({"__type": "Broken"}));
    assert_eq!(server.ask("POST /_secretsmith/reset", ""), (200, json!({"secrets": 0})));
    let written: Value = from_slice(&fs::read(&snapshot).unwrap()).unwrap();
    assert_eq!(written["Accounts"][0]["Secrets"][0]["Name"], "db");
}

#[test]
fn what_waits_for_localstack_finds_what_it_waits_for() {
    let mut command: Command = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    command.env("SECRETSMITH_LOCALSTACK_COMPAT", "1").stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = Running(command.spawn().unwrap());
    let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("secretsmith: listening on http://"));
    assert_eq!(lines.next().unwrap().unwrap(), "Ready.");

    let server = Served::with(&["--localstack-compat"]);
    let (status, health) = server.ask("GET /_localstack/health", "");
    assert_eq!((status, &health["services"]["secretsmanager"]), (200, &json!("running")));
}
