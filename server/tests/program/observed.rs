//! `--log-format`, `--metrics`, `--metrics-addr` and `--audit`: what is told of requests, and what is not.

use std::fs::{self, File};
use std::path::Path;
use std::thread;

use serde_json::{Value, from_str, json};

use crate::running::{SESSION_TOKEN, SIGNATURE, Served, exchange, failed, secretsmith};

/// Parts of values that are given away to the server, and to nobody else.
const SECRETS: [&str; 6] = ["hunter2", "aHVudGVyMg", "swordfish", "c3dvcmRmaXNo", "rotationtoken", "opensesame"];

fn metrics(address: &str) -> String {
    exchange(address, "GET /metrics HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\n\r\n")
}

/// The lines of a file, each of which is a JSON object.
fn lines(file: &Path) -> Vec<Value> {
    fs::read_to_string(file).unwrap().lines().map(|line| from_str(line).unwrap()).collect()
}

/// Calls with secrets in them: those that succeed, those that fail, and those in which they stand where they do not
/// belong. Gives how many have an operation, and what passwords were made.
fn calls(server: &Served) -> (usize, Vec<String>) {
    let token = |number: u32| format!("{number:032}");
    let mut passwords = Vec::new();
    let calls = [
        ("CreateSecret", json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": token(1)})),
        ("CreateSecret", json!({"Name": "db", "SecretString": "opensesame", "ClientRequestToken": token(2)})),
        ("CreateSecret", json!({"Name": "pin", "SecretBinary": "c3dvcmRmaXNo", "ClientRequestToken": token(3)})),
        ("CreateSecret", json!({"Name": "typo", "secretString": "hunter2", "Value": {"SecretString": "hunter2"}})),
        ("GetSecretValue", json!({"SecretId": "db"})),
        ("GetSecretValue", json!({"SecretId": "none"})),
        ("BatchGetSecretValue", json!({"SecretIdList": ["db", "pin"]})),
        ("DescribeSecret", json!({"SecretId": "db"})),
        ("PutSecretValue", json!({"SecretId": "db", "SecretString": "swordfish", "ClientRequestToken": token(4)})),
        ("PutSecretValue", json!({"SecretId": "db", "SecretString": "opensesame", "ClientRequestToken": "short"})),
        ("PutSecretValue", json!({"SecretId": "db", "SecretString": 7, "SecretBinary": "opensesame"})),
        (
            "PutSecretValue",
            json!({"SecretId": "db", "SecretString": "hunter2", "ClientRequestToken": token(5),
                "RotationToken": format!("rotationtoken{}", "x".repeat(256))}),
        ),
        ("UpdateSecret", json!({"SecretId": "db", "SecretString": "hunter2", "SecretBinary": "aHVudGVyMg=="})),
        ("UpdateSecret", json!({"SecretId": "db", "SecretBinary": "aHVudGVyMg==", "ClientRequestToken": token(6)})),
        ("TagResource", json!({"SecretId": "db", "Tags": [{"Key": "team", "Value": "blue"}]})),
        ("ListSecrets", json!({})),
        ("GetRandomPassword", json!({"PasswordLength": 40, "ExcludePunctuation": true})),
        ("DeleteSecret", json!({"SecretId": "pin", "RecoveryWindowInDays": 7})),
    ];
    let count = calls.len();
    for (operation, input) in calls {
        let answer = server.call("AKIDALICE", operation, &input);
        passwords.extend(answer["RandomPassword"].as_str().map(str::to_owned));
    }
    server.call("AKIDALICE", "NoSuchOperation", &json!({"SecretString": "hunter2"}));
    // Half a signature, which the answer repeats.
    let header = format!("AWS4-HMAC-SHA256 Signature={SIGNATURE}");
    let request = format!(
        "POST / HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\nx-amz-target: secretsmanager.ListSecrets\r\n\
         authorization: {header}\r\ncontent-length: 2\r\n\r\n{{}}"
    );
    let answer = exchange(&server.address, &request);
    assert!(answer.contains(SIGNATURE), "{answer}");
    (count + 1, passwords)
}

#[test]
fn nothing_that_is_told_of_a_whole_run_holds_a_secret_a_signature_or_a_token() {
    let directory = tempfile::tempdir().unwrap();
    for format in ["text", "json"] {
        let [log, audit] = ["log", "audit"].map(|name| directory.path().join(format!("{name}.{format}")));
        let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--metrics", "--log", "trace"]);
        command.args(["--log-format", format]).arg("--audit").arg(&audit).stderr(File::create(&log).unwrap());
        let server = Served::logged(command);
        let (count, passwords) = calls(&server);
        let page = metrics(&server.address);
        server.stop();

        let told = [fs::read_to_string(&log).unwrap(), fs::read_to_string(&audit).unwrap(), page];
        let [log, audit, page] = &told;
        assert!(log.matches("CreateSecret").count() >= 4 && log.matches("AKIDALICE").count() == count - 1, "{log}");
        assert_eq!(audit.lines().count(), count, "{audit}");
        assert!(
            page.contains(
                "\nsecretsmith_requests_total{error=\"\",operation=\"GetRandomPassword\",status=\"200\"} 1\n"
            )
        );
        assert_eq!(passwords.len(), 1);
        let passwords = passwords.iter().map(String::as_str);
        for part in SECRETS.into_iter().chain([SIGNATURE, SESSION_TOKEN, "AWS4-HMAC-SHA256"]).chain(passwords) {
            for text in &told {
                assert!(!text.contains(part), "{part} is in {text}");
            }
        }
    }
}

#[test]
fn a_line_of_the_log_is_a_json_object_with_all_that_is_known_of_the_request() {
    let directory = tempfile::tempdir().unwrap();
    let log = directory.path().join("log");
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--log-format", "json"]);
    command.stderr(File::create(&log).unwrap());
    let server = Served::logged(command);
    server.call("AKIDALICE", "GetSecretValue", &json!({"SecretId": "a\"b\nc\u{1b}[2J"}));
    server.stop();

    let [mut line] = lines(&log).try_into().unwrap();
    let time = line["timestamp"].take();
    assert!(time.as_str().unwrap().ends_with('Z'), "{time}");
    let fields = line["fields"].as_object_mut().unwrap();
    let text = |value: Option<Value>| value.unwrap().as_str().unwrap().to_owned();
    assert_eq!(text(fields.remove("request_id")).len(), 36);
    assert!(text(fields.remove("remote")).starts_with("127.0.0.1:"));
    assert!(fields.remove("latency_us").unwrap().is_number());
    let fields = json!({
        "message": "answered", "operation": "GetSecretValue", "status": 400, "error": "ValidationException",
        "principal": "AKIDALICE", "secret": "a\"b\nc\u{1b}[2J", "received": 31, "sent": 149
    });
    assert_eq!(line, json!({"timestamp": null, "level": "INFO", "target": "secretsmith", "fields": fields}));
}

#[test]
fn an_identity_is_told_by_its_arn() {
    let directory = tempfile::tempdir().unwrap();
    let [log, identities] = ["log", "identities.json"].map(|name| directory.path().join(name));
    let alice = "arn:aws:iam::111122223333:user/alice";
    fs::write(&identities, json!([{"AccessKeyId": "AKIDALICE", "PrincipalArn": alice}]).to_string()).unwrap();
    let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--log-format", "json", "--identities"]);
    command.arg(&identities).stderr(File::create(&log).unwrap());
    let server = Served::logged(command);
    for key in ["AKIDALICE", "AKIDBOB"] {
        server.call(key, "ListSecrets", &json!({}));
    }
    server.stop();
    let principals: Vec<Value> = lines(&log).iter().map(|line| line["fields"]["principal"].clone()).collect();
    assert_eq!(principals, [alice, "AKIDBOB"]);
}

#[test]
fn metrics_are_there_only_when_asked_for_and_can_have_an_address_of_their_own() {
    let unknown = r#"{"__type":"UnknownOperationException"}"#;
    assert_eq!(metrics(&Served::with(&[]).address), unknown);

    let server = Served::with(&["--metrics-addr", "127.0.0.1:0"]);
    let (_, page) = server.ready.trim_end().split_once(", metrics on http://").unwrap();
    let address = page.strip_suffix("/metrics").unwrap();
    server.call("AKIDALICE", "ListSecrets", &json!({}));
    let text = metrics(address);
    assert!(
        text.contains("\nsecretsmith_requests_total{error=\"\",operation=\"ListSecrets\",status=\"200\"} 1\n"),
        "{text}"
    );
    assert!(text.contains("\nsecretsmith_secrets 0\n"), "{text}");
    assert_eq!(exchange(address, "GET / HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\n\r\n"), "");
    assert_eq!(metrics(&server.address), unknown);
}

#[test]
fn the_audit_file_is_opened_anew_when_a_hangup_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let [audit, moved] = ["audit", "audit.1"].map(|name| directory.path().join(name));
    let server = Served::with(&["--audit", audit.to_str().unwrap()]);
    let mut calls = 0;
    let mut call = || {
        server.call("AKIDALICE", "ListSecrets", &json!({}));
        calls += 1;
    };
    call();
    fs::rename(&audit, &moved).unwrap();
    server.signal("-HUP");
    while !audit.exists() {
        thread::yield_now();
    }
    // The file is there a moment before it is written to.
    while lines(&audit).is_empty() {
        call();
    }
    server.stop();
    assert_eq!(lines(&moved).len() + lines(&audit).len(), calls);
}

#[test]
fn an_audit_file_that_cannot_be_written_is_named_before_anything_is_served() {
    let output =
        secretsmith(&["serve", "--addr", "127.0.0.1:0", "--audit", "/not/there/audit.jsonl"]).output().unwrap();
    let problem = "cannot write to /not/there/audit.jsonl: No such file or directory (os error 2)";
    let advice = "--audit takes a file to which records are appended";
    assert_eq!(failed(&output), format!("secretsmith: {problem}; {advice}\n"));
}
