//! All places one after another, and the client that looks there.

use http::HeaderMap;
use secretsmith_runtime::client::credentials::Chain;
use secretsmith_runtime::client::{Config, Handle};
use secretsmith_runtime::endpoint::{Endpoint, EndpointError, EndpointParams};
use secretsmith_runtime::{Operation, OperationFacts, ServiceInfo, Signing};

use super::container::KEYS;
use super::sts::assumed;
use super::{Script, context, failure, provide};
use crate::environment::Fake;
use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueInput, GetSecretValueOutput, SERVICE};

/// Where each place answers with other keys.
fn everywhere() -> Fake {
    Fake::new()
        .var("AWS_REGION", "eu-west-1")
        .var("AWS_ACCESS_KEY_ID", "ENVIRONMENT")
        .var("AWS_SECRET_ACCESS_KEY", "the-source-key")
        .credentials("[default]\naws_access_key_id = PROFILE\naws_secret_access_key = the-source-key\n")
        .var("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")
        .file("/token", "the-bearer-token")
        .var("AWS_ROLE_ARN", "arn:r")
        .var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x")
}

#[tokio::test]
async fn the_first_place_that_has_credentials_counts() {
    let key = async |environment: &Fake, script: Script| {
        provide(Chain::new(&context(environment.clone(), &script))).await.unwrap().access_key_id
    };
    let mut environment = everywhere();
    assert_eq!(key(&environment, Script::default()).await, "ENVIRONMENT");
    environment = environment.var("AWS_ACCESS_KEY_ID", "").var("AWS_SECRET_ACCESS_KEY", "");
    assert_eq!(key(&environment, Script::default()).await, "PROFILE");
    environment = environment.credentials("");
    assert_eq!(key(&environment, Script::default().then(200, assumed("WEB"))).await, "WEB");
    environment = environment.var("AWS_WEB_IDENTITY_TOKEN_FILE", "");
    assert_eq!(key(&environment, Script::default().then(200, KEYS.replace("ROLE", "ECS"))).await, "ECS");
    environment = environment.var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "");
    let instance = Script::default().then(200, "the-bearer-token").then(200, "r");
    assert_eq!(key(&environment, instance.then(200, KEYS.replace("ROLE", "EC2"))).await, "EC2");
}

#[tokio::test]
async fn a_profile_in_code_goes_before_the_environment() {
    let context = context(everywhere(), &Script::default()).with_profile("default".to_owned());
    assert_eq!(provide(Chain::new(&context)).await.unwrap().access_key_id, "PROFILE");
}

#[tokio::test]
async fn where_nothing_is_found_each_place_says_why() {
    let error = provide(Chain::new(&context(Fake::new(), &Script::default()))).await.unwrap_err();
    assert!(error.is_not_configured());
    assert_eq!(
        error.to_string(),
        "no credentials: environment: AWS_ACCESS_KEY_ID is not set; profile: the profile `default` has no credentials; \
         web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set; container: neither \
         AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set; instance: \
         http://169.254.169.254: cannot connect: the cable was cut"
    );
}

#[tokio::test]
async fn a_place_that_is_meant_and_fails_ends_the_search() {
    let environment = Fake::new().config("[default]\nrole_arn = arn:r\ncredential_source = Environment\n");
    let script = Script::default();
    assert_eq!(
        failure(Chain::new(&context(environment, &script))).await,
        "no credentials: environment: AWS_ACCESS_KEY_ID is not set; profile: profile `default`: arn:r: \
         AWS_ACCESS_KEY_ID is not set"
    );
    assert!(script.lines().is_empty(), "nobody else is asked");
}

fn resolve(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://secretsmanager.eu-west-1.amazonaws.com"))
}

/// A client of an environment, over a script.
fn client(environment: Fake, script: &Script) -> Handle {
    let config = Config::builder().transport(script.clone()).or_environment(&SERVICE, environment).unwrap();
    Handle::new(&SERVICE, config.build(), resolve)
}

#[tokio::test]
async fn a_client_finds_its_credentials_over_its_own_transport_once() {
    let environment = Fake::new().var("AWS_REGION", "eu-west-1").var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x");
    let lasting = KEYS.replace("2026", "2999");
    let script = Script::default().then(200, lasting).then(200, "{}").then(200, "{}");
    let client = client(environment, &script);
    for _ in 0..2 {
        client.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
    }
    let call = "POST https://secretsmanager.eu-west-1.amazonaws.com/";
    assert_eq!(script.lines(), ["GET http://169.254.170.2/x", call, call]);
    let signer = |headers: &HeaderMap| headers["authorization"].to_str().unwrap().contains("Credential=ROLE/");
    assert!(script.requests.lock().unwrap()[1..].iter().all(|request| signer(request.headers())));
}

/// `GetSecretValue`, which may be called without credentials.
struct Open;

impl Operation for Open {
    const NAME: &'static str = GetSecretValue::NAME;

    type Input = GetSecretValueInput;
    type Output = GetSecretValueOutput;
    type Error = GetSecretValueError;

    const FACTS: OperationFacts = OperationFacts { signing: Signing::Optional, ..OperationFacts::USUAL };
}

#[tokio::test]
async fn calls_that_do_without_credentials_look_for_them_once() {
    static OPEN: ServiceInfo = ServiceInfo { signing: Signing::Optional, ..SERVICE };
    let script = Script::default().then(404, "").then(200, "{}").then(200, "{}");
    let environment = Fake::new().var("AWS_REGION", "eu-west-1");
    let config = Config::builder().transport(script.clone()).or_environment(&OPEN, environment).unwrap();
    let client = Handle::new(&OPEN, config.build(), resolve);
    for _ in 0..2 {
        client.call::<Open>(GetSecretValue::of("db")).await.unwrap();
    }
    let call = "POST https://secretsmanager.eu-west-1.amazonaws.com/";
    assert_eq!(script.lines(), ["PUT http://169.254.169.254/latest/api/token", call, call]);
}

#[tokio::test]
async fn a_call_without_credentials_says_where_they_were_looked_for() {
    let client = client(Fake::new().var("AWS_REGION", "eu-west-1"), &Script::default());
    let error = client.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap_err().to_string();
    assert!(error.starts_with("GetSecretValue: no credentials: environment: "), "{error}");
}

#[tokio::test]
async fn a_call_that_must_be_signed_looks_anew_each_time() {
    let script = Script::default().then(404, "").then(404, "");
    let client = client(Fake::new().var("AWS_REGION", "eu-west-1"), &script);
    for _ in 0..2 {
        client.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap_err();
    }
    assert_eq!(script.lines(), ["PUT http://169.254.169.254/latest/api/token"; 2]);
}

#[test]
fn an_environment_is_complete_without_keys() {
    assert!(Config::from_environment(&SERVICE, Fake::new().var("AWS_REGION", "eu-west-1")).is_ok());
    assert!(Config::from_environment(&SERVICE, Fake::new()).is_err(), "there is nowhere to call");
}
