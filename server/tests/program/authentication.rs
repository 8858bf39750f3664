//! `--auth`: what is asked of signatures.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{ChildStderr, Stdio};

use serde_json::{Value, from_str, json};

use crate::identities::File;
use crate::running::{Served, Signer, exchange, failed, secretsmith};

const ALICE: Signer<'_> = Signer { id: "ALICE", secret: "the-secret-of-alice", token: None };
const SESSION: Signer<'_> = Signer { id: "SESSION", secret: "the-secret-of-web", token: Some("the-token-of-web") };
const ROOT: Signer<'_> = Signer { id: "ROOT", secret: "the-secret-of-root", token: None };

/// A request that nobody has signed.
pub(crate) const UNSIGNED: &str = "POST / HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\ncontent-length: 2\r\n\
    x-amz-target: secretsmanager.ListSecrets\r\n\r\n{}";

pub(crate) fn identities() -> Value {
    let all = json!([{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]);
    json!([
        {
            "AccessKeyId": ALICE.id,
            "SecretAccessKey": ALICE.secret,
            "PrincipalArn": "arn:aws:iam::111122223333:user/alice",
            "Policies": all
        },
        {
            "AccessKeyId": SESSION.id,
            "SecretAccessKey": SESSION.secret,
            "SessionToken": SESSION.token,
            "Expiration": "2999-01-01T00:00:00Z",
            "PrincipalArn": "arn:aws:sts::444455556666:assumed-role/web/i-1",
            "Policies": all
        },
        {"AccessKeyId": ROOT.id, "SecretAccessKey": ROOT.secret, "Account": "777788889999"}
    ])
}

/// The account of the secret that somebody creates, or the error.
fn account(server: &Served, signer: &Signer<'_>) -> String {
    let create = json!({"Name": "db", "ClientRequestToken": "0123456789abcdef0123456789abcdef"});
    let answer = server.signed(signer, "CreateSecret", &create);
    let arn = answer["ARN"].as_str().and_then(|arn| arn.split(':').nth(4));
    arn.or(answer["__type"].as_str()).unwrap().to_owned()
}

#[test]
fn only_who_has_the_keys_gets_in() {
    let file = File::new("keys", identities().to_string().as_bytes());
    let server = Served::with(&["--auth", "verify", "--identities", file.path()]);
    for (signer, expected) in [(ALICE, "111122223333"), (SESSION, "444455556666"), (ROOT, "777788889999")] {
        assert_eq!(account(&server, &signer), expected);
    }
    for (signer, error) in [
        (Signer { secret: "another", ..ALICE }, "InvalidSignatureException"),
        (Signer { token: Some("a-token"), ..ALICE }, "UnrecognizedClientException"),
        (Signer { token: None, ..SESSION }, "UnrecognizedClientException"),
        (Signer { token: Some("another"), ..SESSION }, "UnrecognizedClientException"),
        (Signer { id: "BOB", ..ALICE }, "UnrecognizedClientException"),
    ] {
        assert_eq!(account(&server, &signer), error);
    }
    let missing = r#"{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}"#;
    assert_eq!(exchange(&server.address, UNSIGNED), missing);
    let target = [("x-amz-target", "secretsmanager.ListSecrets")];
    let old = ALICE.request_at("20260314T150926Z", "secretsmanager", &target, "{}");
    let old: Value = from_str(&exchange(&server.address, &old)).unwrap();
    let text = old["message"].as_str().unwrap();
    assert!(text.starts_with("Signature expired: 20260314T150926Z is now earlier than "), "{text}");
}

#[test]
fn the_keys_may_stand_in_the_environment() {
    let mut command = secretsmith(&["serve", "--addr", "0.0.0.0:0", "--account", "000000000042"]);
    command.envs([("SECRETSMITH_AUTH", "verify"), ("AWS_ACCESS_KEY_ID", SESSION.id)]);
    command.envs([("AWS_SECRET_ACCESS_KEY", SESSION.secret), ("AWS_SESSION_TOKEN", SESSION.token.unwrap())]);
    let server = Served::start(command);
    assert_eq!(account(&server, &SESSION), "000000000042");
    assert_eq!(account(&server, &Signer { secret: "another", ..SESSION }), "InvalidSignatureException");
    assert_eq!(account(&server, &ALICE), "UnrecognizedClientException");
}

#[test]
fn without_keys_there_is_nothing_to_verify_with() {
    for variables in
        [&[][..], &[("AWS_ACCESS_KEY_ID", "AKID")], &[("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "x")]]
    {
        let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--auth", "verify"]);
        let stderr = failed(&command.envs(variables.iter().copied()).output().unwrap());
        assert!(stderr.contains("--identities FILE") && stderr.contains("AWS_SECRET_ACCESS_KEY"), "{stderr}");
    }
    let mut without = identities();
    without[1].as_object_mut().unwrap().remove("SecretAccessKey").unwrap();
    let file = File::new("keyless", without.to_string().as_bytes());
    let arguments = ["serve", "--addr", "127.0.0.1:0", "--auth", "verify", "--identities", file.path()];
    let stderr = failed(&secretsmith(&arguments).output().unwrap());
    let text = "SESSION has no SecretAccessKey, without which --auth verify cannot let it in\n";
    assert_eq!(stderr, format!("secretsmith: no identities in {}: {text}", file.path()));
}

#[test]
fn signatures_are_not_looked_at_unless_asked_for() {
    let any = Served::with(&[]);
    assert_eq!(account(&any, &Signer { secret: "another", ..ALICE }), "123456789012");
    assert!(exchange(&any.address, UNSIGNED).contains("MissingAuthenticationTokenException"));
    let off = Served::with(&["--auth", "off"]);
    assert_eq!(exchange(&off.address, UNSIGNED), r#"{"SecretList":[]}"#);
}

#[test]
fn the_file_is_read_again_when_an_operator_asks_for_it() {
    let file = File::new("reloaded", identities().to_string().as_bytes());
    let arguments = ["serve", "--addr", "127.0.0.1:0", "--auth", "verify", "--identities", file.path()];
    let mut command = secretsmith(&arguments);
    command.stderr(Stdio::piped());
    let mut server = Served::logged(command);
    let mut log = server.log();
    assert_eq!(account(&server, &ALICE), "111122223333");

    let list = || json!({});
    let mut changed = identities();
    changed[0]["SecretAccessKey"] = json!("another-secret-of-alice");
    changed.as_array_mut().unwrap().pop();
    fs::write(file.path(), changed.to_string()).unwrap();
    server.signal("-HUP");
    let line = logged(&mut log, "the identities were read again");
    assert!(line.contains("identities=2"), "{line}");
    assert_eq!(server.signed(&ALICE, "ListSecrets", &list())["__type"], "InvalidSignatureException");
    assert_eq!(server.signed(&ROOT, "ListSecrets", &list())["__type"], "UnrecognizedClientException");
    let alice = Signer { secret: "another-secret-of-alice", ..ALICE };
    assert_eq!(server.signed(&alice, "ListSecrets", &list())["SecretList"][0]["Name"], "db");

    for wrong in ["[", "{}", r#"[{"AccessKeyId": "ALICE", "Account": "111122223333"}]"#] {
        fs::write(file.path(), wrong).unwrap();
        server.signal("-HUP");
        let line = logged(&mut log, "the identities are still the old ones");
        assert!(line.contains("ERROR") && line.contains(file.path()) && !line.contains("the-secret"), "{line}");
        assert_eq!(server.signed(&alice, "ListSecrets", &list())["SecretList"][0]["Name"], "db");
    }
}

/// The next line of a log that has these words.
fn logged(log: &mut BufReader<ChildStderr>, words: &str) -> String {
    let mut line = String::new();
    while !line.contains(words) {
        line.clear();
        assert_ne!(log.read_line(&mut line).unwrap(), 0, "the log has ended");
    }
    line
}

/// Where signatures are not verified, too: whose secrets would it be about?
#[test]
fn what_can_be_no_region_is_refused_before_the_input_is_looked_at() {
    let server = Served::with(&[]);
    for input in [r#"{"SecretId":"x"}"#, "{}", r#"{"SecretId":7}"#] {
        let request = format!(
            "POST / HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\nx-amz-date: 20260314T150926Z\r\n\
             x-amz-target: secretsmanager.GetSecretValue\r\ncontent-length: {}\r\nauthorization: AWS4-HMAC-SHA256 \
             Credential=A/20260314/us_east_1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0\r\n\r\n{input}",
            input.len()
        );
        let answer: Value = from_str(&exchange(&server.address, &request)).unwrap();
        assert_eq!(answer["__type"], "InvalidSignatureException", "{input}: {answer}");
    }
}
