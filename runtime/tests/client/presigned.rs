//! Requests that are signed for somebody else to send, against those of another implementation.

use std::collections::BTreeMap;
use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request};
use runtime::Timestamp;
use runtime::client::{
    Attempt, Config, ConfigBuilder, Credentials, CredentialsFuture, Customized, Handle, Interceptor, InterceptorError,
    PresignedRequest, ProvideCredentials,
};
use secretsmith_runtime as runtime;

use crate::scripted::Scripted;
use crate::support::{GetSecretValue, SERVICE, rules};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// 2026-02-21T12:00:00Z
const NOON: i64 = 1_771_675_200;

/// What `SigV4QueryAuth` of botocore 1.43 makes of `POST`, the body `{"SecretId":"db"}` and the headers
/// `content-type` and `x-amz-target` at noon, with a `payload` that hashes this body: left alone, it moves
/// bodies into the query.
const EXPECTED: [(u64, &str, Option<&str>, &str); 3] = [
    (
        900,
        "eu-west-1",
        None,
        "https://secretsmanager.eu-west-1.amazonaws.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256&\
         X-Amz-Credential=AKIDEXAMPLE%2F20260221%2Feu-west-1%2Fsecretsmanager%2Faws4_request&\
         X-Amz-Date=20260221T120000Z&X-Amz-Expires=900&\
         X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-target&\
         X-Amz-Signature=3eb2a9bd1a7019a91e2decd988dce1dacc083b82cd5b2b59adbde3e71bf2cf35",
    ),
    (
        604_800,
        "eu-west-1",
        Some("the/session+token=="),
        "https://secretsmanager.eu-west-1.amazonaws.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256&\
         X-Amz-Credential=AKIDEXAMPLE%2F20260221%2Feu-west-1%2Fsecretsmanager%2Faws4_request&\
         X-Amz-Date=20260221T120000Z&X-Amz-Expires=604800&\
         X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-target&\
         X-Amz-Security-Token=the%2Fsession%2Btoken%3D%3D&\
         X-Amz-Signature=24ccba91b54cf2890557b4536c05b2327d3184706d5d77abcdc5e3cbda393e28",
    ),
    (
        1,
        "us-east-1",
        None,
        "http://localhost:4566/a%20b/?X-Amz-Algorithm=AWS4-HMAC-SHA256&\
         X-Amz-Credential=AKIDEXAMPLE%2F20260221%2Fus-east-1%2Fsecretsmanager%2Faws4_request&\
         X-Amz-Date=20260221T120000Z&X-Amz-Expires=1&\
         X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-target&\
         X-Amz-Signature=7f75ff151ed75ceb7b17b087e1d4c8feb70f47df6affa5a8b4e6919a92cb06ee",
    ),
];

fn noon() -> Timestamp {
    Timestamp::from_secs(NOON)
}

fn keys() -> Credentials {
    Credentials::new("AKIDEXAMPLE", SECRET)
}

fn config() -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials(keys())
}

/// A call of a client whose transport takes nothing.
fn call(config: ConfigBuilder) -> Customized<GetSecretValue> {
    let handle = Handle::new(&SERVICE, config.transport(Scripted::default()).build(), rules);
    handle.customize::<GetSecretValue>(GetSecretValue::of("db")).signing_time(noon())
}

async fn presigned(config: ConfigBuilder, seconds: u64) -> PresignedRequest {
    call(config).presigned(Duration::from_secs(seconds)).await.unwrap()
}

#[tokio::test]
async fn the_signature_is_the_one_that_others_compute() {
    for (seconds, region, token, url) in EXPECTED {
        let keys = token.into_iter().fold(keys(), |keys, token| keys.with_session_token(token));
        let mut config = Config::builder().region(region).credentials(keys);
        if url.starts_with("http://localhost") {
            config = config.endpoint_url("http://localhost:4566/a%20b");
        }
        assert_eq!(presigned(config, seconds).await.uri(), url);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_client_that_blocks_presigns_as_well() {
    let call = call(config()).on(runtime::client::blocking::Worker::start());
    assert_eq!(call.presigned(Duration::from_secs(900)).unwrap().uri(), EXPECTED[0].3);
}

#[tokio::test]
async fn a_presigned_request_has_all_that_is_to_be_sent() {
    let presigned = presigned(config(), 900).await;
    assert_eq!(presigned.method(), "POST");
    assert_eq!(presigned.body(), r#"{"SecretId":"db"}"#);
    assert_eq!(presigned.expires().secs(), NOON + 900);
    let headers = presigned.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let expected = [
        ("content-type", "application/x-amz-json-1.1"),
        ("host", "secretsmanager.eu-west-1.amazonaws.com"),
        ("x-amz-target", "secretsmanager.GetSecretValue"),
    ];
    assert_eq!(headers.collect::<BTreeMap<_, _>>(), BTreeMap::from(expected));
    let uri = presigned.uri().clone();
    let request: Request<Bytes> = presigned.into();
    assert_eq!((request.uri(), request.body().len()), (&uri, 17));
    assert!(!request.headers().contains_key("authorization"));
}

#[tokio::test]
async fn a_request_expires_with_the_credentials() {
    let expiring = |seconds| keys().with_expiry(Timestamp::from_secs(NOON + seconds));
    let expires = async |seconds| presigned(config().credentials(expiring(seconds)), 900).await.expires().secs() - NOON;
    assert_eq!(expires(600).await, 600);
    assert_eq!(expires(1200).await, 900);
}

#[tokio::test]
async fn a_request_is_valid_for_a_second_to_seven_days() {
    let week = Duration::from_secs(604_800);
    for limit in [Duration::from_secs(1), Duration::from_millis(1999), week] {
        assert!(call(config()).presigned(limit).await.is_ok(), "{limit:?}");
    }
    let cases = [
        (Duration::ZERO, "0ns"),
        (Duration::from_millis(999), "999ms"),
        (week + Duration::from_millis(1), "604800.001s"),
    ];
    for (limit, shown) in cases {
        let error = call(config()).presigned(limit).await.unwrap_err().to_string();
        let expected = format!("GetSecretValue: a presigned request is valid for 1 second to 7 days, not for {shown}");
        assert_eq!(error, expected);
    }
}

#[tokio::test]
async fn what_a_call_lacks_it_lacks_here_too() {
    let failure = async |call: Customized<GetSecretValue>| {
        let error = call.presigned(Duration::from_secs(1)).await.unwrap_err();
        error.to_string()
    };
    assert!(failure(call(Config::builder().region("x"))).await.contains("no credentials are configured"));
    assert!(failure(call(Config::builder().credentials(keys()))).await.contains("no Region is configured"));
    assert!(failure(call(config()).region("")).await.contains("the Region is not a name"));
    let in_process = Handle::over(&SERVICE, Scripted::default());
    let call = in_process.customize::<GetSecretValue>(GetSecretValue::of("db"));
    assert!(failure(call).await.contains("no credentials are configured"));
    let incomplete = in_process.customize::<GetSecretValue>(GetSecretValue::default().build());
    assert!(failure(incomplete).await.contains("secret_id"));
}

/// Has credentials when nobody waits any more.
struct Slow;

impl ProvideCredentials for Slow {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(pending())
    }
}

const TIME_UP: &str = "GetSecretValue: no answer within 20 ms (call timeout)";

fn slow() -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials_provider(Slow).call_timeout(Duration::from_millis(20))
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_call_is_that_for_finding_credentials() {
    let error = call(slow()).presigned(Duration::from_secs(1)).await.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.is_timeout()), (TIME_UP, true));
    let call = call(slow()).call_timeout(Duration::from_millis(10));
    let error = call.presigned(Duration::from_secs(1)).await.unwrap_err();
    assert_eq!(error.to_string(), TIME_UP.replace("20", "10"));
}

#[cfg(feature = "blocking")]
#[test]
fn a_client_that_blocks_waits_no_longer_either() {
    let call = call(slow()).on(runtime::client::blocking::Worker::start());
    assert_eq!(call.presigned(Duration::from_secs(1)).unwrap_err().to_string(), TIME_UP);
}

#[tokio::test]
async fn credentials_that_have_expired_sign_nothing() {
    let expiring = |seconds| config().credentials(keys().with_expiry(Timestamp::from_secs(NOON + seconds)));
    let error = call(expiring(0)).presigned(Duration::from_secs(900)).await.unwrap_err();
    assert_eq!(error.to_string(), "GetSecretValue: the credentials have expired at 2026-02-21T12:00:00Z");
    assert!(call(expiring(1)).presigned(Duration::from_secs(900)).await.is_ok());
}

/// Adds to each request.
struct Marker;

impl Interceptor for Marker {
    fn on_request(&self, request: &mut Request<Bytes>, _: &Attempt) -> Result<(), InterceptorError> {
        request.headers_mut().insert("x-mark", HeaderValue::from_static("1"));
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_see_the_request_and_the_call_may_go_elsewhere() {
    let call = call(config().interceptor(Marker)).region("us-east-2").credentials(Credentials::new("OWN", "s"));
    let presigned = call.presigned(Duration::from_secs(1)).await.unwrap();
    assert_eq!(presigned.headers()["x-mark"], "1");
    let uri = presigned.uri().to_string();
    assert!(
        uri.contains("https://secretsmanager.us-east-2.amazonaws.com/") && uri.contains("Credential=OWN%2F"),
        "{uri}"
    );
}

#[tokio::test]
async fn neither_signature_nor_token_nor_body_is_shown() {
    let presigned = presigned(config().credentials(keys().with_session_token("the-session-token")), 900).await;
    let shown = format!("{presigned:?}");
    assert!(shown.contains("https://secretsmanager.eu-west-1.amazonaws.com/"), "{shown}");
    let uri = presigned.uri().to_string();
    let (_, signature) = uri.split_once("X-Amz-Signature=").unwrap();
    assert!(
        !["the-session-token", signature, "SecretId", "X-Amz"].iter().any(|hidden| shown.contains(hidden)),
        "{shown}"
    );
}
