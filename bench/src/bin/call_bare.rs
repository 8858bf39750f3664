//! Calls made by hyper's pooled client alone: what every client over it costs at least.

use std::process::ExitCode;

use http::header::CONTENT_TYPE;
use http::{HeaderName, Method, Request, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use secretsmith_bench::{answer, calls};

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

struct Caller {
    client: Client<HttpConnector, Full<Bytes>>,
    uri: Uri,
}

fn main() -> ExitCode {
    let connect = |url: &str| {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let uri = url.parse().expect("the benchmark gives a URL");
        Caller { client: Client::builder(TokioExecutor::new()).build(connector), uri }
    };
    calls::main(connect, async |Caller { client, uri }: &Caller| {
        let request = Request::builder().method(Method::POST).uri(uri.clone());
        let request =
            request.header(CONTENT_TYPE, answer::CONTENT_TYPE).header(TARGET, "secretsmanager.GetSecretValue");
        let request = request.body(Full::new(Bytes::from_static(br#"{"SecretId":"load/000000000"}"#)))?;
        let response = client.request(request).await?;
        let body = response.into_body().collect().await?.to_bytes();
        if body.len() == answer::BODY.len() { Ok(()) } else { Err("another answer".into()) }
    })
}
