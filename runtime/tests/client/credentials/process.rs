//! Credentials that a program prints.

#![cfg(unix)]

use secretsmith_runtime::client::credentials::Process;

use super::{failure, provide, temporary};

fn printing(json: &str) -> Process {
    Process::new(format!("echo '{json}'"))
}

#[tokio::test]
async fn a_program_prints_credentials() {
    let json = r#"{"Version": 1, "AccessKeyId": "ROLE", "SecretAccessKey": "the-secret-key", "SessionToken":
        "the-session-token", "Expiration": "2026-02-21T13:00:00Z"}"#;
    assert_eq!(provide(printing(json)).await.unwrap(), temporary("ROLE"));
    let lasting = r#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "the-secret-key"}"#;
    let lasting = provide(printing(lasting)).await.unwrap();
    assert_eq!((lasting.session_token, lasting.expires), (None, None));
}

#[tokio::test]
async fn a_program_that_fails_or_prints_something_else() {
    let cases = [
        (Process::new("echo the-secret-key; exit 3"), "failed: exit status: 3"),
        (printing("the-secret-key"), "gives no JSON of the form of credentials (line 1, column 2)"),
        (printing(r#"{"AccessKeyId": "A", "SecretAccessKey": "the-secret-key"}"#), "gives no Version"),
        (printing(r#"{"Version": 2}"#), "gives Version 2, not 1"),
        (printing(r#"{"Version": 1, "AccessKeyId": "A"}"#), "gives no SecretAccessKey"),
        (
            printing(r#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": ["the-secret-key"]}"#),
            "gives no JSON of the form of credentials (line 1, column 55)",
        ),
    ];
    for (process, problem) in cases {
        assert_eq!(failure(process).await, format!("credential_process {problem}"));
    }
}

#[test]
fn the_command_is_not_shown() {
    let shown = format!("{:?}", Process::new("login --password the-secret-key"));
    assert!(!shown.contains("the-secret-key"), "{shown}");
}
