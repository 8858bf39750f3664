//! The default transport through proxies.

use std::net::SocketAddr;
use std::time::Duration;

use runtime::SdkError;
use runtime::client::{Proxy, RetryMode, TransportErrorKind};
use secretsmith_runtime as runtime;
use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::environment::Fake;
use crate::servers::{Act, Server, answer, call, certificate, config, failure, good, handle, read_head};
use crate::support::SERVICE;

/// `me:hunter2`
const AUTHORIZATION: &str = "Basic bWU6aHVudGVyMg==";

/// A proxy that connects to this address, whatever it is asked for; gives its own, and what it is asked.
pub(crate) async fn tunnel_to(host: SocketAddr) -> (SocketAddr, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (asked, received) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            asked.send(read_head(&mut client).await.unwrap()).unwrap();
            client.write_all(b"HTTP/1.1 200 Connection established\r\nvia: here\r\n\r\n").await.unwrap();
            let mut server = TcpStream::connect(host).await.unwrap();
            tokio::spawn(async move { copy_bidirectional(&mut client, &mut server).await });
        }
    });
    (address, received)
}

/// With user and password.
fn at(address: SocketAddr) -> String {
    format!("http://me:hunter2@{address}")
}

#[tokio::test]
async fn a_host_behind_tls_is_reached_through_a_tunnel() {
    let (tls, authority) = certificate(&["secrets.test"]);
    let server = Server::start_tls([good()], tls).await;
    let (proxy, mut asked) = tunnel_to(server.address).await;
    let environment = Fake::new().var("HTTPS_PROXY", &at(proxy));
    let config = config("https://secrets.test").ca_bundle(&authority.path);
    let handle = handle(config.or_environment(&SERVICE, environment).unwrap());
    for _ in 0..2 {
        assert_eq!(call(&handle).await.unwrap().name.as_deref(), Some("db"));
    }
    let head = format!(
        "CONNECT secrets.test:443 HTTP/1.1\r\nhost: secrets.test:443\r\nproxy-authorization: {AUTHORIZATION}\r\n\r\n"
    );
    assert_eq!(asked.recv().await.unwrap(), head);
    assert!(asked.try_recv().is_err(), "one tunnel is for both calls");
    for request in server.requests() {
        assert!(request.starts_with("POST / HTTP/1.1\r\n") && !request.contains("proxy-authorization"), "{request}");
    }
}

#[tokio::test]
async fn a_proxy_without_user_is_told_none() {
    let (tls, authority) = certificate(&["secrets.test"]);
    let server = Server::start_tls([good()], tls).await;
    let (proxy, mut asked) = tunnel_to(server.address).await;
    let proxy = Proxy::new(&proxy.to_string()).unwrap();
    call(&handle(config("https://secrets.test:8443").ca_bundle(&authority.path).proxy(proxy))).await.unwrap();
    let head = "CONNECT secrets.test:8443 HTTP/1.1\r\nhost: secrets.test:8443\r\n\r\n";
    assert_eq!(asked.recv().await.unwrap(), head);
}

#[tokio::test]
async fn a_proxy_reads_what_is_not_behind_tls() {
    let proxy = Server::start([good(), answer("403 Forbidden", "", r#"{"__type":"AccessDenied"}"#)]).await;
    let config = config("http://secrets.test:8000/base").proxy(Proxy::new(&at(proxy.address)).unwrap());
    let handle = handle(config.retry_mode(RetryMode::Off));
    call(&handle).await.unwrap();
    let request = proxy.requests().remove(0);
    let lines: Vec<_> = request.lines().collect();
    assert_eq!(lines[0], "POST http://secrets.test:8000/base/ HTTP/1.1");
    let authorization = format!("proxy-authorization: {AUTHORIZATION}");
    assert!(lines.contains(&"host: secrets.test:8000") && lines.contains(&authorization.as_str()), "{request}");

    let error = call(&handle).await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDenied"), "nobody but the service can have said so");
    assert_eq!(proxy.connections(), 1);
}

#[tokio::test]
async fn a_proxy_may_be_behind_tls_itself() {
    let (tls, authority) = certificate(&["127.0.0.1"]);
    let proxy = Server::start_tls([good()], tls).await;
    let config = config("http://secrets.test").ca_bundle(&authority.path);
    call(&handle(config.proxy(Proxy::new(&proxy.https_url()).unwrap()))).await.unwrap();
    assert!(proxy.requests()[0].starts_with("POST http://secrets.test/ HTTP/1.1\r\n"));
}

#[tokio::test]
async fn this_computer_is_reached_without_the_proxy() {
    let (server, proxy) = (Server::start([good()]).await, Server::start([Act::Reset("")]).await);
    call(&handle(config(&server.url()).proxy(Proxy::new(&proxy.url()).unwrap()))).await.unwrap();
    assert_eq!((server.connections(), proxy.connections()), (1, 0));
}

#[tokio::test]
async fn a_proxy_that_refuses() {
    let cases = [
        ("407 Proxy Authentication Required", TransportErrorKind::Other, 1),
        ("403 Forbidden", TransportErrorKind::Other, 1),
        ("503 Service Unavailable", TransportErrorKind::Connect, 2),
    ];
    for (status, kind, attempts) in cases {
        let proxy = Server::start([answer(status, "", "hunter2")]).await;
        let tunnel = config("https://secrets.test").proxy(Proxy::new(&at(proxy.address)).unwrap()).max_attempts(2);
        let error = failure(tunnel).await;
        let SdkError::DispatchFailure(failure) = &error else { panic!("{error}") };
        assert_eq!((failure.transport_error().kind(), error.attempts()), (kind, attempts));
        let text = format!("the proxy http://{} refused with status {status}", proxy.address);
        let shown = format!("{error} {error:?}");
        assert!(error.to_string().contains(&text), "{error}");
        assert!(!shown.contains("hunter2") && !shown.contains(AUTHORIZATION), "{shown}");
        assert_eq!(proxy.requests().len(), attempts as usize);
    }
}

#[tokio::test]
async fn a_proxy_that_lets_nobody_through_without_tls_either() {
    let proxy = Server::start([answer("407 Proxy Authentication Required", "", "<html>")]).await;
    let error = failure(config("http://secrets.test").proxy(Proxy::new(&at(proxy.address)).unwrap())).await;
    let text = "refused with status 407 Proxy Authentication Required";
    assert_eq!(error.to_string(), format!("GetSecretValue: http://secrets.test: the proxy {} {text}", proxy.url()));
    assert!(!error.is_retryable() && !format!("{error:?}").contains(AUTHORIZATION));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_misbehaves() {
    let problem = async |proxy: &str| {
        let proxy = Proxy::new(proxy).unwrap();
        let error = failure(config("https://secrets.test").proxy(proxy).retry_mode(RetryMode::Off)).await;
        assert!(error.is_retryable(), "{error}");
        error.to_string().replace("GetSecretValue: ", "").replace("cannot connect to https://secrets.test: ", "")
    };
    let nobody = format!("http://{}", TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap());
    assert_eq!(problem(&nobody).await, format!("no connection to the proxy {nobody}: connection refused"));

    let acts = [
        (Act::Close(""), "unexpected end of file"),
        (Act::Close("HTTP/1.1 200 OK\r\nvia:"), "unexpected end of file"),
        (Act::Close("SSH-2.0-OpenSSH\r\n"), "its answer is not HTTP"),
    ];
    for (act, text) in acts {
        let proxy = Server::start([act]).await;
        assert_eq!(problem(&proxy.url()).await, format!("the proxy {} did not connect: {text}", proxy.url()));
    }
    // A header without end.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        read_head(&mut client).await.unwrap();
        client.write_all(b"HTTP/1.1 200 OK\r\nvia: ").await.unwrap();
        while client.write_all(&[b'x'; 1024]).await.is_ok() {}
    });
    assert_eq!(problem(&url).await, format!("the proxy {url} did not connect: its answer is not HTTP"));
}

#[tokio::test]
async fn a_proxy_is_not_waited_for_longer_than_for_a_connection() {
    let proxy = Server::start([Act::Hang("HTTP/1.1 ")]).await;
    let config = config("https://secrets.test").connect_timeout(Duration::from_millis(50));
    let error = failure(config.proxy(Proxy::new(&proxy.url()).unwrap()).retry_mode(RetryMode::Off)).await;
    let text = "GetSecretValue: https://secrets.test: no connection within 50 ms (connect timeout)";
    assert_eq!(error.to_string(), text);
}
