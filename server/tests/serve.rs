//! Serving in process: answers, logs, and the end.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, StatusCode, Version};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use secretsmith::SecretsManager;
use secretsmith::operation::get_random_password::{
    GetRandomPasswordError, GetRandomPasswordInput, GetRandomPasswordOutput,
};
use secretsmith::server::{Context, Server};
use secretsmith_reference::InMemory;
use secretsmith_server::serve;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tracing_subscriber::fmt::MakeWriter;

const SECRET: &str = "hunter2";
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/secretsmanager/aws4_request, \
                         SignedHeaders=host, Signature=5167a7e5";

/// A server in a task of its own.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    async fn start(service: impl SecretsManager) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let service = Server::new(service).into_service();
        let task = tokio::spawn(serve(listener, service, async move { stopped.await.unwrap() }));
        Self { address, stop, task }
    }

    fn call(&self, version: Version, operation: &str, input: &Value) -> JoinHandle<(StatusCode, Value)> {
        let client = Client::builder(TokioExecutor::new()).http2_only(version == Version::HTTP_2).build_http();
        let request = Request::post(format!("http://{}/", self.address))
            .version(version)
            .header("x-amz-target", format!("secretsmanager.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", SIGNATURE)
            .body(Full::new(Bytes::from(input.to_string())))
            .unwrap();
        tokio::spawn(async move {
            let response = client.request(request).await.unwrap();
            let status = response.status();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            (status, serde_json::from_slice(&body).unwrap())
        })
    }
}

/// Says when it is called, and answers when it is told to.
#[derive(Default)]
struct Slow {
    called: Arc<Notify>,
    answer: Arc<Notify>,
}

impl SecretsManager for Slow {
    async fn get_random_password(
        &self,
        _: GetRandomPasswordInput,
        _: &Context,
    ) -> Result<GetRandomPasswordOutput, GetRandomPasswordError> {
        self.called.notify_one();
        self.answer.notified().await;
        Ok(GetRandomPasswordOutput::default())
    }
}

#[tokio::test]
async fn both_versions_of_http_are_served_on_one_port() {
    let server = Running::start(InMemory::new()).await;
    let create =
        json!({"Name": "db", "SecretString": SECRET, "ClientRequestToken": "0123456789abcdef0123456789abcdef"});
    let (status, created) = server.call(Version::HTTP_11, "CreateSecret", &create).await.unwrap();
    assert_eq!(status, StatusCode::OK, "{created}");
    let (status, read) = server.call(Version::HTTP_2, "GetSecretValue", &json!({"SecretId": "db"})).await.unwrap();
    assert_eq!(status, StatusCode::OK, "{read}");
    assert_eq!(read["SecretString"], SECRET);
    assert_eq!(read["ARN"], created["ARN"]);
}

#[tokio::test]
async fn a_request_that_is_being_served_is_answered_before_the_end() {
    for version in [Version::HTTP_11, Version::HTTP_2] {
        let slow = Slow::default();
        let (called, answer) = (Arc::clone(&slow.called), Arc::clone(&slow.answer));
        let server = Running::start(slow).await;
        let answered = server.call(version, "GetRandomPassword", &json!({}));
        called.notified().await;
        server.stop.send(()).unwrap();
        answer.notify_one();
        assert_eq!(answered.await.unwrap().0, StatusCode::OK);
        server.task.await.unwrap();
        let refused = tokio::net::TcpStream::connect(server.address).await.unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
    }
}

#[tokio::test]
async fn connections_that_do_nothing_do_not_delay_the_end() {
    let server = Running::start(InMemory::new()).await;
    let _silent = tokio::net::TcpStream::connect(server.address).await.unwrap();
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let _kept_alive = client.get(format!("http://{}/", server.address).parse().unwrap()).await.unwrap();
    server.stop.send(()).unwrap();
    tokio::time::timeout(secretsmith_server::DRAIN / 2, server.task).await.unwrap().unwrap();
}

/// Time stands still while anything happens, and jumps ahead when nothing else does.
#[tokio::test(start_paused = true)]
async fn a_request_that_never_ends_is_given_up() {
    let slow = Slow::default();
    let called = Arc::clone(&slow.called);
    let server = Running::start(slow).await;
    let _unanswered = server.call(Version::HTTP_11, "GetRandomPassword", &json!({}));
    called.notified().await;
    let begun = tokio::time::Instant::now();
    server.stop.send(()).unwrap();
    server.task.await.unwrap();
    assert!(begun.elapsed() >= secretsmith_server::DRAIN);
}

#[tokio::test]
async fn a_log_line_tells_of_a_request_but_not_what_is_in_it() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).with_max_level(tracing::Level::TRACE);
    let _guard = tracing::subscriber::set_default(subscriber.finish());
    let server = Running::start(InMemory::new()).await;
    let token = "0123456789abcdef0123456789abcdef";
    let create = json!({"Name": "db", "SecretString": SECRET, "ClientRequestToken": token});
    server.call(Version::HTTP_11, "CreateSecret", &create).await.unwrap();
    server.call(Version::HTTP_11, "GetSecretValue", &json!({"SecretId": "db"})).await.unwrap();
    server.call(Version::HTTP_11, "GetSecretValue", &json!({"SecretId": "none"})).await.unwrap();
    server.call(Version::HTTP_11, "NoSuchOperation", &json!({})).await.unwrap();
    let log = log.text();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("secretsmith: answered")).collect();
    let [created, read, failed, unknown] = lines.as_slice() else { panic!("not four lines: {log}") };
    assert!(created.contains(r#"operation="CreateSecret" status=200 request_id=""#), "{created}");
    assert!(read.contains(r#"operation="GetSecretValue" status=200 request_id=""#), "{read}");
    assert!(
        failed.contains(r#"operation="GetSecretValue" status=400 error="ResourceNotFoundException" request_id=""#),
        "{failed}"
    );
    assert!(unknown.contains(r#"operation="unknown" status=400 error="UnknownOperationException""#), "{unknown}");
    for part in [SECRET, "5167a7e5", "AWS4-HMAC-SHA256"] {
        assert!(!log.contains(part), "{part} is in {log}");
    }
}

#[tokio::test]
async fn what_is_served_can_be_stopped_by_dropping_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(serve(listener, Server::new(InMemory::new()).into_service(), pending()));
    tokio::net::TcpStream::connect(address).await.unwrap();
    serving.abort();
    serving.await.unwrap_err();
    tokio::net::TcpStream::connect(address).await.unwrap_err();
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
