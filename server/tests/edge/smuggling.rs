//! Requests of which two servers may read different ends: whatever comes after them is never a request.

use crate::raw::{EMPTY_LIST, Raw, headers, list};

/// Sends a request with these lines about its length and this body; another request follows at once.
async fn send(length: &str, body: &str) -> Raw {
    let mut connection = Raw::alone().await;
    let head = format!("POST / HTTP/1.1\r\n{}{length}\r\n\r\n", headers("ListSecrets"));
    connection.send([&head, body, &list()].concat()).await;
    connection
}

#[tokio::test]
async fn a_request_with_a_doubtful_length_is_refused_with_what_follows() {
    for length in [
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 2, 3",
        "Content-Length: 2, 2",
        "Content-Length: +2",
        "Content-Length: -2",
        "Content-Length: 0x2",
        "Content-Length: 2 2",
        "Content-Length: ",
        "Content-Length: 99999999999999999999",
        "Content-Length : 2",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:\r\n chunked",
        "X:\x00x\r\nContent-Length: 2",
        "X: x\rContent-Length: 2",
    ] {
        let mut connection = send(length, "{}").await;
        let reply = connection.reply().await;
        assert_eq!((reply.status(), reply.header("connection")), (400, Some("close")), "{length:?}");
        connection.assert_closed().await;
    }
}

#[tokio::test]
async fn chunks_go_before_a_length_and_nothing_after_them_is_read() {
    for length in [
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 2",
        "Content-Length: 12\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: x",
    ] {
        let mut connection = send(length, "2\r\n{}\r\n0\r\n\r\n").await;
        let reply = connection.reply().await;
        assert_eq!((reply.body.as_str(), reply.header("connection")), (EMPTY_LIST, Some("close")), "{length:?}");
        connection.assert_closed().await;
    }
}

#[tokio::test]
async fn http_1_0_has_no_chunks() {
    let mut connection = Raw::alone().await;
    let head = format!("POST / HTTP/1.0\r\n{}Transfer-Encoding: chunked\r\n\r\n", headers("ListSecrets"));
    assert_eq!(connection.exchange(head + "2\r\n{}\r\n0\r\n\r\n").await.status(), 400);
    connection.assert_closed().await;
}

#[tokio::test]
async fn the_same_length_twice_is_one() {
    let mut connection = send("Content-Length: 2\r\nContent-Length: 2", "{}").await;
    assert_eq!(connection.reply().await.body, EMPTY_LIST);
    assert_eq!(connection.reply().await.body, EMPTY_LIST, "the request that follows");
}
