//! What a call has in place of the configuration of its client, as the client would have it.

use std::time::Duration;

use http::Request;
use runtime::client::{
    Config, ConfigBuilder, Credentials, CredentialsError, CredentialsFuture, Customized, Handle, ProvideCredentials,
    RetryMode,
};
use runtime::endpoint::{Endpoint, EndpointParams, Resolved};
use runtime::{Operation, Timestamp};
use secretsmith_runtime as runtime;
use tokio::time::Instant;

use crate::scripted::Scripted;
use crate::steps::{self, BAD, SLOW_DOWN, Steps};
use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueInput, GetSecretValueOutput, SERVICE, rules};

type Call = Customized<GetSecretValue>;
type Customize = fn(Call) -> Call;

fn config() -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials(Credentials::new("AKID", "the-secret-key"))
}

fn call(handle: &Handle) -> Call {
    handle.customize::<GetSecretValue>(GetSecretValue::of("db"))
}

/// Where a call of a client goes, who signs it and for which Region, or why it does not go out.
async fn sent(config: ConfigBuilder, customize: Customize) -> Result<(String, String), String> {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config.transport(transport.clone()).build(), rules);
    let sent = customize(call(&handle)).send().await.map_err(|error| error.to_string());
    sent.inspect_err(|_| assert!(transport.requests.lock().unwrap().is_empty()))?;
    let request = transport.request();
    Ok((request.uri().to_string(), signer(&request)))
}

/// The key and the Region in a signature.
fn signer<B>(request: &Request<B>) -> String {
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let (_, credential) = authorization.split_once("Credential=").unwrap();
    let parts: Vec<_> = credential.split('/').collect();
    format!("{} in {}", parts[0], parts[2])
}

#[tokio::test]
async fn a_call_may_go_elsewhere() {
    let cases: [(Customize, &str, &str); 7] = [
        (|call| call, "https://secretsmanager.eu-west-1.amazonaws.com/", "eu-west-1"),
        (|call| call.region("us-east-2"), "https://secretsmanager.us-east-2.amazonaws.com/", "us-east-2"),
        (|call| call.use_fips(true), "https://secretsmanager-fips.eu-west-1.amazonaws.com/", "eu-west-1"),
        (|call| call.use_dual_stack(true), "https://secretsmanager.eu-west-1.api.aws/", "eu-west-1"),
        (|call| call.endpoint_url("http://localhost:4566"), "http://localhost:4566/", "eu-west-1"),
        (|call| call.endpoint_url("http://localhost:1/a").region("x"), "http://localhost:1/a/", "x"),
        (|call| call.region("x").use_fips(true), "https://secretsmanager-fips.x.amazonaws.com/", "x"),
    ];
    for (customize, uri, region) in cases {
        assert_eq!(sent(config(), customize).await, Ok((uri.to_owned(), format!("AKID in {region}"))));
    }
}

#[tokio::test]
async fn what_a_call_leaves_open_is_as_the_client_has_it() {
    let fips = config().use_fips(true).use_dual_stack(true);
    let uri = |sent: Result<(String, String), String>| sent.unwrap().0;
    assert_eq!(uri(sent(fips.clone(), |call| call.region("x")).await), "https://secretsmanager-fips.x.api.aws/");
    assert_eq!(uri(sent(fips, |call| call.use_fips(false)).await), "https://secretsmanager.eu-west-1.api.aws/");
    let local = config().endpoint_url("http://localhost:1");
    assert_eq!(sent(local, |call| call.region("x")).await, Ok(("http://localhost:1/".into(), "AKID in x".into())));
}

#[tokio::test]
async fn a_call_may_have_what_the_client_lacks() {
    let keys = || Config::builder().credentials(Credentials::new("AKID", "the-secret-key"));
    assert!(sent(keys(), |call| call).await.unwrap_err().contains("no Region is configured"));
    assert!(sent(keys(), |call| call.region("x")).await.is_ok());
    let nobody = || Config::builder().region("x");
    assert!(sent(nobody(), |call| call).await.unwrap_err().contains("no credentials are configured"));
    let (_, signer) = sent(nobody(), |call| call.credentials(Credentials::new("OWN", "s"))).await.unwrap();
    assert_eq!(signer, "OWN in x");
}

#[tokio::test]
async fn what_is_wrong_fails_the_call_before_it_is_sent() {
    let cases: [(Customize, &str); 7] = [
        (|call| call.region("evil.example/"), "the Region is not a name that can stand in a host name"),
        (|call| call.region(""), "the Region is not a name that can stand in a host name"),
        (
            |call| call.endpoint_url("http://user:hunter2@host"),
            "the endpoint is no URL of the form http(s)://host[:port][/path]",
        ),
        (|call| call.endpoint_url("http://h").use_fips(true), "a custom endpoint cannot be one of FIPS"),
        (|call| call.max_attempts(0), "the number of attempts has to be at least 1"),
        (|call| call.app_id("two words"), "the app id is no name of up to 50 letters, digits and !#$%&'*+-.^_`|~"),
        (|call| call.credentials_provider(Dry), "the well has run dry"),
    ];
    for (customize, problem) in cases {
        assert_eq!(sent(config(), customize).await, Err(format!("GetSecretValue: {problem}")));
    }
}

/// Has no credentials.
struct Dry;

impl ProvideCredentials for Dry {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(async { Err(CredentialsError::new("the well has run dry")) })
    }
}

#[tokio::test]
async fn other_calls_are_as_they_were() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), rules);
    let own = Credentials::new("OWN", "the-own-key");
    call(&handle).region("us-east-2").credentials(own.clone()).app_id("one").send().await.unwrap();
    call(&handle).send().await.unwrap();
    call(&handle).credentials_provider(own).send().await.unwrap();
    let requests = transport.requests.lock().unwrap();
    let signers: Vec<_> = requests.iter().map(signer).collect();
    assert_eq!(signers, ["OWN in us-east-2", "AKID in eu-west-1", "OWN in eu-west-1"]);
    let agent = |request: &Request<_>| request.headers()["user-agent"].to_str().unwrap().to_owned();
    assert!(agent(&requests[0]).ends_with(" app/one") && !agent(&requests[1]).contains("app/"));
}

#[tokio::test]
async fn a_call_may_be_signed_as_at_another_time() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), rules);
    call(&handle).signing_time(Timestamp::from_secs(1_771_675_200)).send().await.unwrap();
    assert_eq!(transport.request().headers()["x-amz-date"], "20260221T120000Z");
}

#[tokio::test(start_paused = true)]
async fn a_call_may_be_made_again_in_another_way() {
    let attempts = async |config: ConfigBuilder, customize: Customize| {
        let steps = Steps::new([BAD]);
        let handle = steps::handle(config, &steps);
        customize(call(&handle)).send().await.unwrap_err();
        steps.count()
    };
    let off = || steps::config().retry_mode(RetryMode::Off);
    assert_eq!(attempts(steps::config(), |call| call.retry_mode(RetryMode::Off)).await, 1);
    assert_eq!(attempts(steps::config(), |call| call.retry_mode(RetryMode::Off).max_attempts(5)).await, 1);
    assert_eq!(attempts(off(), |call| call).await, 1);
    assert_eq!(attempts(off(), |call| call.retry_mode(RetryMode::Standard)).await, 3);
    assert_eq!(attempts(off(), |call| call.retry_mode(RetryMode::Standard).max_attempts(2)).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_may_wait_its_turn_when_others_do_not() {
    let steps = Steps::new([SLOW_DOWN]);
    let handle = steps::handle(steps::config().max_attempts(1).call_timeout(None), &steps);
    let ten = async |mode| {
        let start = Instant::now();
        for _ in 0..10 {
            call(&handle).retry_mode(mode).send().await.unwrap_err();
        }
        start.elapsed()
    };
    assert_eq!(ten(RetryMode::Standard).await, Duration::ZERO);
    assert!(ten(RetryMode::Adaptive).await > Duration::from_secs(5));
    assert_eq!(ten(RetryMode::Standard).await, Duration::ZERO);
}

/// `GetSecretValue` as a model has it whose endpoint depends on the input.
struct Located;

impl Operation for Located {
    const NAME: &'static str = GetSecretValue::NAME;

    type Input = GetSecretValueInput;
    type Output = GetSecretValueOutput;
    type Error = GetSecretValueError;

    fn resolve(params: &EndpointParams, input: &GetSecretValueInput) -> Option<Resolved> {
        let region = params.region.as_deref().unwrap_or_default();
        Some(Ok(Endpoint::new(format!("https://{}.{region}.example.com", input.secret_id))))
    }
}

#[tokio::test]
async fn endpoints_that_depend_on_the_input_depend_on_what_the_call_sets_too() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), rules);
    handle.customize::<Located>(GetSecretValue::of("db")).region("us-east-2").send().await.unwrap();
    let request = transport.request();
    assert_eq!(
        (request.uri().to_string().as_str(), &*signer(&request)),
        ("https://db.us-east-2.example.com/", "AKID in us-east-2")
    );
}

#[tokio::test]
async fn a_service_in_the_same_process_has_no_use_for_places_and_keys() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::over(&SERVICE, transport.clone());
    call(&handle).region("x").endpoint_url("http://h").credentials(Credentials::new("A", "s")).send().await.unwrap();
    let request = transport.request();
    assert_eq!(request.uri(), "http://in-process/");
    assert!(!request.headers().contains_key("authorization"));
}

#[test]
fn no_secret_of_a_call_is_shown() {
    let handle = Handle::over(&SERVICE, Scripted::default());
    let call = call(&handle).credentials(Credentials::new("AKID", "the-secret-key").with_session_token("the-token"));
    let shown = format!("{:?}", call.endpoint_url("http://user:the-password@host").region("eu-west-1"));
    assert!(shown.contains("eu-west-1") && !shown.contains("the-"), "{shown}");
}
