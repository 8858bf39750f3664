//! Servers in the process of the test, and connections to them, byte by byte.

use std::future::pending;
use std::net::SocketAddr;
use std::time::Duration;

use secretsmith::SecretsManager;
use secretsmith::server::Server as Dispatcher;
use secretsmith_reference::InMemory;
use secretsmith_server::{Limits, Options, serve_with};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long a test waits for what does not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// The headers of a request that is signed and names an operation.
pub(crate) fn headers(operation: &str) -> String {
    format!(
        "Host: localhost\r\nX-Amz-Target: secretsmanager.{operation}\r\nX-Amz-Date: 20260314T150926Z\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260314/eu-west-1/secretsmanager/aws4_request, \
         SignedHeaders=host, Signature=00\r\n"
    )
}

/// A request that is as it should be.
pub(crate) fn request(operation: &str, body: &str) -> String {
    format!("POST / HTTP/1.1\r\n{}Content-Length: {}\r\n\r\n{body}", headers(operation), body.len())
}

/// A request whose answer is known: [`EMPTY_LIST`].
pub(crate) fn list() -> String {
    request("ListSecrets", "{}")
}

/// What a service without secrets answers to a [`list`].
pub(crate) const EMPTY_LIST: &str = r#"{"SecretList":[]}"#;

/// What a service says to a request that names no operation.
pub(crate) const UNKNOWN: &str = r#"{"__type":"UnknownOperationException"}"#;

/// The default limits, but for some.
pub(crate) fn limits(change: impl FnOnce(&mut Limits)) -> Options {
    let mut limits = Limits::default();
    change(&mut limits);
    Options::new().limits(limits)
}

/// Serves a service without secrets; gives where.
pub(crate) async fn start(options: Options) -> SocketAddr {
    serve(options, InMemory::new()).await
}

/// Serves a service; gives where.
pub(crate) async fn serve(options: Options, service: impl SecretsManager) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve_with(options, listener, Dispatcher::new(service).into_service(), pending()));
    address
}

/// A connection to a server.
pub(crate) struct Raw(pub(crate) BufReader<TcpStream>);

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The first line.
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Raw {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        Self(BufReader::new(TcpStream::connect(address).await.unwrap()))
    }

    /// A connection to a server of its own, with the default limits.
    pub(crate) async fn alone() -> Self {
        Self::open(start(Options::new()).await).await
    }

    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
    }

    /// Sends bytes; tells whether the server takes them all, and has not hung up.
    pub(crate) async fn is_taken(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        timeout(PATIENCE, self.0.write_all(bytes.as_ref())).await.expect("the server reads or hangs up").is_ok()
    }

    /// Sends a request; gives the answer.
    pub(crate) async fn exchange(&mut self, request: impl AsRef<[u8]>) -> Reply {
        self.send(request).await;
        self.reply().await
    }

    /// The next answer.
    pub(crate) async fn reply(&mut self) -> Reply {
        self.reply_to("POST").await
    }

    /// The next answer, to a request with this method.
    pub(crate) async fn reply_to(&mut self, method: &str) -> Reply {
        let line = self.line().await;
        let mut headers = Vec::new();
        loop {
            let line = self.line().await;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut reply = Reply { line, headers, body: String::new() };
        if method != "HEAD" && !reply.line.contains(" 100 ") {
            let mut body = vec![0; reply.header("content-length").unwrap_or("0").parse().unwrap()];
            timeout(PATIENCE, self.0.read_exact(&mut body)).await.expect("the body comes").unwrap();
            reply.body = String::from_utf8(body).unwrap();
        }
        reply
    }

    /// Sees that the server ends the connection, and sends nothing before.
    pub(crate) async fn assert_closed(&mut self) {
        assert_eq!(self.rest().await, b"", "the connection is to end");
    }

    /// All that comes until the server ends the connection.
    pub(crate) async fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        // It may end abruptly.
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut rest)).await.expect("the connection ends");
        rest
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        timeout(PATIENCE, self.0.read_line(&mut line)).await.expect("a line comes").unwrap();
        assert!(line.ends_with("\r\n"), "{line:?}");
        line.trim_end().to_owned()
    }
}

impl Reply {
    pub(crate) fn status(&self) -> u16 {
        self.line.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// The value of a header, if it is there once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|header| header.0 == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }
}
