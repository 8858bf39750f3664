//! Serving in process: answers, and the end.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::future::pending;
use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode, Version};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use secretsmith::server::Server;
use secretsmith_reference::InMemory;
use secretsmith_server::serve;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

use support::{Running, Slow};

/// The values of the header that says what becomes of the connection.
fn connection(answer: &Response<Value>) -> Vec<&str> {
    answer.headers().get_all("connection").iter().map(|value| value.to_str().unwrap()).collect()
}

#[tokio::test]
async fn both_versions_of_http_are_served_on_one_port() {
    let server = Running::start(InMemory::new()).await;
    let create =
        json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": "0123456789abcdef0123456789abcdef"});
    let created = server.call(Version::HTTP_11, "CreateSecret", &create).await.unwrap();
    assert_eq!(created.status(), StatusCode::OK, "{created:?}");
    assert_eq!(connection(&created), ["keep-alive"]);
    let read = server.call(Version::HTTP_2, "GetSecretValue", &json!({"SecretId": "db"})).await.unwrap();
    assert_eq!(read.status(), StatusCode::OK, "{read:?}");
    assert_eq!(connection(&read), [""; 0], "HTTP/2 has no such header");
    assert_eq!(read.body()["SecretString"], "hunter2");
    assert_eq!(read.body()["ARN"], created.body()["ARN"]);
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
        // Once it refuses connections, it is waiting for those that it has.
        while TcpStream::connect(server.address).await.is_ok() {}
        answer.notify_one();
        let answer = answered.await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(connection(&answer), if version == Version::HTTP_11 { &["close"][..] } else { &[] });
        server.task.await.unwrap();
    }
}

#[tokio::test]
async fn connections_that_do_nothing_do_not_delay_the_end() {
    let server = Running::start(InMemory::new()).await;
    let _silent = TcpStream::connect(server.address).await.unwrap();
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
async fn what_is_served_can_be_stopped_by_dropping_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(serve(listener, Server::new(InMemory::new()).into_service(), pending()));
    TcpStream::connect(address).await.unwrap();
    serving.abort();
    serving.await.unwrap_err();
    TcpStream::connect(address).await.unwrap_err();
}
