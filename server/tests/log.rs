//! What the server logs. The only test of its program: what is collected is the log of all of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use http::Version;
use secretsmith_reference::InMemory;
use serde_json::json;

use support::{Log, Running};

const SECRET: &str = "hunter2";

#[tokio::test]
async fn a_log_line_tells_of_a_request_but_not_what_is_in_it() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).with_max_level(tracing::Level::TRACE);
    subscriber.init();
    let server = Running::start(InMemory::new()).await;
    let token = "0123456789abcdef0123456789abcdef";
    let create = json!({"Name": "db", "SecretString": SECRET, "ClientRequestToken": token});
    server.call(Version::HTTP_11, "CreateSecret", &create).await.unwrap();
    server.call(Version::HTTP_11, "GetSecretValue", &json!({"SecretId": "db"})).await.unwrap();
    server.call(Version::HTTP_11, "GetSecretValue", &json!({"SecretId": "none"})).await.unwrap();
    server.call(Version::HTTP_11, "NoSuchOperation", &json!({})).await.unwrap();
    server.call(Version::HTTP_11, "DescribeSecret", &json!({"SecretId": "a\n\u{1b}[2J\u{202e}b\""})).await.unwrap();
    server.stop.send(()).unwrap();
    server.task.await.unwrap();
    let log = log.text();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("secretsmith: answered")).collect();
    let [created, read, failed, unknown, injected] = lines.as_slice() else { panic!("not five lines: {log}") };
    assert!(created.contains(r#"operation="CreateSecret" status=200 request_id=""#), "{created}");
    assert!(read.contains(r#"operation="GetSecretValue" status=200 request_id=""#), "{read}");
    assert!(
        failed.contains(r#"operation="GetSecretValue" status=400 error="ResourceNotFoundException" request_id=""#),
        "{failed}"
    );
    assert!(failed.contains(r#" principal="AKID" secret="none" latency_us="#), "{failed}");
    assert!(failed.contains(r#" received=19 sent=99 remote=127.0.0.1:"#), "{failed}");
    assert!(created.contains(r#" secret="db" "#) && read.contains(r#" secret="db" "#), "{created}{read}");
    assert!(injected.contains(r#" secret="a\n\u{1b}[2J\u{202e}b\"" latency_us="#), "{injected}");
    assert!(unknown.contains(r#"operation="unknown" status=400 error="UnknownOperationException""#), "{unknown}");
    for part in [SECRET, "5167a7e5", "AWS4-HMAC-SHA256"] {
        assert!(!log.contains(part), "{part} is in {log}");
    }
}
