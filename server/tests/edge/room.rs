//! How much clients may take at once.

use std::convert::Infallible;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use secretsmith_runtime::server::ServeFuture;
use secretsmith_server::{RequestBody, serve_with};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tower_service::Service;

use crate::log::Log;
use crate::raw::{EMPTY_LIST, Raw, headers, limits, list, start};

#[tokio::test]
async fn who_comes_when_there_are_too_many_waits_for_one_to_end() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let address = start(limits(|limits| limits.connections = 4)).await;
    let mut served = Vec::new();
    for _ in 0..4 {
        let mut connection = Raw::open(address).await;
        assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST);
        served.push(connection);
    }
    let mut waiting = Vec::new();
    for _ in 0..3 {
        let mut connection = Raw::open(address).await;
        connection.send(list()).await;
        waiting.push(connection);
    }
    // As long as those are there, these are not looked at.
    for _ in 0..20 {
        assert_eq!(served[0].exchange(list()).await.body, EMPTY_LIST);
    }
    assert_eq!(log.text().matches("answered").count(), 24, "{}", log.text());
    drop(served.pop());
    for mut connection in waiting {
        assert_eq!(connection.reply().await.body, EMPTY_LIST);
    }
    assert_eq!(served[0].exchange(list()).await.body, EMPTY_LIST);
    assert_eq!(log.text().matches("no more connections are accepted").count(), 1, "{}", log.text());
}

#[tokio::test]
async fn bodies_of_all_connections_share_what_room_there_is() {
    let address = start(limits(|limits| limits.bodies_bytes = 1 << 20)).await;
    let begin = format!("POST / HTTP/1.1\r\n{}Content-Length: 1000000\r\n\r\n", headers("ListSecrets"));
    let mut first = Raw::open(address).await;
    first.send(begin.clone() + &" ".repeat(900_000)).await;
    // The server may not have read the first one yet; one of the two is over the limit in any case.
    let mut second = Raw::open(address).await;
    second.is_taken(begin + &" ".repeat(900_000)).await;
    let refused = tokio::select! {
        reply = first.reply() => reply,
        reply = second.reply() => reply,
    };
    assert_eq!((refused.status(), refused.header("connection")), (503, Some("close")));
    let mut third = Raw::open(address).await;
    assert_eq!(third.exchange(list()).await.body, EMPTY_LIST, "small requests have room");
}

#[tokio::test]
async fn room_is_given_back() {
    let address = start(limits(|limits| limits.bodies_bytes = 1 << 20)).await;
    let mut connection = Raw::open(address).await;
    let body = format!("{{}}{}", " ".repeat(900_000));
    for _ in 0..5 {
        let reply = connection.exchange(crate::raw::request("ListSecrets", &body)).await;
        assert_eq!(reply.body, EMPTY_LIST);
    }
}

#[tokio::test]
async fn what_is_passed_over_of_a_body_takes_no_room() {
    let address = start(limits(|limits| limits.bodies_bytes = 3 << 20)).await;
    let mut connection = Raw::open(address).await;
    let reply = connection.exchange(crate::raw::request("ListSecrets", &" ".repeat(6 << 20))).await;
    assert_eq!(reply.status(), 413);
    assert_eq!(Raw::open(address).await.exchange(list()).await.body, EMPTY_LIST);
}

#[tokio::test]
async fn a_body_that_comes_in_one_piece_takes_no_room() {
    let address = start(limits(|limits| limits.bodies_bytes = 0)).await;
    let mut connection = Raw::open(address).await;
    assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST);
    let begin = format!("POST / HTTP/1.1\r\n{}Content-Length: 2\r\n\r\n", headers("ListSecrets"));
    let refused = connection.exchange(begin + "{").await;
    assert_eq!((refused.status(), refused.header("connection")), (503, Some("close")));
}

#[tokio::test]
async fn a_body_that_is_there_comes_to_its_end_whatever_others_send() {
    let staged = Staged::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve_with(limits(|limits| limits.bodies_bytes = 1000), listener, staged.clone(), pending()));

    let mut small = Raw::open(address).await;
    small.send("POST /small HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}").await;
    staged.begun.notified().await;
    let mut large = Raw::open(address).await;
    let part = " ".repeat(1500);
    let refused =
        large.exchange(format!("POST /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n\r\n{part}")).await;
    assert_eq!(refused.status(), 503);
    assert_eq!(staged.kept.lock().unwrap().len(), 1, "the body that was cut off is still there");
    staged.go_on.notify_one();
    assert_eq!(small.reply().await.status(), 200);
}

/// Reads small bodies in two steps, and keeps large ones, whatever becomes of them.
#[derive(Clone, Default)]
struct Staged {
    begun: Arc<Notify>,
    go_on: Arc<Notify>,
    kept: Arc<Mutex<Vec<RequestBody>>>,
}

impl Staged {
    /// Whether a body was read to its end.
    async fn read(self, request: Request<RequestBody>) -> bool {
        let is_small = request.uri().path() == "/small";
        let mut body = request.into_body();
        if is_small {
            body.frame().await.unwrap().unwrap();
            self.begun.notify_one();
            self.go_on.notified().await;
        }
        let mut last = body.frame().await;
        while let Some(Ok(_)) = last {
            last = body.frame().await;
        }
        self.kept.lock().unwrap().extend((!is_small).then_some(body));
        last.is_none()
    }
}

impl Service<Request<RequestBody>> for Staged {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = ServeFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<RequestBody>) -> ServeFuture {
        let staged = self.clone();
        Box::pin(async move {
            let status = if staged.read(request).await { 200 } else { 400 };
            Ok(Response::builder().status(status).body(Full::default()).unwrap())
        })
    }
}
