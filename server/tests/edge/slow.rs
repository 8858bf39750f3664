//! Clients that are slow, or silent: they are let go, and others do not notice them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use secretsmith::SecretsManager;
use secretsmith::operation::get_random_password::{
    GetRandomPasswordError, GetRandomPasswordInput, GetRandomPasswordOutput,
};
use secretsmith::server::Context;
use secretsmith_server::{Limits, Options};
use tokio::sync::Notify;
use tokio::time::{interval, sleep};

use crate::raw::{EMPTY_LIST, Raw, headers, limits, list, request, serve, start};

/// A limit that tests wait for.
const SHORT: Duration = Duration::from_millis(200);

/// A limit that tests stay below, on a computer that has other things to do.
const LONG: Duration = Duration::from_secs(1);

/// All limits on slow clients, short.
fn short() -> Options {
    limits(|limits| {
        for limit in [&mut limits.head, &mut limits.body_silence, &mut limits.body, &mut limits.answer] {
            *limit = SHORT;
        }
        limits.idle = SHORT;
    })
}

/// Default limits, one of them short.
fn short_only(limit: fn(&mut Limits) -> &mut Duration) -> Options {
    limits(|limits| *limit(limits) = SHORT)
}

fn beginning_of_a_body() -> String {
    format!("POST / HTTP/1.1\r\n{}Content-Length: 1000\r\n\r\n{{", headers("ListSecrets"))
}

#[tokio::test]
async fn there_may_be_no_limits() {
    let address = start(limits(|limits| {
        for limit in [&mut limits.handshake, &mut limits.head, &mut limits.body_silence, &mut limits.body] {
            *limit = Duration::MAX;
        }
        for limit in [&mut limits.answer, &mut limits.idle, &mut limits.ping] {
            *limit = Duration::MAX;
        }
    }));
    let mut connection = Raw::open(address.await).await;
    for _ in 0..2 {
        connection.send(&list()[..list().len() - 1]).await;
        sleep(SHORT).await;
        assert_eq!(connection.exchange("}").await.body, EMPTY_LIST);
    }
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let mut connection = Raw::open(start(short_only(|limits| &mut limits.head)).await).await;
    connection.assert_closed().await;
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_not_waited_for() {
    let begun = Instant::now();
    let mut connection = Raw::open(start(short_only(|limits| &mut limits.head)).await).await;
    let mut bytes = list().into_bytes().into_iter();
    let mut pauses = interval(SHORT / 10);
    // Until the server has hung up.
    while let Some(byte) = bytes.next()
        && connection.is_taken([byte]).await
    {
        pauses.tick().await;
    }
    assert!(bytes.len() > 0, "the server has read everything");
    assert!(begun.elapsed() >= SHORT);
}

#[tokio::test]
async fn the_time_for_a_head_begins_with_its_first_byte() {
    let mut connection = Raw::open(start(short_only(|limits| &mut limits.head)).await).await;
    assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST);
    sleep(SHORT * 2).await;
    assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST, "resting is no head");
    connection.send("POST / HT").await;
    connection.assert_closed().await;
}

#[tokio::test]
async fn a_body_that_stops_is_answered_with_a_timeout() {
    let mut connection = Raw::open(start(short_only(|limits| &mut limits.body_silence)).await).await;
    let reply = connection.exchange(beginning_of_a_body()).await;
    assert_eq!((reply.status(), reply.header("connection")), (408, Some("close")));
    assert_eq!(reply.header("x-amzn-requestid").map(str::len), Some(36), "as in the log: {reply:?}");
    connection.assert_closed().await;
}

#[tokio::test]
async fn a_body_that_comes_byte_by_byte_is_not_waited_for() {
    let mut connection = Raw::open(start(short_only(|limits| &mut limits.body)).await).await;
    connection.send(beginning_of_a_body()).await;
    let mut pauses = interval(SHORT / 10);
    let reply = loop {
        tokio::select! {
            reply = connection.reply() => break reply,
            _ = pauses.tick() => {}
        }
        connection.is_taken(" ").await;
    };
    assert_eq!(reply.status(), 408);
}

#[tokio::test]
async fn a_body_that_comes_in_time_may_pause() {
    let mut connection = Raw::open(start(limits(|limits| limits.body_silence = LONG)).await).await;
    let head = format!("POST / HTTP/1.1\r\n{}Content-Length: 12\r\n\r\n", headers("ListSecrets"));
    connection.send(head).await;
    for byte in ["{", " ", " ", " ", " ", " ", " ", " ", " ", " ", " "] {
        sleep(LONG / 8).await;
        connection.send(byte).await;
    }
    assert_eq!(connection.exchange("}").await.body, EMPTY_LIST);
}

#[tokio::test]
async fn a_connection_that_rests_too_long_is_closed() {
    let mut connection = Raw::open(start(short_only(|limits| &mut limits.idle)).await).await;
    assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST);
    connection.assert_closed().await;
}

/// Answers when it is told to.
#[derive(Clone, Default)]
struct Late(Arc<Notify>);

impl SecretsManager for Late {
    async fn get_random_password(
        &self,
        _: GetRandomPasswordInput,
        _: &Context,
    ) -> Result<GetRandomPasswordOutput, GetRandomPasswordError> {
        self.0.notified().await;
        Ok(GetRandomPasswordOutput::default())
    }
}

#[tokio::test]
async fn a_service_may_take_its_time() {
    let late = Late::default();
    let mut connection = Raw::open(serve(short(), late.clone()).await).await;
    connection.send(request("GetRandomPassword", "{}")).await;
    sleep(SHORT * 3).await;
    late.0.notify_one();
    assert_eq!(connection.reply().await.body, "{}");
}

/// A request for a secret, and the bytes of all that are sent.
async fn with_a_large_secret(options: Options) -> Raw {
    let mut connection = Raw::open(start(options).await).await;
    let value = "x".repeat(65536);
    let token = "0123456789abcdef0123456789abcdef";
    let create = format!(r#"{{"Name":"db","SecretString":"{value}","ClientRequestToken":"{token}"}}"#);
    assert_eq!(connection.exchange(request("CreateSecret", &create)).await.status(), 200);
    connection
}

/// So many answers with a large secret that they do not fit into what the system keeps for a connection.
const MANY: usize = 240;

#[tokio::test]
async fn who_does_not_read_answers_is_let_go() {
    let mut connection = with_a_large_secret(short_only(|limits| &mut limits.answer)).await;
    connection.send(request("GetSecretValue", r#"{"SecretId":"db"}"#).repeat(MANY)).await;
    // Until the server has hung up. Reading would be what it waits for.
    let mut pauses = interval(SHORT / 10);
    while connection.is_taken(" ").await {
        pauses.tick().await;
    }
    let read = connection.rest().await;
    assert!(read.len() < MANY * 65536, "{} bytes were kept for a client that reads nothing", read.len());
}

#[tokio::test]
async fn who_reads_answers_gets_them_all() {
    let mut connection = with_a_large_secret(limits(|limits| limits.answer = LONG)).await;
    let read = request("GetSecretValue", r#"{"SecretId":"db"}"#);
    connection.send(read.repeat(MANY)).await;
    for _ in 0..MANY {
        assert_eq!(connection.reply().await.status(), 200);
    }
    sleep(LONG * 2).await;
    assert_eq!(connection.exchange(read).await.status(), 200, "what has been read is no burden any more");
}

#[tokio::test]
async fn hundreds_of_slow_clients_do_not_keep_others_from_being_served() {
    let address = start(short()).await;
    let mut slow = Vec::new();
    for number in 0..300 {
        let mut connection = Raw::open(address).await;
        match number % 3 {
            0 => {}
            1 => connection.send("POST / HTTP/1.1\r\nX-Amz-Target: secr").await,
            _ => connection.send(beginning_of_a_body()).await,
        }
        slow.push(connection);
    }
    for _ in 0..50 {
        assert_eq!(Raw::open(address).await.exchange(list()).await.body, EMPTY_LIST);
    }
    for mut connection in slow {
        let rest = String::from_utf8(connection.rest().await).unwrap();
        assert!(rest.is_empty() || rest.starts_with("HTTP/1.1 408 "), "{rest}");
    }
    assert_eq!(Raw::open(address).await.exchange(list()).await.body, EMPTY_LIST);
}
