//! HTTP/2, with servers that choose it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Response, Version};
use http_body_util::Full;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use rustls::ServerConfig;
use secretsmith_runtime::client::Proxy;
use tokio::net::TcpListener;
use tokio::sync::Barrier;
use tokio_rustls::TlsAcceptor;

use crate::proxied::tunnel_to;
use crate::servers::{Server, call, certificate, config, good, handle};

/// For each connection, with what version its requests came.
type Versions = Arc<Mutex<Vec<Vec<Version>>>>;

/// A server that would rather speak HTTP/2, and that answers when so many requests have come.
async fn start(mut tls: ServerConfig, at_once: usize) -> (SocketAddr, Versions) {
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(tls));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (versions, barrier) = (Versions::default(), Arc::new(Barrier::new(at_once)));
    let seen = Arc::clone(&versions);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let stream = acceptor.accept(stream).await.unwrap();
            let connection = seen.lock().unwrap().len();
            seen.lock().unwrap().push(Vec::new());
            let (seen, barrier) = (Arc::clone(&seen), Arc::clone(&barrier));
            let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                seen.lock().unwrap()[connection].push(request.version());
                let barrier = Arc::clone(&barrier);
                async move {
                    barrier.wait().await;
                    Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(br#"{"Name":"db"}"#))))
                }
            });
            tokio::spawn(async move {
                auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await
            });
        }
    });
    (address, versions)
}

#[tokio::test]
async fn calls_at_once_share_a_connection() {
    const CALLS: usize = 3;
    let (tls, authority) = certificate(&["127.0.0.1"]);
    let (address, versions) = start(tls, CALLS).await;
    let handle = handle(config(&format!("https://{address}")).ca_bundle(&authority.path));
    for _ in 0..2 {
        let calls: Vec<_> = (0..CALLS)
            .map(|_| {
                let handle = handle.clone();
                tokio::spawn(async move { call(&handle).await.map_err(|error| error.to_string()) })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().name.as_deref(), Some("db"));
        }
    }
    let versions = versions.lock().unwrap();
    let used: Vec<_> = versions.iter().filter(|requests| !requests.is_empty()).collect();
    assert_eq!(used, [&vec![Version::HTTP_2; 2 * CALLS]]);
}

#[tokio::test]
async fn it_goes_through_a_proxy() {
    let (tls, authority) = certificate(&["secrets.test"]);
    let (address, versions) = start(tls, 1).await;
    let (proxy, _asked) = tunnel_to(address).await;
    let config = config("https://secrets.test").ca_bundle(&authority.path);
    call(&handle(config.proxy(Proxy::new(&proxy.to_string()).unwrap()))).await.unwrap();
    assert_eq!(*versions.lock().unwrap(), [[Version::HTTP_2]]);
}

#[tokio::test]
async fn a_server_that_does_not_know_it_is_spoken_to_as_before() {
    let (tls, authority) = certificate(&["127.0.0.1"]);
    let server = Server::start_tls([good()], tls).await;
    call(&handle(config(&server.https_url()).ca_bundle(&authority.path))).await.unwrap();
    assert!(server.requests()[0].starts_with("POST / HTTP/1.1\r\n"));
}
