//! How connections are kept, used again and given up.

use std::sync::Arc;
use std::time::Duration;

use runtime::client::RetryMode;
use secretsmith_runtime as runtime;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;
use tokio::time::timeout;

use crate::servers::{Act, LONG, Server, call, config, good, handle};

#[tokio::test]
async fn a_connection_that_the_server_has_closed_meanwhile_fails_no_call() {
    let closing = Act::Close("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
    let mut server = Server::start([closing, good()]).await;
    let handle = handle(config(&server.url()).retry_mode(RetryMode::Off));
    call(&handle).await.unwrap();
    server.has_closed(1).await;
    news_of_the_network().await;
    call(&handle).await.unwrap();
    assert_eq!(server.connections(), 2);
}

/// Waits until the runtime has asked the kernel once more, so that it knows of all that has happened before.
async fn news_of_the_network() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_call_that_is_dropped_takes_its_connection_with_it_and_no_other() {
    let acts = [good(), Act::Hang(""), Act::Hang("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{"), good()];
    let mut server = Server::start(acts).await;
    let handle = handle(config(&server.url()).retry_mode(RetryMode::Off));
    call(&handle).await.unwrap();
    for dropped in 1..=2 {
        let mut server_side = server.seen.clone();
        tokio::select! {
            _ = call(&handle) => panic!("there is no answer"),
            _ = server_side.wait_for(|seen| seen.requests.len() > dropped) => {}
        }
        server.has_closed(dropped).await;
    }
    for _ in 0..3 {
        call(&handle).await.unwrap();
    }
    assert_eq!((server.connections(), server.seen.borrow().closed), (3, 2));
}

#[tokio::test]
async fn so_many_connections_are_kept_as_is_said() {
    const CALLS: usize = 4;
    let mut server = Server::start([Act::Together(Arc::new(Barrier::new(CALLS)))]).await;
    let handle = handle(config(&server.url()).max_idle_connections(2));
    for round in 1..=2 {
        let calls: Vec<_> = (0..CALLS)
            .map(|_| {
                let handle = handle.clone();
                tokio::spawn(async move { call(&handle).await.map(drop).map_err(|error| error.to_string()) })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap(), Ok(()));
        }
        server.has_closed(2 * round).await;
        assert_eq!(server.connections(), 2 + 2 * round);
    }
}

#[tokio::test]
async fn no_connection_is_kept_for_longer_than_is_said() {
    let mut server = Server::start([good()]).await;
    let handle = handle(config(&server.url()).idle_timeout(Duration::from_millis(1)));
    for round in 1..=2 {
        call(&handle).await.unwrap();
        server.has_closed(round).await;
        assert_eq!(server.connections(), round);
    }
}

/// Linux tells which timer of a socket runs: 2 is the one that waits with asking whether the other side is there.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_other_side_of_a_connection_is_asked_whether_it_is_there() {
    let server = Server::start([good()]).await;
    call(&handle(config(&server.url()))).await.unwrap();
    let client = server.seen.borrow().clients[0].port();
    let has_timer = || {
        let sockets = std::fs::read_to_string("/proc/self/net/tcp").unwrap();
        let local = format!(":{client:04X}");
        let mut own = sockets.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        own.any(|fields| fields[1].ends_with(&local) && fields[5].starts_with("02:"))
    };
    // Until the last packet is acknowledged, another timer runs.
    let asked = async {
        while !has_timer() {
            news_of_the_network().await;
        }
    };
    timeout(LONG, asked).await.expect("no such timer runs");
}
