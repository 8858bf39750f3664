//! The default transport against small servers on the loopback interface.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use runtime::SdkError;
use runtime::client::{Config, ConfigBuilder, Credentials, Handle, RetryMode, TransportErrorKind};
use runtime::endpoint::{Endpoint, EndpointError, EndpointParams};
use secretsmith_runtime as runtime;

use crate::support::{GetSecretValue, GetSecretValueError, SERVICE};

fn resolve(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    params.endpoint.as_ref().map(Endpoint::new).ok_or_else(EndpointError::no_rule)
}

fn config(url: &str) -> ConfigBuilder {
    Config::builder()
        .region("eu-west-1")
        .credentials(Credentials::new("AKID", "the-secret-key"))
        .retry_mode(RetryMode::Off)
        .endpoint_url(url)
}

fn handle(config: ConfigBuilder) -> Handle {
    Handle::new(&SERVICE, config.build(), resolve)
}

async fn failure(config: ConfigBuilder) -> SdkError<GetSecretValueError> {
    handle(config).call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap_err()
}

/// A server for one connection, on which it answers requests in order, one answer each, and then
/// closes; gives its URL and the requests.
fn serve(answers: Vec<String>) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (requests, received) = mpsc::channel();
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        for answer in answers {
            requests.send(read_request(&mut connection)).unwrap();
            connection.write_all(answer.as_bytes()).unwrap();
        }
    });
    (url, received)
}

fn read_request(connection: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut byte = [0];
    let head = loop {
        connection.read_exact(&mut byte).unwrap();
        request.push(byte[0]);
        if request.ends_with(b"\r\n\r\n") {
            break String::from_utf8(request).unwrap();
        }
    };
    let lower = head.to_ascii_lowercase();
    let length = lower
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    connection.read_exact(&mut body).unwrap();
    head + std::str::from_utf8(&body).unwrap()
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn requests_share_a_connection() {
    let (url, requests) =
        serve(vec![answer("200 OK", "", r#"{"Name":"one"}"#), answer("200 OK", "", r#"{"Name":"two"}"#)]);
    let handle = handle(config(&url));
    for name in ["one", "two"] {
        let output = handle.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
        assert_eq!(output.name.as_deref(), Some(name));
        let request = requests.recv().unwrap();
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
        let host = url.strip_prefix("http://").unwrap();
        assert!(head.lines().any(|line| line == format!("host: {host}")), "{head}");
    }
}

#[tokio::test]
async fn an_error_over_the_wire() {
    let error = answer(
        "400 Bad Request",
        "x-amzn-RequestId: 0f8a\r\n",
        r#"{"__type":"ResourceNotFoundException","Message":"No."}"#,
    );
    let (url, _requests) = serve(vec![error]);
    assert_eq!(
        failure(config(&url)).await.to_string(),
        "ResourceNotFoundException: No. (GetSecretValue, request id 0f8a)"
    );
}

#[tokio::test]
async fn nobody_listens() {
    let url = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    let error = failure(config(&url)).await;
    assert_eq!(error.to_string(), format!("GetSecretValue: cannot connect to {url}: connection refused"));
    assert!(error.is_retryable() && !error.is_timeout());
    assert_eq!(error.into_service_error().code(), Some("DispatchFailure"));
}

/// The clock stands, and jumps to the next timer whenever there is nothing else to do.
#[tokio::test(start_paused = true)]
async fn a_connection_is_not_waited_for_longer_than_configured() {
    // The kernel accepts the connection; nobody ever answers the TLS handshake.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let error = failure(config(&url)).await;
    assert_eq!(error.to_string(), format!("GetSecretValue: {url}: no connection within 3.1 s (connect timeout)"));
    assert!(error.is_timeout());
    assert!(matches!(&error, SdkError::TimeoutError(failure) if failure.transport_error().is_some()));
}

#[tokio::test]
async fn an_answer_is_not_waited_for_longer_than_configured() {
    // The kernel accepts the connection; nobody ever answers.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let error = failure(config(&url).call_timeout(Duration::from_millis(20))).await;
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 20 ms (call timeout)");
}

#[tokio::test]
async fn the_server_hangs_up() {
    let (url, _requests) = serve(vec!["HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"the\":\"start\"".to_owned()]);
    let error = failure(config(&url)).await;
    let SdkError::DispatchFailure(failure) = &error else { panic!("{error}") };
    assert_eq!(failure.transport_error().kind(), TransportErrorKind::Io);
    assert_eq!(failure.url(), url);
    assert!(error.to_string().starts_with(&format!("GetSecretValue: the connection to {url} broke: ")), "{error}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_answer_without_end() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        read_request(&mut connection);
        connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let block = [b' '; 1 << 16];
        // Until the client has had enough.
        while connection.write_all(&block).is_ok() {}
    });
    let error = failure(config(&url)).await;
    assert_eq!(error.to_string(), format!("GetSecretValue: {url}: the answer is larger than 16 MiB"));
    assert!(!error.is_retryable());
}
