//! `--identities`: who can call, out of a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::json;

use crate::authentication::UNSIGNED;
use crate::running::{Served, exchange, failed, secretsmith};

const IDENTITIES: &str = r#"[
    {
        "AccessKeyId": "ALICE",
        "PrincipalArn": "arn:aws:iam::111122223333:user/alice",
        "Policies": [{
            "Version": "2012-10-17",
            "Statement": {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}
        }]
    },
    {"AccessKeyId": "BOB", "PrincipalArn": "arn:aws:iam::111122223333:user/bob"}
]"#;

/// A file of its own for each test, which goes with it.
pub(crate) struct File(PathBuf);

impl File {
    pub(crate) fn new(name: &str, content: &[u8]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.json", std::process::id()));
        fs::write(&path, content).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // What is left over stands in the target directory.
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn callers_are_known_by_their_keys_and_may_do_what_their_policies_allow() {
    let file = File::new("identities", IDENTITIES.as_bytes());
    let mut by_variable = secretsmith(&["serve", "--addr", "127.0.0.1:0"]);
    by_variable.env("SECRETSMITH_IDENTITIES", file.path());
    for server in [Served::with(&["--identities", file.path()]), Served::start(by_variable)] {
        let create = json!({"Name": "db", "ClientRequestToken": "0123456789abcdef0123456789abcdef"});
        let arn = server.call("ALICE", "CreateSecret", &create)["ARN"].as_str().unwrap().to_owned();
        assert!(arn.starts_with("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-"), "{arn}");

        let denied = server.call("BOB", "DescribeSecret", &json!({"SecretId": "db"}));
        let text = format!(
            "User: arn:aws:iam::111122223333:user/bob is not authorized to perform: secretsmanager:DescribeSecret on \
             resource: {arn} because no identity-based policy allows the secretsmanager:DescribeSecret action"
        );
        assert_eq!(denied, json!({"__type": "AccessDeniedException", "message": text}));

        let text = "The security token included in the request is invalid.";
        let unknown = json!({"__type": "UnrecognizedClientException", "message": text});
        for input in [json!({"SecretId": "db"}), json!({}), json!({"SecretId": 7})] {
            assert_eq!(server.call("CAROL", "DescribeSecret", &input), unknown, "{input}");
        }
    }
}

#[test]
fn without_identities_everyone_may_do_everything() {
    let server = Served::with(&[]);
    assert_eq!(server.call("CAROL", "ListSecrets", &json!({})), json!({"SecretList": []}));
}

#[test]
fn without_verification_an_access_key_of_the_file_is_needed_and_enough() {
    let temporary = json!([{
        "AccessKeyId": "ALICE", "Account": "111122223333", "SessionToken": "another one",
        "Expiration": "2001-01-01T00:00:00Z"
    }]);
    let file = File::new("temporary", temporary.to_string().as_bytes());
    for auth in ["accept-any", "off"] {
        let server = Served::with(&["--identities", file.path(), "--auth", auth]);
        assert_eq!(server.call("ALICE", "ListSecrets", &json!({})), json!({"SecretList": []}), "{auth}");
        let unsigned = exchange(&server.address, UNSIGNED);
        assert!(unsigned.contains("MissingAuthenticationTokenException"), "{auth}: {unsigned}");
    }
}

#[test]
fn a_list_of_nobody_lets_nobody_in() {
    let file = File::new("nobody", b"[]");
    let server = Served::with(&["--identities", file.path()]);
    assert_eq!(server.call("ALICE", "ListSecrets", &json!({}))["__type"], "UnrecognizedClientException");
}

#[test]
fn a_file_that_is_no_list_of_identities_is_named_with_what_is_wrong_where() {
    let twice = IDENTITIES.replace("BOB", "ALICE");
    let no_arn = IDENTITIES.replace("arn:aws:iam::111122223333:user/bob", "bob");
    let no_policy = IDENTITIES.replace("Effect", "Affect");
    for (name, content, problem) in [
        ("empty", "", "the list of identities is malformed: EOF while parsing a value at line 1 column 0"),
        ("cut", "[\n{", "the list of identities is malformed: EOF while parsing an object at line 2 column 1"),
        ("object", "{}", "the list of identities is malformed: it has to be a list of objects"),
        ("text", r#"["hunter2"]"#, "identity 1 of the list is malformed: it has to be an object"),
        (
            "secret",
            r#"[{"AccessKeyId": "A", "SecretAccessKey": ["hunter2"], "Account": "111122223333"}]"#,
            "identity 1 of the list is malformed: SecretAccessKey has to be a text that is not empty",
        ),
        (
            "swapped",
            r#"[{"AccessKeyId": "A", "SecretAccessKey": "arn:aws:iam::111122223333:root", "PrincipalArn": "hunter2"}]"#,
            "identity 1 of the list is malformed: the principal has not the ARN of a user",
        ),
        (
            "number",
            r#"[{"AccessKeyId": "A", "SecretAccessKey": "111122223333", "Account": "hunter2"}]"#,
            "identity 1 of the list is malformed: the principal has not the ARN of a user",
        ),
        (
            "same",
            r#"[{"AccessKeyId": "hunter2", "Account": "111122223333"},
                {"AccessKeyId": "hunter2", "Account": "444455556666"}]"#,
            "identity 2 of the list is malformed: identity 1 has its AccessKeyId already",
        ),
        (
            "expiration",
            r#"[{"AccessKeyId": "A", "Expiration": "tomorrow", "Account": "111122223333"}]"#,
            "identity 1 of the list is malformed: Expiration has to be as 2026-02-21T23:59:59Z is",
        ),
        (
            "account",
            r#"[{"AccessKeyId": "A", "PrincipalArn": "arn:aws:iam::111122223333:root", "Account": "444455556666"}]"#,
            "identity 1 of the list is malformed: Account is another than that of PrincipalArn",
        ),
        ("nameless", r#"[{"AccessKeyId": "A"}]"#, "identity 1 of the list is malformed: PrincipalArn is missing"),
        (
            "arn",
            &no_arn,
            "identity 2 of the list is malformed: the principal has not the ARN of a user, a role, a session or a root",
        ),
        ("key", &twice, "identity 2 of the list is malformed: identity 1 has its AccessKeyId already\n"),
        (
            "policy",
            &no_policy,
            "identity 1 of the list is malformed: a policy of arn:aws:iam::111122223333:user/alice is",
        ),
        ("member", r#"[{"Key": "A"}]"#, "identity 1 of the list is malformed: Key is not a member of an identity"),
    ] {
        let file = File::new(name, content.as_bytes());
        let stderr = failed(&serve(file.path()));
        let expected = format!("secretsmith: no identities in {}: {problem}", file.path());
        assert!(stderr.starts_with(&expected) && !stderr.contains("hunter2"), "{stderr}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let bytes = File::new("bytes", &[b'[', 0xff, b']']);
    assert!(failed(&serve(bytes.path())).starts_with(&format!("secretsmith: no identities in {}: ", bytes.path())));
    let missing = format!("{}-that-is-not-there", bytes.path());
    let stderr = failed(&serve(&missing));
    assert_eq!(stderr, format!("secretsmith: no identities in {missing}: No such file or directory (os error 2)\n"));
}

fn serve(file: &str) -> Output {
    secretsmith(&["serve", "--addr", "127.0.0.1:0", "--identities", file]).output().unwrap()
}
