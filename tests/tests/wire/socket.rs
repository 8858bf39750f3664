//! A few exchanges over a real socket, byte by byte.

use std::collections::BTreeSet;
use std::future::pending;

use secretsmith::server::Server;
use secretsmith_reference::InMemory;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{AUTHORIZATION, json, version};

/// A connection to a server of its own.
struct Connection {
    stream: BufReader<TcpStream>,
}

/// What came back: the first line, the headers as they are written, the body.
struct Reply {
    status: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Connection {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a port that is bound");
        let service = Server::new(InMemory::new()).into_service();
        tokio::spawn(secretsmith_server::serve(listener, service, pending()));
        let stream = TcpStream::connect(address).await.expect("the server listens");
        Self { stream: BufReader::new(stream) }
    }

    async fn send(&mut self, request: &str) -> Reply {
        self.stream.write_all(request.as_bytes()).await.expect("the connection is open");
        let status = self.line().await;
        let mut headers = Vec::new();
        loop {
            let line = self.line().await;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length").expect("a length");
        let mut body = vec![0; length.1.parse().expect("a number")];
        self.stream.read_exact(&mut body).await.expect("the body is complete");
        Reply { status, headers, body: String::from_utf8(body).expect("bodies are UTF-8") }
    }

    /// Whether the server has closed the connection.
    async fn is_closed(&mut self) -> bool {
        self.stream.read(&mut [0]).await.expect("it ends in good order") == 0
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).await.expect("the server answers");
        assert!(line.ends_with("\r\n"), "{line:?}");
        line.trim_end().to_owned()
    }
}

impl Reply {
    /// The value of a header that is there once.
    fn header(&self, name: &str) -> &str {
        let found: Vec<_> = self.headers.iter().filter(|header| header.0 == name).collect();
        let [(_, value)] = found[..] else { panic!("{name} is not there once: {:?}", self.headers) };
        value
    }
}

fn request(operation: &str, body: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: secretsmanager.{operation}\r\n\
         Content-Type: application/x-amz-json-1.1\r\nX-Amz-Date: 20260314T150926Z\r\n\
         Authorization: {AUTHORIZATION}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn unsigned(operation: &str, body: &str) -> String {
    let signed = request(operation, body);
    signed.split_inclusive("\r\n").filter(|line| !line.starts_with("Authorization")).collect()
}

#[tokio::test]
async fn a_secret_is_created_and_read_over_one_connection() {
    let mut connection = Connection::open().await;
    let body = format!(r#"{{"Name":"app/db","SecretString":"one","ClientRequestToken":"{}"}}"#, version(1));
    let created = connection.send(&request("CreateSecret", &body)).await;
    assert_eq!(created.status, "HTTP/1.1 200 OK");
    assert_eq!(created.header("content-type"), "application/x-amz-json-1.1");
    assert!(!created.header("date").is_empty());

    let read = connection.send(&request("GetSecretValue", r#"{"SecretId":"app/db"}"#)).await;
    assert_eq!(json(&read.body)["SecretString"], "one");
    assert_ne!(read.header("x-amzn-requestid"), created.header("x-amzn-requestid"));
}

#[tokio::test]
async fn an_error_leaves_the_connection_open() {
    let mut connection = Connection::open().await;
    let refused = connection.send(&request("GetSecretValue", r#"{"SecretId":"app/db"}"#)).await;
    assert_eq!(refused.status, "HTTP/1.1 400 Bad Request");
    assert_eq!(json(&refused.body)["__type"], "ResourceNotFoundException");
    let unknown = connection.send(&request("Nonsense", "{}")).await;
    assert_eq!(unknown.body, r#"{"__type":"UnknownOperationException"}"#);
    assert_eq!(connection.send(&request("ListSecrets", "{}")).await.status, "HTTP/1.1 200 OK");
}

#[tokio::test]
async fn a_request_without_a_signature_is_refused() {
    let refused = Connection::open().await.send(&unsigned("ListSecrets", "{}")).await;
    assert_eq!((refused.status.as_str(), refused.header("content-length")), ("HTTP/1.1 400 Bad Request", "89"));
}

#[tokio::test]
async fn a_request_without_a_signature_ends_the_connection() {
    let mut connection = Connection::open().await;
    let refused = connection.send(&unsigned("ListSecrets", "{}")).await;
    assert_eq!(refused.header("connection"), "close");
    assert!(connection.is_closed().await);
}

#[tokio::test]
async fn an_answer_has_the_headers_of_the_service_and_no_others() {
    let mut connection = Connection::open().await;
    let good = connection.send(&request("ListSecrets", "{}")).await;
    let bad = connection.send(&request("GetSecretValue", "{}")).await;
    for reply in [good, bad] {
        let names: BTreeSet<&str> = reply.headers.iter().map(|(name, _)| name.as_str()).collect();
        let expected = ["connection", "content-length", "content-type", "date", "x-amzn-requestid"];
        assert_eq!(names, BTreeSet::from(expected), "{}", reply.status);
        assert_eq!(reply.header("connection"), "keep-alive");
        assert_eq!(reply.header("content-type"), "application/x-amz-json-1.1");
    }
}

#[tokio::test]
async fn a_connection_is_closed_for_who_asks_for_it() {
    for value in ["close", "Close", "te, close"] {
        let mut connection = Connection::open().await;
        let last = format!("X-Amz-Date: now\r\nConnection: {value}\r\nTE: trailers");
        let reply = connection.send(&request("ListSecrets", "{}").replace("X-Amz-Date: 20260314T150926Z", &last)).await;
        assert_eq!((reply.status.as_str(), reply.header("connection")), ("HTTP/1.1 200 OK", "close"), "{value}");
        assert!(connection.is_closed().await);
    }
}

#[tokio::test]
async fn names_of_headers_are_known_in_any_case() {
    let lower = request("ListSecrets", "{}").replace("X-Amz-Target", "x-amz-target").replace("Authoriz", "AUTHORIZ");
    assert_eq!(Connection::open().await.send(&lower).await.body, r#"{"SecretList":[]}"#);
}

#[tokio::test]
async fn a_body_may_come_in_chunks() {
    let head = request("DescribeSecret", "").replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let chunked = format!("{head}8\r\n{{\"Secret\r\nc\r\nId\":\"a b\"}}  \r\n0\r\n\r\n");
    let refused = Connection::open().await.send(&chunked).await;
    assert!(json(&refused.body)["message"].as_str().is_some_and(|message| message.starts_with("Invalid name.")));
}
