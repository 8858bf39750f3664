//! HTTP/1: methods, versions, bodies and heads of all kinds.

use http::Method;
use tokio::io::AsyncWriteExt;

use crate::raw::{EMPTY_LIST, Raw, UNKNOWN, headers, list, request};

#[tokio::test]
async fn only_post_names_an_operation() {
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
        let mut connection = Raw::alone().await;
        let reply = connection.exchange(list().replacen("POST", method.as_str(), 1)).await;
        assert_eq!((reply.status(), reply.body.as_str()), (400, UNKNOWN), "{method}");
        assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST, "the connection stays after {method}");
    }
}

#[tokio::test]
async fn an_answer_to_head_has_no_body() {
    let mut connection = Raw::alone().await;
    connection.send(format!("HEAD / HTTP/1.1\r\n{}\r\n", headers("ListSecrets"))).await;
    let reply = connection.reply_to("HEAD").await;
    assert_eq!((reply.status(), reply.header("content-length")), (400, Some("38")));
    assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST);
}

#[tokio::test]
async fn a_client_of_http_1_0_is_answered_and_let_go() {
    let mut connection = Raw::alone().await;
    let reply = connection.exchange(list().replacen("1.1", "1.0", 1)).await;
    assert_eq!((reply.line.as_str(), reply.body.as_str()), ("HTTP/1.0 200 OK", EMPTY_LIST));
    connection.assert_closed().await;
}

#[tokio::test]
async fn a_client_of_http_1_0_may_stay_if_it_says_so() {
    let mut connection = Raw::alone().await;
    let staying = list().replacen("1.1", "1.0", 1).replacen("Host:", "Connection: keep-alive\r\nHost:", 1);
    for _ in 0..2 {
        let reply = connection.exchange(&staying).await;
        assert_eq!((reply.header("connection"), reply.body.as_str()), (Some("keep-alive"), EMPTY_LIST));
    }
}

#[tokio::test]
async fn requests_may_follow_each_other_without_waiting() {
    let mut connection = Raw::alone().await;
    let create = r#"{"Name":"db","SecretString":"one","ClientRequestToken":"0123456789abcdef0123456789abcdef"}"#;
    let requests = [request("CreateSecret", create), request("Nonsense", "{}"), request("GetSecretValue", "{"), list()];
    connection.send(requests.concat()).await;
    let mut bodies = Vec::new();
    for _ in &requests {
        bodies.push(connection.reply().await.body);
    }
    let [created, unknown, unreadable, listed] = bodies.try_into().unwrap();
    assert!(created.contains(r#""Name":"db""#), "{created}");
    assert_eq!((unknown.as_str(), unreadable.as_str()), (UNKNOWN, r#"{"__type":"SerializationException"}"#));
    assert!(listed.contains(r#""Name":"db""#), "{listed}");
}

#[tokio::test]
async fn a_client_that_expects_to_be_told_so_is_told_to_continue() {
    for expectation in ["100-continue", "100-Continue"] {
        let mut connection = Raw::alone().await;
        let expecting = list().replacen("Host:", &format!("Expect: {expectation}\r\nHost:"), 1);
        let (head, body) = expecting.split_at(expecting.len() - 2);
        assert_eq!(connection.exchange(head).await.line, "HTTP/1.1 100 Continue");
        assert_eq!(connection.exchange(body).await.body, EMPTY_LIST);
    }
}

#[tokio::test]
async fn who_asks_whether_to_send_too_much_is_told_not_to() {
    let mut connection = Raw::alone().await;
    let head = headers("ListSecrets");
    let expecting = format!("POST / HTTP/1.1\r\nExpect: 100-continue\r\n{head}Content-Length: 3000000\r\n\r\n");
    let reply = connection.exchange(expecting).await;
    assert_eq!((reply.status(), reply.header("connection")), (413, Some("close")));
    connection.assert_closed().await;
}

#[tokio::test]
async fn chunks_may_have_extensions_and_trailers_and_come_in_pieces() {
    let mut connection = Raw::alone().await;
    let head = format!("POST / HTTP/1.1\r\n{}Transfer-Encoding: Chunked\r\n\r\n", headers("ListSecrets"));
    for piece in [&head, "1;a=b\r\n{", "\r", "\n0", "1\r\n}\r\n0\r\n", "X-Trailer: x\r\n\r"] {
        connection.send(piece).await;
    }
    assert_eq!(connection.exchange("\n").await.body, EMPTY_LIST);
    assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST);
}

#[tokio::test]
async fn chunks_that_are_none_cannot_be_read() {
    for chunks in ["x\r\n{}\r\n0\r\n\r\n", "2\r\n{}x\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "11111111111111111\r\n{}"]
    {
        let mut connection = Raw::alone().await;
        let head = format!("POST / HTTP/1.1\r\n{}Transfer-Encoding: chunked\r\n\r\n", headers("ListSecrets"));
        let reply = connection.exchange(head + chunks).await;
        assert_eq!((reply.status(), reply.header("connection")), (400, Some("close")), "{chunks}");
        connection.assert_closed().await;
    }
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_no_request() {
    let mut connection = Raw::alone().await;
    let whole = request("CreateSecret", r#"{"Name":"db","ClientRequestToken":"0123456789abcdef0123456789abcdef"}"#);
    connection.send(&whole[..whole.len() - 1]).await;
    connection.0.shutdown().await.unwrap();
    let rest = connection.rest().await;
    assert!(!String::from_utf8(rest).unwrap().contains(" 200 "), "half a request is not served");
}

#[tokio::test]
async fn too_large_a_body_is_refused_also_while_it_is_being_sent() {
    let body = format!(r#"{{"a":"{}"}}"#, "x".repeat(3 << 20));
    let chunked = format!(
        "POST / HTTP/1.1\r\n{}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        headers("ListSecrets"),
        body.len()
    );
    for request in [request("ListSecrets", &body), chunked] {
        let mut connection = Raw::alone().await;
        connection.is_taken(request).await;
        let reply = connection.reply().await;
        assert_eq!((reply.status(), reply.body.as_str()), (413, r#"{"__type":"RequestEntityTooLargeException"}"#));
    }
}

#[tokio::test]
async fn a_body_without_end_is_not_read_for_ever() {
    let mut connection = Raw::alone().await;
    let head = format!("POST / HTTP/1.1\r\n{}Content-Length: 9000000000\r\n\r\n", headers("ListSecrets"));
    connection.send(head).await;
    let piece = vec![b' '; 1 << 20];
    // As long as the server takes it.
    while connection.is_taken(&piece).await {}
}

#[tokio::test]
async fn a_head_has_at_most_a_hundred_headers() {
    let given = headers("ListSecrets").lines().count() + 1;
    let with = |more: usize| {
        let more: String = (0..more).map(|number| format!("X-{number}: x\r\n")).collect();
        list().replacen("Host:", &format!("{more}Host:"), 1)
    };
    let mut connection = Raw::alone().await;
    assert_eq!(connection.exchange(with(100 - given)).await.body, EMPTY_LIST);
    let reply = connection.exchange(with(101 - given)).await;
    assert_eq!((reply.status(), reply.header("connection")), (431, Some("close")));
    connection.assert_closed().await;
}

#[tokio::test]
async fn a_head_has_at_most_so_many_bytes() {
    let with = |bytes: usize| list().replacen("Host:", &format!("X-Long: {}\r\nHost:", "x".repeat(bytes)), 1);
    let mut connection = Raw::alone().await;
    assert_eq!(connection.exchange(with(60 * 1024)).await.body, EMPTY_LIST);
    connection.is_taken(with(64 * 1024)).await;
    assert_eq!(connection.reply().await.status(), 431);
}

#[tokio::test]
async fn a_request_names_its_host_and_one() {
    for hosts in ["", "Host: localhost\r\nHost: localhost\r\n", "Host: a\r\nHost: b\r\n"] {
        let mut connection = Raw::alone().await;
        let reply = connection.exchange(list().replacen("Host: localhost\r\n", hosts, 1)).await;
        assert_eq!((reply.status(), reply.header("connection")), (400, Some("close")), "{hosts:?}");
    }
    let mut connection = Raw::alone().await;
    let old = list().replacen("Host: localhost\r\n", "", 1).replacen("HTTP/1.1", "HTTP/1.0", 1);
    assert_eq!(connection.exchange(old).await.body, EMPTY_LIST);
}

#[tokio::test]
async fn a_request_line_has_an_end() {
    let mut connection = Raw::alone().await;
    connection.is_taken(list().replacen('/', &format!("/{}", "x".repeat(70_000)), 1)).await;
    let reply = connection.reply().await;
    assert!([414, 431].contains(&reply.status()), "{reply:?}");
}

#[tokio::test]
async fn the_target_of_a_request_may_be_whole_or_a_path() {
    let mut connection = Raw::alone().await;
    for target in ["/", "/?a=b", "/x/y", "http://localhost/", "*"] {
        let reply = connection.exchange(list().replacen('/', target, 1)).await;
        assert_eq!(reply.body, EMPTY_LIST, "{target}");
    }
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    for bytes in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], b"hello\r\n\r\n", b"GET / HTTP/3.0\r\n\r\n"] {
        let mut connection = Raw::alone().await;
        let reply = connection.exchange(bytes).await;
        assert_eq!((reply.status(), reply.header("connection")), (400, Some("close")), "{bytes:?}");
        connection.assert_closed().await;
    }
}

#[tokio::test]
async fn who_offers_to_change_to_http_2_is_answered_in_http_1_1() {
    let mut connection = Raw::alone().await;
    let offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nHost:";
    let reply = connection.exchange(list().replacen("Host:", offer, 1)).await;
    assert_eq!((reply.line.as_str(), reply.body.as_str()), ("HTTP/1.1 200 OK", EMPTY_LIST));
    assert_eq!(connection.exchange(list()).await.body, EMPTY_LIST);
}
