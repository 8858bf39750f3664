//! A server in the process of the test, and calls of it.

#![allow(dead_code, unused_imports, reason = "each program of tests uses some of it")]

mod log;
mod slow;

use std::net::SocketAddr;

use bytes::Bytes;
use http::{Request, Response, Version};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use secretsmith::SecretsManager;
use secretsmith::server::Server;
use secretsmith_server::{Observers, Options, serve_with};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) use log::Log;
pub(crate) use slow::Slow;

/// What every request says of who sent it.
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/secretsmanager/aws4_request, \
                             SignedHeaders=host, Signature=5167a7e5";

/// A server in a task of its own.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) stop: oneshot::Sender<()>,
    pub(crate) task: JoinHandle<()>,
}

impl Running {
    pub(crate) async fn start(service: impl SecretsManager) -> Self {
        Self::observed(service, Observers::new()).await
    }

    /// Serves what is observed.
    pub(crate) async fn observed(service: impl SecretsManager, observers: Observers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let service = Server::new(service).into_service().with_records(observers.records());
        let options = Options::new().observers(observers);
        let task = tokio::spawn(serve_with(options, listener, service, async move { stopped.await.unwrap() }));
        Self { address, stop, task }
    }

    pub(crate) fn call(&self, version: Version, operation: &str, input: &Value) -> JoinHandle<Response<Value>> {
        let client = Client::builder(TokioExecutor::new()).http2_only(version == Version::HTTP_2).build_http();
        let request = Request::post(format!("http://{}/", self.address))
            .version(version)
            .header("x-amz-target", format!("secretsmanager.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header("user-agent", "test/1")
            .header("authorization", SIGNATURE)
            .body(Full::new(Bytes::from(input.to_string())))
            .unwrap();
        tokio::spawn(async move {
            let response = client.request(request).await.unwrap();
            let (head, body) = response.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            Response::from_parts(head, serde_json::from_slice(&body).unwrap())
        })
    }
}
