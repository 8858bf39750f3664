//! How the program ends, and that it does.

use std::fs::File;
use std::io::{BufRead, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use secretsmith_server::DRAIN;
use serde_json::{Value, from_slice, from_str, json};

use crate::running::{Served, Signer, exchange, secretsmith};

/// Serves with a snapshot, which is not there yet, and these arguments besides.
fn serve(snapshot: &Path, arguments: &[&str]) -> Command {
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    command.args(arguments).arg("--snapshot").arg(snapshot);
    command
}

fn create(server: &Served, name: &str) {
    let input = json!({"Name": name, "SecretString": "x", "ClientRequestToken": "1".repeat(32)});
    let answer = server.call("AKIDALICE", "CreateSecret", &input);
    assert_eq!(answer["Name"], name, "{answer}");
}

/// How many secrets a snapshot has.
fn secrets(snapshot: &Path) -> usize {
    let mut json = Vec::new();
    File::open(snapshot).unwrap().read_to_end(&mut json).unwrap();
    let snapshot: Value = from_slice(&json).unwrap();
    snapshot["Accounts"][0]["Secrets"].as_array().unwrap().len()
}

/// How many lines of the log were lost so far.
fn lost(server: &Served) -> u64 {
    let request = "GET /metrics HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\n\r\n";
    let page = exchange(&server.address, request);
    let line = page.lines().find(|line| line.starts_with("secretsmith_log_lines_lost_total ")).unwrap();
    line.split(' ').nth(1).unwrap().parse().unwrap()
}

/// Makes calls until the pipe is full that nobody reads, and what waits to be written to it.
fn flood(server: &Served) {
    // The line has the names of all of them, which are none.
    let ids: Vec<String> = (0..20).map(|number| format!("{number:0>500}")).collect();
    let mut calls = 0;
    while lost(server) == 0 {
        server.call("AKIDALICE", "BatchGetSecretValue", &json!({"SecretIdList": ids}));
        calls += 1;
        assert!(calls < 1000, "a mebibyte of lines was taken for more");
    }
}

#[test]
fn a_log_that_nobody_reads_holds_up_neither_calls_nor_the_end() {
    let directory = tempfile::tempdir().unwrap();
    let snapshot = directory.path().join("snapshot.json");
    let mut command = serve(&snapshot, &["--metrics"]);
    command.stderr(Stdio::piped());
    let server = Served::logged(command);
    flood(&server);
    create(&server, "db");
    server.stop();
    assert_eq!(secrets(&snapshot), 1);
}

#[test]
fn who_reads_the_log_late_is_told_what_is_lost() {
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--metrics", "--log-format", "json"]);
    command.stderr(Stdio::piped());
    let mut server = Served::logged(command);
    flood(&server);
    let told = server.log().lines().map(|line| from_str::<Value>(&line.unwrap()).unwrap());
    let told = told.map(|line| line["fields"].clone()).find(|fields| fields["lost"].is_number()).unwrap();
    assert!(told["lost"].as_u64().unwrap() >= 1 && told["message"].as_str().unwrap().contains("lost"), "{told}");
}

#[test]
fn sighup_is_ignored_by_who_was_started_to_ignore_it() {
    let directory = tempfile::tempdir().unwrap();
    let snapshot = directory.path().join("snapshot.json");
    // As `nohup` does it, which a shell has of its own.
    let mut command = Command::new("sh");
    let program = secretsmith(&[]).get_program().to_owned();
    command.arg("-c").arg("trap '' HUP; exec \"$0\" serve --addr 127.0.0.1:0 --log off --snapshot \"$1\"");
    let server = Served::start({
        command.arg(program).arg(&snapshot);
        command
    });
    server.signal("-HUP");
    create(&server, "db");
    server.stop();
    assert_eq!(secrets(&snapshot), 1);
}

#[test]
fn sighup_ends_in_good_order_what_has_no_file_to_read_again() {
    let directory = tempfile::tempdir().unwrap();
    let snapshot = directory.path().join("snapshot.json");
    let server = Served::start(serve(&snapshot, &[]));
    create(&server, "db");
    assert_eq!(server.end("-HUP"), Some(0));
    assert_eq!(secrets(&snapshot), 1);
}

#[test]
fn sighup_leaves_a_server_with_keys_of_the_environment_as_it_is() {
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--auth", "verify"]);
    command.envs([("AWS_ACCESS_KEY_ID", "AKIDALICE"), ("AWS_SECRET_ACCESS_KEY", "s3cret")]).stderr(Stdio::piped());
    let mut server = Served::logged(command);
    server.signal("-HUP");
    let mut line = String::new();
    server.log().read_line(&mut line).unwrap();
    assert!(line.contains("the keys are those of the environment") && line.contains("--identities"), "{line}");
    let alice = Signer { id: "AKIDALICE", secret: "s3cret", token: None };
    assert_eq!(server.signed(&alice, "ListSecrets", &json!({})), json!({"SecretList": []}));
    server.stop();
}

#[test]
fn sigusr1_without_a_snapshot_is_told_what_is_missing() {
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    command.stderr(Stdio::piped());
    let mut server = Served::logged(command);
    server.signal("-USR1");
    let mut line = String::new();
    server.log().read_line(&mut line).unwrap();
    assert!(line.contains("no file to write secrets to") && line.contains("--snapshot"), "{line}");
    server.stop();
}

#[test]
fn a_second_signal_waits_for_nobody() {
    let directory = tempfile::tempdir().unwrap();
    let snapshot = directory.path().join("snapshot.json");
    let mut command = serve(&snapshot, &["--test-api"]);
    command.stderr(Stdio::piped());
    let mut server = Served::logged(command);
    create(&server, "db");
    let fault = json!({"operation": "ListSecrets", "delay": "60s"}).to_string();
    assert_eq!(server.ask("POST /_secretsmith/faults", &fault).0, 200);
    let mut waiting = TcpStream::connect(&server.address).unwrap();
    let request = "POST / HTTP/1.1\r\nhost: secretsmith\r\nx-amz-target: secretsmanager.ListSecrets\r\n\
                   content-length: 2\r\nauthorization: AWS4-HMAC-SHA256 Credential=A/20260314/eu-west-1/secretsmanager/\
                   aws4_request, SignedHeaders=host, Signature=a\r\nx-amz-date: 20260314T150926Z\r\n\r\n{}";
    waiting.write_all(request.as_bytes()).unwrap();
    // Once this is answered, that one has been begun: its connection was there before.
    create(&server, "other");
    let begun = Instant::now();
    server.signal("-TERM");
    // It does not listen any more from when it has seen the first one.
    while TcpStream::connect(&server.address).is_ok() {}
    let mut log = server.log();
    assert_eq!(server.end("-TERM"), Some(0));
    assert!(begun.elapsed() < DRAIN, "{:?}", begun.elapsed());
    assert_eq!(secrets(&snapshot), 2);
    let mut text = String::new();
    log.read_to_string(&mut text).unwrap();
    assert_eq!(text.matches("abandoned").count(), 1, "{text}");
}

#[test]
fn what_is_no_request_and_what_the_test_api_does_have_lines_of_their_own() {
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--test-api"]);
    command.stderr(Stdio::piped());
    let mut server = Served::logged(command);
    let refused = exchange(&server.address, "GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n");
    assert_eq!(refused, "");
    assert_eq!(server.ask("POST /_secretsmith/reset", "").0, 200);
    assert_eq!(server.ask("GET /_secretsmith/hunter2", "").0, 404);
    assert_eq!(server.ask("GET /health", "").0, 200);
    let mut log = server.log();
    server.stop();
    let mut text = String::new();
    log.read_to_string(&mut text).unwrap();
    // That a connection has ended may be told after what came on another one.
    let mut lines: Vec<&str> =
        text.lines().filter_map(|line| line.split_once("INFO secretsmith: ")).map(|it| it.1).collect();
    lines.sort_unstable();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with(r#"answered method="GET" path="unknown" status=404"#), "{text}");
    assert!(lines[1].starts_with(r#"answered method="POST" path="/_secretsmith/reset" status=200"#), "{text}");
    assert!(lines[2].starts_with("refused error=") && lines[2].contains("remote=127.0.0.1:"), "{text}");
}
