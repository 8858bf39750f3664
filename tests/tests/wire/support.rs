//! Requests as bytes over a socket, and answers as they come back.

use std::future::pending;
use std::net::SocketAddr;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, Request, StatusCode};
use secretsmith::SecretsManager;
use secretsmith::server::{HttpService, Server};
use secretsmith_reference::{Identity, InMemory, ManualClock, Randomness};
use secretsmith_server::serve;
use serde_json::{Value, from_str};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A signature of which the server believes every word.
pub(crate) const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 \
    Credential=AKIDEXAMPLE/20260314/eu-west-1/secretsmanager/aws4_request, \
    SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
    Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

/// The server's answer to a request whose body cannot be read.
pub(crate) const SERIALIZATION: &str = r#"{"__type":"SerializationException"}"#;

/// A server without secrets, to be given requests.
pub(crate) struct Wire {
    pub(crate) service: HttpService<Server<InMemory>>,
    pub(crate) clock: ManualClock,
}

/// What the server answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Wire {
    /// At 1790000000.098, in the account of the samples.
    pub(crate) fn new() -> Self {
        Self::start(None)
    }

    /// The same, where only these can call.
    pub(crate) fn known_to(identities: impl IntoIterator<Item = Identity>) -> Self {
        Self::start(Some(identities.into_iter().collect()))
    }

    fn start(identities: Option<Vec<Identity>>) -> Self {
        let clock = ManualClock::at("2026-09-21T14:13:20.098Z".parse().expect("a good date"));
        let service = InMemory::builder().account("111122223333").randomness(Randomness::seeded(1));
        let service = service.clock(clock.clone());
        let service =
            identities.into_iter().fold(service, |service, identities| service.identities(identities)).build();
        let admission = service.admission();
        Self { service: Server::new(service).into_service().with_admission(admission), clock }
    }

    /// Sends a body to an operation, signed.
    pub(crate) async fn call(&self, operation: &str, body: impl Into<Bytes>) -> Answer {
        self.send(signed(&format!("secretsmanager.{operation}"), body)).await
    }

    /// Sends a body to an operation that is to succeed; gives the body of the answer.
    pub(crate) async fn ok(&self, operation: &str, body: impl Into<Bytes>) -> String {
        let answer = self.call(operation, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.body
    }

    /// Sends a body to an operation that is to be refused; gives the body of the answer.
    pub(crate) async fn refused(&self, operation: &str, body: impl Into<Bytes>) -> String {
        let answer = self.call(operation, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{answer:?}");
        answer.body
    }

    pub(crate) async fn send(&self, request: Request<Bytes>) -> Answer {
        answer(&self.service, request).await
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        json(&self.body)
    }
}

/// What a service answers to one request, over a connection of its own.
pub(crate) async fn answer<S: SecretsManager>(service: &HttpService<Server<S>>, request: Request<Bytes>) -> Answer {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a port that is bound");
    tokio::select! {
        () = serve(listener, service.clone(), pending()) => unreachable!("nothing stops it"),
        answer = exchange(address, request) => answer,
    }
}

async fn exchange(address: SocketAddr, request: Request<Bytes>) -> Answer {
    let (head, body) = request.into_parts();
    let path = head.uri.path_and_query().expect("a good URI");
    let mut bytes = format!("{} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n", head.method).into_bytes();
    for (name, value) in &head.headers {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend(body);
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.write_all(&bytes).await.expect("the server reads all of it");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answers are UTF-8");
    read(&answer)
}

/// Reads an answer that has come whole.
fn read(answer: &str) -> Answer {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)).expect("a status");
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(": ").expect("a header");
        let name: HeaderName = name.parse().expect("a good name");
        (name, value.parse().expect("a good value"))
    });
    Answer { status: status.parse().expect("a good status"), headers: headers.collect(), body: body.to_owned() }
}

pub(crate) fn json(body: &str) -> Value {
    from_str(body).unwrap_or_else(|error| panic!("{error} in {body}"))
}

/// A request to a target, signed.
pub(crate) fn signed(target: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    let mut request = unsigned(target, body);
    request.headers_mut().insert("authorization", AUTHORIZATION.parse().expect("a good header"));
    request.headers_mut().insert("x-amz-date", "20260314T150926Z".parse().expect("a good header"));
    request
}

/// A request to an operation, signed with an access key.
pub(crate) fn signed_by(key: &str, operation: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    let mut request = signed(&format!("secretsmanager.{operation}"), body);
    let authorization = AUTHORIZATION.replace("AKIDEXAMPLE", key);
    request.headers_mut().insert("authorization", authorization.parse().expect("a good header"));
    request
}

/// A request to a target, without a signature.
pub(crate) fn unsigned(target: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    let request = Request::builder().method(Method::POST).uri("http://localhost/").header("x-amz-target", target);
    let request = request.header("content-type", "application/x-amz-json-1.1");
    request.body(body.into()).expect("a good request")
}

/// The id of a version, by its number.
pub(crate) fn version(number: u32) -> String {
    format!("{number:08}-0000-4000-8000-000000000000")
}
