//! The default transport and the usual retries against servers that misbehave: each ends in the right error, or in
//! another attempt, and none is waited for without end.

use std::net::TcpListener;
use std::time::Duration;

use runtime::SdkError;
use runtime::client::{ConfigBuilder, RetryMode, TransportErrorKind};
use secretsmith_runtime as runtime;
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;

use crate::servers::{self, Act, Server, answer, call, certificate, failure, good, handle};
use crate::support::GetSecretValueError;

/// Enough to connect and to send a request on a machine that has much to do.
const SHORT: Duration = Duration::from_millis(500);

/// Half of an answer.
const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"the\":\"start\"";

/// Retries as usual, but not so many: each pause takes its time.
fn config(url: &str) -> ConfigBuilder {
    servers::config(url).max_attempts(2)
}

/// Calls a server that does this once and then answers well; gives what it was sent.
async fn once(act: Act, set: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Vec<String> {
    let server = Server::start([act, good()]).await;
    let output = call(&handle(set(config(&server.url())))).await.unwrap();
    assert_eq!(output.name.as_deref(), Some("db"));
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    requests
}

/// Calls a server that always does this.
async fn always(act: Act, set: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> (String, Failure, usize) {
    let mut server = Server::start([act]).await;
    let error = failure(set(config(&server.url()))).await;
    server.has_been_asked(error.attempts() as usize).await;
    assert_eq!(server.requests().len(), error.attempts() as usize);
    (server.url(), error, server.connections())
}

type Failure = SdkError<GetSecretValueError>;

fn kind(error: &Failure) -> TransportErrorKind {
    match error {
        SdkError::DispatchFailure(failure) => failure.transport_error().kind(),
        SdkError::TimeoutError(failure) => failure.transport_error().expect("the transport kept the time").kind(),
        _ => panic!("{error}"),
    }
}

#[tokio::test]
async fn nobody_listens() {
    let url = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    let error = failure(config(&url)).await;
    assert_eq!(error.to_string(), format!("GetSecretValue: cannot connect to {url}: connection refused (2 attempts)"));
    assert!(error.is_retryable() && !error.is_timeout());
    assert_eq!(error.into_service_error().code(), Some("DispatchFailure"));
}

/// The clock stands, and jumps to the next timer whenever there is nothing else to do.
#[tokio::test(start_paused = true)]
async fn tls_that_takes_too_long() {
    // The kernel accepts the connection; nobody ever answers the TLS handshake.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let error = failure(config(&url)).await;
    let text = format!("GetSecretValue: {url}: no connection within 3.1 s (connect timeout) (2 attempts)");
    assert_eq!(error.to_string(), text);
    assert_eq!((kind(&error), error.is_timeout()), (TransportErrorKind::Timeout, true));

    // Connecting is no silence.
    let error = failure(config(&url).read_timeout(Duration::from_secs(1))).await;
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn no_tls_where_tls_is_expected() {
    let (_, authority) = certificate(&["127.0.0.1"]);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        }
    });
    let error = failure(config(&url).ca_bundle(&authority.path)).await;
    assert_eq!((kind(&error), error.attempts()), (TransportErrorKind::Connect, 2));

    // This one waits for the end of a head, which a handshake has not.
    let server = Server::start([good()]).await;
    let config = config(&server.https_url()).ca_bundle(&authority.path).connect_timeout(SHORT);
    let error = failure(config).await;
    assert_eq!((kind(&error), error.attempts()), (TransportErrorKind::Timeout, 2));
}

#[tokio::test]
async fn an_answer_that_does_not_come() {
    let mut cases = JoinSet::new();
    for silent in [Act::Hang(""), Act::Hang("HTTP/1.1 200"), Act::Hang(HALF)] {
        cases.spawn(no_answer(silent));
    }
    cases.join_all().await;
}

async fn no_answer(silent: Act) {
    // The time of the call is for all attempts.
    let (_, error, _) = always(silent.clone(), |config| config.call_timeout(SHORT)).await;
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 500 ms (call timeout)");
    let (_, error, connections) = always(silent.clone(), |config| config.attempt_timeout(SHORT)).await;
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 500 ms (attempt timeout) (2 attempts)");
    assert_eq!(connections, 2, "nobody knows what the first has still to say");
    let (url, error, connections) = always(silent, |config| config.read_timeout(SHORT)).await;
    let text = format!("GetSecretValue: {url}: nothing heard within 500 ms (read timeout) (2 attempts)");
    assert_eq!((error.to_string(), connections), (text, 2));
    assert_eq!(kind(&error), TransportErrorKind::Timeout);
}

#[tokio::test]
async fn an_answer_that_comes_in_small_pieces_is_no_silence() {
    const PIECES: usize = 120;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        servers::read_request(&mut stream).await.unwrap();
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", PIECES + 2);
        stream.write_all(answer.as_bytes()).await.unwrap();
        for piece in ["{"].into_iter().chain([" "; PIECES]).chain(["}"]) {
            tokio::time::sleep(Duration::from_millis(10)).await;
            stream.write_all(piece.as_bytes()).await.unwrap();
        }
    });
    call(&handle(config(&url).read_timeout(Duration::from_secs(1)).max_attempts(1))).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_breaks() {
    let mut cases = JoinSet::new();
    for broken in [Act::Close(""), Act::Reset(""), Act::Close("HTTP/1.1 200"), Act::Close(HALF), Act::Reset(HALF)] {
        cases.spawn(no_connection(broken));
    }
    cases.join_all().await;
}

async fn no_connection(broken: Act) {
    let (url, error, connections) = always(broken.clone(), |config| config.retry_mode(RetryMode::Off)).await;
    let SdkError::DispatchFailure(failure) = &error else { panic!("{error}") };
    assert_eq!((failure.url(), kind(&error), connections), (url.as_str(), TransportErrorKind::Io, 1));
    assert!(error.to_string().starts_with(&format!("GetSecretValue: the connection to {url} broke: ")), "{error}");
    assert!(error.is_retryable());
    once(broken, |config| config).await;
}

#[tokio::test]
async fn an_answer_that_is_no_http() {
    for other in
        ["220 mail.example.com ESMTP\r\n", "\x15\x03\x01\x00\x02\x02\x16", "HTTP/1.1 200 OK\r\nno header\r\n\r\n"]
    {
        let (_, error, _) = always(Act::Close(other), |config| config.retry_mode(RetryMode::Off)).await;
        assert_eq!(kind(&error), TransportErrorKind::Io, "{error}");
        assert!(!error.to_string().contains("mail.example.com"), "{error}");
    }
    once(Act::Close("220 mail.example.com ESMTP\r\n"), |config| config).await;
}

#[tokio::test]
async fn a_service_in_trouble() {
    // Pauses are as short as a service may ask for.
    const NOW: &str = "x-amz-retry-after: 1\r\n";
    for status in ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"] {
        let (_, error, connections) = always(answer(status, NOW, "<html>"), |config| config).await;
        let text = "GetSecretValue: the answer is a failure that names no error";
        assert_eq!(error.to_string(), format!("{text} (HTTP {}, 2 attempts)", &status[..3]));
        assert_eq!(connections, 1);
        once(answer(status, NOW, r#"{"__type":"InternalServiceError"}"#), |config| config).await;
    }
}

#[tokio::test]
async fn a_service_that_throttles() {
    const NOW: &str = "x-amz-retry-after: 1\r\n";
    let throttled = answer("400 Bad Request", NOW, r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#);
    let (_, error, _) = always(throttled.clone(), |config| config).await;
    assert_eq!(error.to_string(), "ThrottlingException: Rate exceeded (GetSecretValue, 2 attempts)");
    assert!(error.is_throttling() && error.is_retryable());
    once(throttled, |config| config).await;
    once(answer("429 Too Many Requests", NOW, ""), |config| config).await;
}

#[tokio::test]
async fn an_answer_that_is_no_json() {
    for body in ["<html>", "[]", r#"{"Name":"#, r#"{"Name":7}"#] {
        let (_, error, _) = always(answer("200 OK", "", body), |config| config).await;
        let SdkError::ResponseError(failure) = &error else { panic!("{error}") };
        assert!(failure.decode_error().is_some(), "{error}");
        assert!(error.to_string().starts_with("GetSecretValue: the answer is not what the model says: "), "{error}");
        assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    }
}

#[tokio::test]
async fn answers_without_end() {
    let error = failure(config(&endless("HTTP/1.1 200 OK\r\n\r\n", " ").await)).await;
    let text = error.to_string();
    assert!(text.ends_with(": the answer is larger than 16 MiB"), "{text}");
    assert_eq!((kind(&error), error.attempts(), error.is_retryable()), (TransportErrorKind::Other, 1, false));

    let error = failure(config(&endless("HTTP/1.1 200 OK\r\n", "x-a: b\r\n").await).max_attempts(1)).await;
    assert_eq!(kind(&error), TransportErrorKind::Io, "{error}");
}

/// A server that begins its answers like this and goes on like that, until the client has had enough.
async fn endless(start: &'static str, more: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            servers::read_request(&mut stream).await.unwrap();
            stream.write_all(start.as_bytes()).await.unwrap();
            let block = more.repeat((1 << 16) / more.len());
            while stream.write_all(block.as_bytes()).await.is_ok() {}
        }
    });
    url
}

#[tokio::test]
async fn an_answer_that_claims_to_be_huge() {
    let (_, error, _) =
        always(Act::Hang("HTTP/1.1 200 OK\r\ncontent-length: 20000000000\r\n\r\n{"), |config| config).await;
    assert!(error.to_string().ends_with(": the answer is larger than 16 MiB"), "{error}");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn credentials_that_have_expired() {
    let body =
        r#"{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}"#;
    let (_, error, _) = always(answer("400 Bad Request", "", body), |config| config).await;
    assert_eq!((error.code(), error.attempts()), (Some("ExpiredTokenException"), 1));
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_clock_that_is_wrong() {
    let late = answer(
        "400 Bad Request",
        "date: Fri, 01 Jan 2100 00:00:00 GMT\r\nx-amz-retry-after: 1\r\n",
        r#"{"__type":"InvalidSignatureException","message":"Signature expired"}"#,
    );
    let requests = once(late, |config| config).await;
    let date = |request: &String| {
        let line = request.lines().find_map(|line| line.strip_prefix("x-amz-date: "));
        line.expect("requests are signed").to_owned()
    };
    assert!(!date(&requests[0]).starts_with("2100"), "{requests:?}");
    // Seconds are rounded down.
    let second = date(&requests[1]);
    assert!(second.starts_with("21000101T0000") || second == "20991231T235959Z", "{second}");
}
