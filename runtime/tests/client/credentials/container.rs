//! Credentials of containers.

use secretsmith_runtime::client::credentials::Container;

use super::{Script, context, failure, provide, temporary};
use crate::environment::Fake;

/// What servers beside containers answer.
pub(super) const KEYS: &str = r#"{"AccessKeyId": "ROLE", "SecretAccessKey": "the-secret-key", "Token":
    "the-session-token", "Expiration": "2026-02-21T13:00:00Z", "RoleArn": "arn", "AccountId": "1"}"#;

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

#[tokio::test]
async fn a_relative_uri_is_asked_of_ecs() {
    let script = Script::default().then(200, KEYS);
    let environment = Fake::new().var(RELATIVE, "/v2/credentials/x").var(FULL, "http://localhost/");
    assert_eq!(provide(Container::new(&context(environment, &script))).await.unwrap(), temporary("ROLE"));
    assert_eq!(script.lines(), ["GET http://169.254.170.2/v2/credentials/x"]);
    assert_eq!(script.header(0, "host").as_deref(), Some("169.254.170.2"));
    assert_eq!(script.header(0, "authorization"), None);
}

#[tokio::test]
async fn the_token_is_that_of_the_file_or_of_the_variable() {
    let environment = Fake::new()
        .var(FULL, "http://169.254.170.23/v1/credentials?a=b")
        .var("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the-bearer-token");
    let asked = async |environment: Fake| {
        let script = Script::default().then(200, KEYS);
        provide(Container::new(&context(environment, &script))).await.map(|_| script)
    };
    let script = asked(environment.clone()).await.unwrap();
    assert_eq!(script.lines(), ["GET http://169.254.170.23/v1/credentials?a=b"]);
    assert_eq!(script.header(0, "authorization").as_deref(), Some("the-bearer-token"));
    let environment = environment.var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token");
    let script = asked(environment.clone().file("/token", "another\n")).await.unwrap();
    assert_eq!(script.header(0, "authorization").as_deref(), Some("another"));
    let broken = asked(environment.clone().file("/token", "the-bearer-token\r\nHost: x")).await.err().unwrap();
    assert_eq!(broken.to_string(), "the token holds characters that no header can carry");
    let missing = environment.var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/gone");
    assert_eq!(asked(missing).await.err().unwrap().to_string(), "/gone cannot be read: entity not found");
}

#[tokio::test]
async fn a_full_uri_leads_to_who_is_near_or_over_tls() {
    let allowed = [
        "http://localhost:80/x",
        "http://127.0.0.1/x",
        "http://127.3.2.1:8080/x",
        "http://[::1]/x",
        "http://169.254.170.2/x",
        "http://169.254.170.23/x",
        "http://[fd00:ec2::23]/x",
        "https://example.com/x",
    ];
    for url in allowed {
        let script = Script::default().then(200, KEYS);
        provide(Container::new(&context(Fake::new().var(FULL, url), &script))).await.unwrap();
        assert_eq!(script.lines(), [format!("GET {url}")]);
    }
    let refused = [
        "http://example.com/x",
        "http://169.254.169.254/x",
        "http://localhost.example.com/",
        "http://127.0.0.1.example.com/",
        "http://[::2]/",
        "http://127.0.0.1@example.com/",
        "ftp://localhost/x",
        "/x",
    ];
    for url in refused {
        let script = Script::default().then(200, KEYS);
        let message = failure(Container::new(&context(Fake::new().var(FULL, url), &script))).await;
        assert_eq!(message, format!("{FULL} is neither a URL with https nor one of this computer, ECS or EKS"));
        assert!(script.lines().is_empty());
    }
    let relative = Fake::new().var(RELATIVE, "@example.com/");
    let message = failure(Container::new(&context(relative, &Script::default()))).await;
    assert_eq!(message, format!("{RELATIVE} does not begin with `/`"));
}

#[tokio::test(start_paused = true)]
async fn answers_that_are_no_credentials() {
    let answered =
        async |script: Script| failure(Container::new(&context(Fake::new().var(RELATIVE, "/x"), &script))).await;
    let who = "http://169.254.170.2";
    let cases = [
        (Script::default().then(403, KEYS), "answers with status 403"),
        (Script::default().then(200, "the-secret-key"), "gives no JSON of the form of credentials (line 1, column 2)"),
        (Script::default().then(200, r#"{"AccessKeyId": "A"}"#), "gives no SecretAccessKey"),
        (Script::default().then(200, r#"{"SecretAccessKey": "the-secret-key"}"#), "gives no AccessKeyId"),
        (
            Script::default().then(200, KEYS.replace("2026-02-21T13:00:00Z", "later")),
            "gives an expiry that is no date of RFC 3339",
        ),
    ];
    for (script, problem) in cases {
        assert_eq!(answered(script).await, format!("{who} {problem}"));
    }
    assert_eq!(answered(Script::default()).await, format!("{who}: cannot connect: the cable was cut"));
}

#[tokio::test]
async fn without_variables_there_is_no_container() {
    let error = provide(Container::new(&context(Fake::new(), &Script::default()))).await.unwrap_err();
    assert!(error.is_not_configured());
    assert_eq!(error.to_string(), format!("neither {RELATIVE} nor {FULL} is set"));
}
