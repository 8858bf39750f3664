//! Which calls are signed, and what is said when they cannot be.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use runtime::client::{
    Config, ConfigBuilder, Credentials, CredentialsError, CredentialsFuture, Handle, ProvideCredentials,
};
use runtime::endpoint::{Endpoint, EndpointError, EndpointParams};
use runtime::sigv4::{Parts, Scope, SigningKey, hex_sha256};
use runtime::{Operation, OperationFacts, ServiceInfo, Signing};
use secretsmith_runtime as runtime;

use crate::scripted::Scripted;
use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueInput, GetSecretValueOutput, SERVICE};

const NO_CREDENTIALS: &str = "GetSecretValue: no credentials are configured (in the environment: AWS_ACCESS_KEY_ID and \
    AWS_SECRET_ACCESS_KEY)";
const NO_REGION: &str = "GetSecretValue: no Region is configured (in the environment: AWS_REGION)";

/// `GetSecretValue` as a model has it that says something else of signatures.
struct Signed<const AS: u8>;

const OPTIONALLY: u8 = 1;
const NEVER: u8 = 2;

impl<const AS: u8> Operation for Signed<AS> {
    const NAME: &'static str = GetSecretValue::NAME;

    type Input = GetSecretValueInput;
    type Output = GetSecretValueOutput;
    type Error = GetSecretValueError;

    const FACTS: OperationFacts = OperationFacts {
        signing: if AS == NEVER { Signing::Never } else { Signing::Optional },
        ..OperationFacts::USUAL
    };
}

static UNSIGNED: ServiceInfo = ServiceInfo { signing: Signing::Never, ..SERVICE };
static MIXED: ServiceInfo = ServiceInfo { signing: Signing::Optional, ..SERVICE };

fn resolve(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new(params.endpoint.as_deref().unwrap_or("https://example.com")))
}

/// Whether the call of an operation goes out signed, or why it does not go out.
async fn signed<O>(service: &'static ServiceInfo, config: ConfigBuilder) -> Result<bool, String>
where
    O: Operation<Input = GetSecretValueInput>,
{
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(service, config.transport(transport.clone()).build(), resolve);
    handle.call::<O>(GetSecretValue::of("db")).await.map_err(|error| error.to_string())?;
    Ok(transport.request().headers().contains_key("authorization"))
}

fn with_keys() -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials(Credentials::new("AKID", "the-secret-key"))
}

#[tokio::test]
async fn who_has_keys_signs_where_the_model_allows_it() {
    assert_eq!(signed::<GetSecretValue>(&SERVICE, with_keys()).await, Ok(true));
    assert_eq!(signed::<Signed<OPTIONALLY>>(&MIXED, with_keys()).await, Ok(true));
    assert_eq!(signed::<Signed<NEVER>>(&MIXED, with_keys()).await, Ok(false));
    assert_eq!(signed::<GetSecretValue>(&UNSIGNED, with_keys()).await, Ok(false));
}

#[tokio::test]
async fn who_has_no_keys_calls_what_needs_none() {
    let without = || Config::builder().region("eu-west-1");
    assert_eq!(signed::<GetSecretValue>(&MIXED, without()).await, Err(NO_CREDENTIALS.to_owned()));
    assert_eq!(signed::<Signed<OPTIONALLY>>(&MIXED, without()).await, Ok(false));
    assert_eq!(signed::<Signed<NEVER>>(&MIXED, without()).await, Ok(false));
    assert_eq!(signed::<GetSecretValue>(&UNSIGNED, without()).await, Ok(false));
}

#[tokio::test]
async fn only_signatures_need_a_region_when_the_endpoint_is_known() {
    let nowhere = || Config::builder().endpoint_url("http://127.0.0.1:1");
    let keys = || nowhere().credentials(Credentials::new("AKID", "the-secret-key"));
    assert_eq!(signed::<Signed<NEVER>>(&MIXED, nowhere()).await, Ok(false));
    assert_eq!(signed::<Signed<OPTIONALLY>>(&MIXED, nowhere()).await, Ok(false));
    assert_eq!(signed::<GetSecretValue>(&MIXED, keys()).await, Err(NO_REGION.to_owned()));
    assert_eq!(signed::<Signed<OPTIONALLY>>(&MIXED, keys()).await, Err(NO_REGION.to_owned()));
}

/// Nobody has asked for its credentials, or somebody has and there are none.
struct Without(fn(&'static str) -> CredentialsError);

impl ProvideCredentials for Without {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(async { Err((self.0)("nothing here")) })
    }
}

#[tokio::test]
async fn who_has_configured_no_credentials_calls_what_needs_none() {
    let with = |error| Config::builder().region("eu-west-1").credentials_provider(Without(error));
    let nothing = || Err("GetSecretValue: nothing here".to_owned());
    let not_configured = || with(CredentialsError::not_configured);
    assert_eq!(signed::<Signed<OPTIONALLY>>(&MIXED, not_configured()).await, Ok(false));
    assert_eq!(signed::<GetSecretValue>(&MIXED, not_configured()).await, nothing());
    assert_eq!(signed::<Signed<OPTIONALLY>>(&MIXED, with(CredentialsError::new)).await, nothing());
}

/// Has no credentials until it was asked so often.
struct Later {
    asked: AtomicUsize,
    absent: usize,
}

impl ProvideCredentials for Later {
    fn provide(&self) -> CredentialsFuture<'_> {
        let is_absent = self.asked.fetch_add(1, Ordering::SeqCst) < self.absent;
        let found = Credentials::new("AKID", "the-secret-key");
        Box::pin(
            async move { if is_absent { Err(CredentialsError::not_configured("nothing here")) } else { Ok(found) } },
        )
    }
}

/// Makes a call, and tells whether it went out signed.
async fn goes_signed<O>(handle: &Handle, transport: &Scripted) -> bool
where
    O: Operation<Input = GetSecretValueInput>,
{
    let _ = handle.call::<O>(GetSecretValue::of("db")).await;
    transport.requests.lock().unwrap().drain(..).any(|request| request.headers().contains_key("authorization"))
}

#[tokio::test(start_paused = true)]
async fn that_nothing_is_configured_is_kept_for_calls_that_do_without() {
    let transport = Scripted::answering(200, &[], "{}");
    let later = Later { asked: AtomicUsize::new(0), absent: 2 };
    let config = Config::builder().region("eu-west-1").credentials_provider(later).transport(transport.clone());
    let handle = Handle::new(&MIXED, config.build(), resolve);
    assert!(!goes_signed::<Signed<OPTIONALLY>>(&handle, &transport).await, "it asks for the first time");
    assert!(!goes_signed::<GetSecretValue>(&handle, &transport).await, "it asks for the second time");
    assert!(goes_signed::<GetSecretValue>(&handle, &transport).await, "it asks again, because it must");
    tokio::time::advance(Duration::from_millis(9_999)).await;
    assert!(!goes_signed::<Signed<OPTIONALLY>>(&handle, &transport).await, "it does not ask");
    tokio::time::advance(Duration::from_millis(1)).await;
    assert!(goes_signed::<Signed<OPTIONALLY>>(&handle, &transport).await, "it asks again");
}

#[test]
fn the_environment_need_not_have_what_some_calls_do_without() {
    let region = |name: &str| (name == "AWS_REGION").then(|| "eu-west-1".to_owned());
    let endpoint = |name: &str| (name == "AWS_ENDPOINT_URL").then(|| "http://127.0.0.1:1".to_owned());
    for service in [&MIXED, &UNSIGNED] {
        assert!(Config::from_vars(service, region).is_ok());
        assert!(Config::from_vars(service, endpoint).is_ok());
        assert!(Config::from_vars(service, |_| None).is_err(), "there is nowhere to call");
    }
    assert!(Config::from_vars(&SERVICE, region).is_err());
}

#[tokio::test]
async fn an_endpoint_parameter_has_to_be_one_of_the_service() {
    let with = |name: &str| with_keys().endpoint_param(name, "prod");
    assert_eq!(signed::<GetSecretValue>(&SERVICE, with("Stage")).await, Ok(true));
    let unknown = "GetSecretValue: the service has no endpoint parameter Stge; it has Stage";
    assert_eq!(signed::<GetSecretValue>(&SERVICE, with("Stge")).await, Err(unknown.to_owned()));
    let unfit = "GetSecretValue: the endpoint parameter Stage has to be text";
    let config = with_keys().endpoint_param("Stage", true);
    assert_eq!(signed::<GetSecretValue>(&SERVICE, config).await, Err(unfit.to_owned()));
    static PLAIN: ServiceInfo = ServiceInfo { client_params: &[], ..SERVICE };
    let none = "GetSecretValue: the service has no endpoint parameter Stage, nor any other to set";
    assert_eq!(signed::<GetSecretValue>(&PLAIN, with("Stage")).await, Err(none.to_owned()));
}

/// Gives other keys each time.
#[derive(Default)]
struct Changing(AtomicUsize);

impl ProvideCredentials for Changing {
    fn provide(&self) -> CredentialsFuture<'_> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            match number {
                2 => Err(CredentialsError::new("the well has run dry")),
                number => Ok(Credentials::new(format!("AKID{number}"), format!("secret {number}"))),
            }
        })
    }
}

#[tokio::test]
async fn a_provider_is_asked_for_the_keys_of_each_call() {
    let transport = Scripted::answering(200, &[], "{}");
    let config = Config::builder().region("eu-west-1").credentials_provider(Changing::default());
    let handle = Handle::new(&SERVICE, config.transport(transport.clone()).build(), resolve);
    let call = async || handle.call::<GetSecretValue>(GetSecretValue::of("db")).await;
    call().await.unwrap();
    call().await.unwrap();
    assert_eq!(call().await.unwrap_err().to_string(), "GetSecretValue: the well has run dry");
    for (number, request) in transport.requests.lock().unwrap().iter().enumerate() {
        assert_eq!(
            authorization(request),
            signature_of(request, &format!("AKID{number}"), &format!("secret {number}"))
        );
    }
}

fn authorization(request: &Request<Bytes>) -> &str {
    request.headers()["authorization"].to_str().unwrap()
}

/// What a request is signed with by the owner of a key.
fn signature_of(request: &Request<Bytes>, access_key_id: &str, secret: &str) -> String {
    let value = |name: &'static str| (name, request.headers()[name].to_str().unwrap());
    let headers = ["content-type", "host", "x-amz-date", "x-amz-target"].map(value);
    let time = headers[2].1;
    let scope = Scope { date: &time[..8], region: "eu-west-1", service: "secretsmanager" };
    let parts =
        Parts { method: "POST", path: "/", query: "", headers: &headers, body_sha256: &hex_sha256(request.body()) };
    parts.authorization(access_key_id, &SigningKey::derive(secret, &scope), time, &scope)
}
