//! Whom the default transport trusts.

use std::fs;

use runtime::client::RetryMode;
use secretsmith_runtime as runtime;

use crate::servers::{Server, call, certificate, config, failure, good, handle};

#[tokio::test]
async fn a_bundle_says_who_is_trusted() {
    let (tls, authority) = certificate(&["127.0.0.1"]);
    let server = Server::start_tls([good()], tls).await;
    let output = call(&handle(config(&server.https_url()).ca_bundle(&authority.path))).await.unwrap();
    assert_eq!(output.name.as_deref(), Some("db"));

    let (_, other) = certificate(&["127.0.0.1"]);
    let error =
        failure(config(&server.https_url()).retry_mode(RetryMode::Off).ca_bundle(&other.path)).await.to_string();
    let start = format!("GetSecretValue: cannot connect to {}: invalid peer certificate", server.https_url());
    assert!(error.starts_with(&start), "{error}");
}

#[tokio::test]
async fn a_bundle_that_cannot_be_used_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let problem = async |name: &str, content: Option<&str>| {
        let bundle = dir.path().join(name);
        content.iter().for_each(|content| fs::write(&bundle, content).unwrap());
        let error = failure(config("https://127.0.0.1:1").ca_bundle(&bundle)).await.to_string();
        let start =
            format!("GetSecretValue: https://127.0.0.1:1: no certificate authorities in {}: ", bundle.display());
        error.strip_prefix(&start).unwrap_or_else(|| panic!("{error}")).to_owned()
    };
    assert!(problem("none.pem", None).await.contains("No such file"));
    assert_eq!(problem("empty.pem", Some("nothing")).await, "it holds no certificate in PEM");
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(!problem("broken.pem", Some(broken)).await.is_empty());
}
