//! Endpoints that somebody else finds than the rules of the service.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use runtime::client::{Config, ConfigBuilder, Credentials, EndpointFuture, Handle, ResolveEndpoint};
use runtime::endpoint::{AuthScheme, Endpoint, EndpointError, EndpointParams, Resolved};
use secretsmith_runtime as runtime;
use tokio::task::yield_now;

use crate::scripted::Scripted;
use crate::support::{GetSecretValue, SERVICE};

/// The rules, which must not be asked.
fn rules(_: &EndpointParams) -> Resolved {
    panic!("the rules are asked");
}

fn config() -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials(Credentials::new("AKID", "the-secret-key"))
}

fn client(config: ConfigBuilder, transport: &Scripted) -> Handle {
    Handle::new(&SERVICE, config.transport(transport.clone()).build(), rules)
}

/// Has another endpoint each time, after a while.
#[derive(Clone, Default)]
struct Rota(Arc<AtomicUsize>);

impl ResolveEndpoint for Rota {
    fn resolve<'a>(&'a self, params: &'a EndpointParams) -> EndpointFuture<'a> {
        Box::pin(async move {
            yield_now().await;
            let number = self.0.fetch_add(1, Ordering::Relaxed);
            let region = params.region.as_deref().unwrap_or("nowhere");
            let scheme = AuthScheme::new("sigv4").signing_name("vault").signing_region("mars-north-1");
            let endpoint = Endpoint::new(format!("https://{region}-{number}.example.com/at"));
            Ok(endpoint.header("x-place", "here").auth_scheme(scheme))
        })
    }
}

#[tokio::test]
async fn a_resolver_is_asked_for_each_call() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = client(config().endpoint_resolver(Rota::default()), &transport);
    for _ in 0..2 {
        handle.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
    }
    handle.customize::<GetSecretValue>(GetSecretValue::of("db")).region("us-east-2").send().await.unwrap();
    let requests = transport.requests.lock().unwrap();
    let uris: Vec<_> = requests.iter().map(|request| request.uri().to_string()).collect();
    let expected = ["eu-west-1-0", "eu-west-1-1", "us-east-2-2"].map(|host| format!("https://{host}.example.com/at/"));
    assert_eq!(uris, expected);
    let headers = requests[0].headers();
    assert_eq!(
        (&headers["host"], &headers["x-place"]),
        (&"eu-west-1-0.example.com".parse().unwrap(), &"here".parse().unwrap())
    );
    assert!(headers["authorization"].to_str().unwrap().contains("/mars-north-1/vault/aws4_request"));
}

#[tokio::test]
async fn a_function_is_a_resolver() {
    let transport = Scripted::answering(200, &[], "{}");
    let beside = |params: &EndpointParams| match params.use_fips {
        true => Err(EndpointError::new("there is none of FIPS beside us")),
        false => Ok(Endpoint::new("http://localhost:8080")),
    };
    let handle = client(config().endpoint_resolver(beside), &transport);
    handle.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
    assert_eq!(transport.request().uri(), "http://localhost:8080/");
    let call = handle.customize::<GetSecretValue>(GetSecretValue::of("db")).use_fips(true);
    assert_eq!(call.send().await.unwrap_err().to_string(), "GetSecretValue: there is none of FIPS beside us");
}

#[tokio::test]
async fn what_a_resolver_finds_has_to_be_an_endpoint() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = client(config().endpoint_resolver(|_: &EndpointParams| Ok(Endpoint::new("localhost"))), &transport);
    let error = handle.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap_err().to_string();
    assert_eq!(error, "GetSecretValue: the endpoint is no URL of the form http(s)://host[:port][/path]");
    assert!(transport.requests.lock().unwrap().is_empty());
}

#[test]
fn a_client_says_that_its_endpoint_is_found_for_each_call() {
    let shown = format!("{:?}", client(config().endpoint_resolver(Rota::default()), &Scripted::default()));
    assert!(shown.contains("found for each call"), "{shown}");
}
