//! Whom the default transport trusts.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use runtime::SdkError;
use runtime::client::{Config, Credentials, Handle, RetryMode};
use runtime::endpoint::Endpoint;
use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use secretsmith_runtime as runtime;

use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueOutput, SERVICE};

/// Serves one request over TLS, under a certificate of its own; gives the URL and the certificate in PEM.
fn serve() -> (String, String) {
    let generated = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(generated.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![generated.cert.der().clone()], key.into())
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream);
        let mut request = Vec::new();
        while !request.ends_with(br#""db"}"#) {
            let mut byte = [0];
            // Whoever does not trust the server hangs up.
            if stream.read_exact(&mut byte).is_err() {
                return;
            }
            request.push(byte[0]);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"Name\":\"db\"}").unwrap();
    });
    (url, generated.cert.pem())
}

async fn call(url: &str, bundle: &Path) -> Result<GetSecretValueOutput, SdkError<GetSecretValueError>> {
    let config = Config::builder()
        .region("eu-west-1")
        .credentials(Credentials::new("AKID", "the-secret-key"))
        .retry_mode(RetryMode::Off)
        .endpoint_url(url)
        .ca_bundle(bundle);
    let handle = Handle::new(&SERVICE, config.build(), |params| Ok(Endpoint::new(params.endpoint.clone().unwrap())));
    handle.call::<GetSecretValue>(GetSecretValue::of("db")).await
}

#[tokio::test]
async fn a_bundle_says_who_is_trusted() {
    let dir = tempfile::tempdir().unwrap();
    let bundle = dir.path().join("authorities.pem");
    let (url, certificate) = serve();
    fs::write(&bundle, &certificate).unwrap();
    assert_eq!(call(&url, &bundle).await.unwrap().name.as_deref(), Some("db"));

    let (url, _) = serve();
    let error = call(&url, &bundle).await.unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("GetSecretValue: cannot connect to {url}: invalid peer certificate")),
        "{error}"
    );
}

#[tokio::test]
async fn a_bundle_that_cannot_be_used_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let problem = async |name: &str, content: Option<&str>| {
        let bundle = dir.path().join(name);
        content.iter().for_each(|content| fs::write(&bundle, content).unwrap());
        let error = call("https://127.0.0.1:1", &bundle).await.unwrap_err().to_string();
        let start =
            format!("GetSecretValue: https://127.0.0.1:1: no certificate authorities in {}: ", bundle.display());
        error.strip_prefix(&start).unwrap_or_else(|| panic!("{error}")).to_owned()
    };
    assert!(problem("none.pem", None).await.contains("No such file"));
    assert_eq!(problem("empty.pem", Some("nothing")).await, "it holds no certificate in PEM");
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(!problem("broken.pem", Some(broken)).await.is_empty());
}
