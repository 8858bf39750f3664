//! Servers on the loopback interface that do as they are told.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use runtime::SdkError;
use runtime::client::{Config, ConfigBuilder, Credentials, Handle};
use runtime::endpoint::{Endpoint, EndpointError, EndpointParams};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;
use secretsmith_runtime as runtime;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Barrier, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueOutput, SERVICE};

/// Long enough for anything but what never happens.
pub(crate) const LONG: Duration = Duration::from_secs(20);

/// What becomes of a request.
#[derive(Clone)]
pub(crate) enum Act {
    /// It is answered, and the connection kept.
    Answer(String),
    /// It is answered well, when as many requests have come as the barrier is for.
    Together(Arc<Barrier>),
    /// This is sent, and the connection closed.
    Close(&'static str),
    /// This is sent, and the connection reset.
    Reset(&'static str),
    /// This is sent, and then nothing more.
    Hang(&'static str),
}

pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Act {
    Act::Answer(format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()))
}

pub(crate) fn good() -> Act {
    answer("200 OK", "", r#"{"Name":"db"}"#)
}

/// What a server has seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The other end of each connection.
    pub(crate) clients: Vec<SocketAddr>,
    /// How many connections are no more.
    pub(crate) closed: usize,
    /// Head and body of each request.
    pub(crate) requests: Vec<String>,
}

/// A server that does one thing after the other, the last for ever, with the requests that come on whatever connection.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) seen: watch::Receiver<Seen>,
}

struct Script {
    acts: Mutex<VecDeque<Act>>,
    seen: watch::Sender<Seen>,
}

impl Server {
    pub(crate) async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        Self::serve(acts, None).await
    }

    pub(crate) async fn start_tls(acts: impl IntoIterator<Item = Act>, tls: ServerConfig) -> Self {
        Self::serve(acts, Some(Arc::new(tls).into())).await
    }

    async fn serve(acts: impl IntoIterator<Item = Act>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, receiver) = watch::channel(Seen::default());
        let script = Arc::new(Script { acts: Mutex::new(acts.into_iter().collect()), seen });
        tokio::spawn(async move {
            while let Ok((stream, client)) = listener.accept().await {
                script.seen.send_modify(|seen| seen.clients.push(client));
                tokio::spawn(connection(Arc::clone(&script), stream, tls.clone()));
            }
        });
        Self { address, seen: receiver }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn https_url(&self) -> String {
        format!("https://{}", self.address)
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.borrow().clients.len()
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.borrow().requests.clone()
    }

    /// Waits until so many requests have come.
    pub(crate) async fn has_been_asked(&mut self, count: usize) {
        let asked = self.seen.wait_for(|seen| seen.requests.len() >= count);
        timeout(LONG, asked).await.expect("a request has not come").unwrap();
    }

    /// Waits until so many connections are no more.
    pub(crate) async fn has_closed(&mut self, count: usize) {
        let closed = self.seen.wait_for(|seen| seen.closed >= count);
        timeout(LONG, closed).await.expect("a connection is still open").unwrap();
    }
}

async fn connection(script: Arc<Script>, mut stream: TcpStream, tls: Option<TlsAcceptor>) {
    let last = match tls {
        None => script.talk(&mut stream).await,
        Some(tls) => match tls.accept(&mut stream).await {
            Ok(mut stream) => script.talk(&mut stream).await,
            Err(error) => Err(error),
        },
    };
    if matches!(last, Ok(Act::Reset(_))) {
        stream.set_zero_linger().unwrap();
    }
    drop(stream);
    script.seen.send_modify(|seen| seen.closed += 1);
}

impl Script {
    /// Answers requests until the connection ends; gives what it ends with.
    async fn talk<S>(&self, stream: &mut S) -> io::Result<Act>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        loop {
            let request = read_request(stream).await?;
            self.seen.send_modify(|seen| seen.requests.push(request));
            let act = self.next();
            let text = match &act {
                Act::Answer(text) => text.as_str(),
                Act::Together(barrier) => {
                    barrier.wait().await;
                    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
                }
                Act::Close(text) | Act::Reset(text) | Act::Hang(text) => text,
            };
            stream.write_all(text.as_bytes()).await?;
            stream.flush().await?;
            match act {
                Act::Answer(_) | Act::Together(_) => {}
                Act::Close(_) | Act::Reset(_) => return Ok(act),
                // Until the client hangs up.
                Act::Hang(_) => drop(stream.read_u8().await?),
            }
        }
    }

    fn next(&self) -> Act {
        let mut acts = self.acts.lock().unwrap();
        if acts.len() > 1 { acts.pop_front().unwrap() } else { acts[0].clone() }
    }
}

/// Head and body of a request.
pub(crate) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<String> {
    let head = read_head(stream).await?;
    let lower = head.to_ascii_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await?;
    Ok(head + std::str::from_utf8(&body).unwrap())
}

/// The head of a request, and nothing of what follows it.
pub(crate) async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8(head).unwrap())
}

/// What a server for these names needs, and a file with the certificate, which is to be kept meanwhile.
pub(crate) fn certificate(names: &[&str]) -> (ServerConfig, Authority) {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let generated = rcgen::generate_simple_self_signed(names).unwrap();
    let key = PrivatePkcs8KeyDer::from(generated.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![generated.cert.der().clone()], key.into())
        .unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("authority.pem");
    fs::write(&path, generated.cert.pem()).unwrap();
    (config, Authority { path, _dir: dir })
}

/// A file of certificate authorities.
pub(crate) struct Authority {
    pub(crate) path: PathBuf,
    _dir: TempDir,
}

pub(crate) fn config(url: &str) -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials(Credentials::new("AKID", "the-secret-key")).endpoint_url(url)
}

pub(crate) fn handle(config: ConfigBuilder) -> Handle {
    Handle::new(&SERVICE, config.build(), resolve)
}

fn resolve(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    params.endpoint.as_ref().map(Endpoint::new).ok_or_else(EndpointError::no_rule)
}

pub(crate) type Outcome = Result<GetSecretValueOutput, SdkError<GetSecretValueError>>;

pub(crate) async fn call(handle: &Handle) -> Outcome {
    handle.call::<GetSecretValue>(GetSecretValue::of("db")).await
}

pub(crate) async fn failure(config: ConfigBuilder) -> SdkError<GetSecretValueError> {
    call(&handle(config)).await.unwrap_err()
}
