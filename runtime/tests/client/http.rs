//! What the default transport sends, and what it reads.

use runtime::client::RetryMode;
use secretsmith_runtime as runtime;

use crate::servers::{Server, answer, call, config, failure, handle};

#[tokio::test]
async fn a_request_over_the_wire() {
    let answers = ["one", "two"].map(|name| answer("200 OK", "", &format!(r#"{{"Name":"{name}"}}"#)));
    let server = Server::start(answers).await;
    let handle = handle(config(&server.url()));
    for name in ["one", "two"] {
        assert_eq!(call(&handle).await.unwrap().name.as_deref(), Some(name));
    }
    assert_eq!(server.connections(), 1);
    for request in server.requests() {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, r#"{"SecretId":"db"}"#);
        let mut lines = head.lines();
        assert_eq!(lines.next(), Some("POST / HTTP/1.1"));
        let mut names: Vec<_> = lines.map(|line| line.split(':').next().unwrap().to_owned()).collect();
        names.sort();
        assert_eq!(
            names,
            [
                "amz-sdk-invocation-id",
                "authorization",
                "content-length",
                "content-type",
                "host",
                "user-agent",
                "x-amz-date",
                "x-amz-target",
            ]
        );
        assert!(head.lines().any(|line| line == format!("host: {}", server.address)), "{head}");
    }
}

#[tokio::test]
async fn an_error_over_the_wire() {
    let error = r#"{"__type":"ResourceNotFoundException","Message":"No."}"#;
    let server = Server::start([answer("400 Bad Request", "x-amzn-RequestId: 0f8a\r\n", error)]).await;
    assert_eq!(
        failure(config(&server.url()).retry_mode(RetryMode::Off)).await.to_string(),
        "ResourceNotFoundException: No. (GetSecretValue, request id 0f8a)"
    );
}
