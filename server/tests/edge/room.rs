//! How much clients may take at once.

use std::io;
use std::sync::{Arc, Mutex};

use secretsmith_server::Limits;
use tracing_subscriber::fmt::MakeWriter;

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

#[test]
fn the_defaults_leave_files_for_others() {
    assert!(Limits::default().connections < 1000);
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
