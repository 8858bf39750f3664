//! Calls over a transport that answers what a test tells it.

use std::error::Error;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use runtime::client::{
    Config, ConfigBuilder, Credentials, Handle, RetryMode, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
use runtime::endpoint::{AuthScheme, Endpoint, EndpointError, EndpointParams, Resolved};
use runtime::sigv4::{Parts, Scope, SigningKey, hex_sha256};
use runtime::{ErrorMetadata, HttpResponse, Operation, ProvideErrorMetadata, SdkError, ServiceError};
use secretsmith_runtime as runtime;

use crate::scripted::Scripted;
use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueInput, GetSecretValueOutput, SERVICE};

type Outcome = Result<GetSecretValueOutput, SdkError<GetSecretValueError>>;

/// Never answers.
struct Silent;

impl Transport for Silent {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(std::future::pending())
    }
}

/// Fails in one way.
struct Failing(TransportErrorKind);

impl Transport for Failing {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let error = TransportError::new(self.0, io::Error::other("the cable was cut"));
        Box::pin(async { Err(error) })
    }
}

fn resolve(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    match (&params.endpoint, &params.region) {
        (Some(url), _) => Ok(Endpoint::new(url)),
        (None, Some(region)) => Ok(Endpoint::new(format!("https://secretsmanager.{region}.amazonaws.com"))),
        (None, None) => Err(EndpointError::new("Invalid Configuration: Missing Region")),
    }
}

fn config() -> ConfigBuilder {
    let credentials = Credentials::new("AKIDEXAMPLE", "the-secret-key").with_session_token("the-session-token");
    Config::builder().region("eu-west-1").credentials(credentials).retry_mode(RetryMode::Off)
}

async fn call(config: ConfigBuilder) -> Outcome {
    Handle::new(&SERVICE, config.build(), resolve).call::<GetSecretValue>(GetSecretValue::of("db")).await
}

async fn failure(status: u16, headers: &[(&str, &str)], body: &'static str) -> SdkError<GetSecretValueError> {
    call(config().transport(Scripted::answering(status, headers, body))).await.unwrap_err()
}

fn header<'a>(request: &'a Request<Bytes>, name: &str) -> &'a str {
    request.headers().get(name).unwrap_or_else(|| panic!("no header {name}")).to_str().unwrap()
}

#[tokio::test]
async fn a_request_has_all_that_the_protocol_asks() {
    let transport = Scripted::answering(200, &[], "{}");
    call(config().transport(transport.clone())).await.unwrap();
    let request = transport.request();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://secretsmanager.eu-west-1.amazonaws.com/");
    assert_eq!(request.body(), r#"{"SecretId":"db"}"#);
    assert_eq!(header(&request, "content-type"), "application/x-amz-json-1.1");
    assert_eq!(header(&request, "host"), "secretsmanager.eu-west-1.amazonaws.com");
    assert_eq!(header(&request, "x-amz-target"), "secretsmanager.GetSecretValue");
    assert_eq!(header(&request, "x-amz-security-token"), "the-session-token");
    assert_eq!(header(&request, "amz-sdk-invocation-id").len(), 36);
    let user_agent = header(&request, "user-agent");
    assert!(user_agent.starts_with("secretsmith/") && user_agent.ends_with(" api/secretsmanager/2017-10-17"));
}

#[tokio::test]
async fn the_app_id_stands_last_in_the_user_agent() {
    let transport = Scripted::answering(200, &[], "{}");
    call(config().app_id("billing-2.0").transport(transport.clone())).await.unwrap();
    assert!(header(&transport.request(), "user-agent").ends_with(" api/secretsmanager/2017-10-17 app/billing-2.0"));
}

#[tokio::test]
async fn settings_that_cannot_be_are_the_answer_of_every_call() {
    let cases = [
        (config().app_id("two words"), "the app id is no name of up to 50 letters, digits and !#$%&'*+-.^_`|~"),
        (config().max_attempts(0), "the number of attempts has to be at least 1"),
    ];
    for (config, message) in cases {
        let error = call(config.transport(Scripted::default())).await.unwrap_err();
        assert_eq!(error.to_string(), format!("GetSecretValue: {message}"));
    }
}

#[tokio::test]
async fn a_request_may_be_large() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), resolve);
    let name = "long/".repeat(10_000);
    handle.call::<GetSecretValue>(GetSecretValue::of(&name)).await.unwrap();
    assert_eq!(transport.request().body(), &format!(r#"{{"SecretId":"{name}"}}"#));
}

#[tokio::test]
async fn a_request_is_signed() {
    let transport = Scripted::answering(200, &[], "{}");
    call(config().transport(transport.clone())).await.unwrap();
    let request = transport.request();
    let time = header(&request, "x-amz-date");
    let signed = ["content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target"];
    let parts = Parts {
        method: "POST",
        path: "/",
        query: "",
        headers: &signed.map(|name| (name, header(&request, name))),
        body_sha256: &hex_sha256(request.body()),
    };
    let scope = Scope { date: &time[..8], region: "eu-west-1", service: "secretsmanager" };
    let key = SigningKey::derive("the-secret-key", &scope);
    assert_eq!(header(&request, "authorization"), parts.authorization("AKIDEXAMPLE", &key, time, &scope));
}

#[tokio::test]
async fn a_request_does_not_show_what_proves_the_caller() {
    let transport = Scripted::answering(200, &[], "{}");
    call(config().transport(transport.clone())).await.unwrap();
    let shown = format!("{:?}", transport.request().headers());
    assert!(!shown.contains("the-session-token") && !shown.contains("Signature="), "{shown}");
}

#[tokio::test]
async fn an_endpoint_keeps_its_path_and_its_port() {
    let cases = [
        ("http://127.0.0.1:4566", "http://127.0.0.1:4566/", "127.0.0.1:4566"),
        ("https://proxy.example/base", "https://proxy.example/base/", "proxy.example"),
        ("https://proxy.example:443/base/", "https://proxy.example:443/base/", "proxy.example"),
        ("http://[::1]:80", "http://[::1]:80/", "[::1]"),
        ("http://proxy.example:443", "http://proxy.example:443/", "proxy.example:443"),
    ];
    for (endpoint, uri, host) in cases {
        let transport = Scripted::answering(200, &[], "{}");
        call(config().endpoint_url(endpoint).transport(transport.clone())).await.unwrap();
        assert_eq!(transport.request().uri(), uri);
        assert_eq!(header(&transport.request(), "host"), host);
    }
}

#[tokio::test]
async fn an_endpoint_says_how_to_sign_and_what_to_send_along() {
    let elsewhere = |_: &EndpointParams| {
        let scheme = AuthScheme::new("sigv4").signing_name("other").signing_region("us-east-1");
        Ok(Endpoint::new("https://example.com").header("x-note", "1").header("x-note", "2").auth_scheme(scheme))
    };
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), elsewhere);
    handle.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
    let request = transport.request();
    assert!(header(&request, "authorization").contains("/us-east-1/other/aws4_request"));
    assert_eq!(request.headers().get_all("x-note").iter().collect::<Vec<_>>(), ["1", "2"]);
}

#[tokio::test]
async fn an_answer_is_read() {
    let body = r#"{"Name":"db","SecretString":"hunter2","Unknown":[1]}"#;
    let output = call(config().transport(Scripted::answering(200, &[], body))).await.unwrap();
    assert_eq!(output.name.as_deref(), Some("db"));
    assert_eq!(output.secret_string.unwrap().expose(), "hunter2");
    assert_eq!(
        call(config().transport(Scripted::answering(200, &[], ""))).await.unwrap(),
        GetSecretValueOutput::default()
    );
}

#[tokio::test]
async fn a_modeled_error_by_body() {
    let body = r#"{"__type":"ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret."}"#;
    let error = failure(400, &[("x-amzn-RequestId", "0f8a")], body).await;
    assert!(error.as_service_error().unwrap().is_resource_not_found_exception());
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.message(), Some("Secrets Manager can't find the specified secret."));
    assert_eq!((error.status(), error.request_id(), error.operation()), (Some(400), Some("0f8a"), "GetSecretValue"));
    assert!(!error.is_retryable() && !error.is_throttling() && !error.is_timeout());
    assert!(error.source().is_none());
    assert_eq!(
        error.to_string(),
        "ResourceNotFoundException: Secrets Manager can't find the specified secret. (GetSecretValue, request id 0f8a)"
    );
    assert!(error.into_service_error().is_resource_not_found_exception());
}

#[tokio::test]
async fn an_error_is_named_in_several_ways() {
    let name = "ResourceNotFoundException";
    for written in
        [name, "com.amazonaws.secretsmanager#ResourceNotFoundException", "ResourceNotFoundException:http://x/"]
    {
        let error = failure(400, &[("x-amzn-ErrorType", written)], "").await;
        assert_eq!(error.code(), Some(name), "{written}");
    }
    for body in [
        r#"{"__type":"aws#ResourceNotFoundException"}"#,
        r#"{"code":"ResourceNotFoundException"}"#,
        r#"{"code":404,"__type":"ResourceNotFoundException"}"#,
    ] {
        assert_eq!(failure(400, &[], body).await.code(), Some(name), "{body}");
    }
    let both = failure(400, &[("x-amzn-errortype", name)], r#"{"__type":"Other"}"#).await;
    assert_eq!(both.to_string(), "ResourceNotFoundException (GetSecretValue)");
}

#[tokio::test]
async fn an_error_that_the_model_does_not_list() {
    let error = failure(400, &[], r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#).await;
    assert!(matches!(error.as_service_error(), Some(GetSecretValueError::Unmodeled(_))));
    assert!(error.is_throttling() && error.is_retryable());
    assert_eq!(error.to_string(), "ThrottlingException: Rate exceeded (GetSecretValue)");
}

#[tokio::test]
async fn a_modeled_error_with_other_members_keeps_its_name() {
    let error = failure(400, &[], r#"{"__type":"ResourceNotFoundException","Message":7}"#).await;
    assert_eq!(error.to_string(), "ResourceNotFoundException (GetSecretValue)");
}

#[tokio::test]
async fn a_failure_that_names_no_error() {
    let error = failure(503, &[("x-amzn-requestid", "0f8a")], "<html>the-body</html>").await;
    assert!(matches!(&error, SdkError::ResponseError(failure) if failure.decode_error().is_none()));
    assert!(error.is_retryable());
    assert_eq!(error.code(), None);
    assert_eq!(
        error.to_string(),
        "GetSecretValue: the answer is a failure that names no error (HTTP 503, request id 0f8a)"
    );
    assert!(!format!("{error:?}").contains("the-body"));
    assert!(!failure(301, &[], "").await.is_retryable());
}

#[tokio::test]
async fn the_answer_behind_an_error_has_status_and_headers() {
    let headers = [("x-amzn-requestid", "0f8a"), ("set-cookie", "the-cookie")];
    let error = failure(400, &headers, r#"{"__type":"ResourceNotFoundException","Message":"gone"}"#).await;
    let response = error.raw_response().unwrap();
    assert_eq!((response.status().as_u16(), response.headers().get("Set-Cookie")), (400, Some("the-cookie")));
    let meta = error.meta();
    assert_eq!((meta.code(), meta.message()), (Some("ResourceNotFoundException"), Some("gone")));
    assert_eq!((meta.request_id(), meta.to_string()), (Some("0f8a"), "ResourceNotFoundException: gone".to_owned()));
    for shown in [format!("{error:?}"), format!("{response:?}")] {
        assert!(shown.contains("set-cookie") && !shown.contains("the-cookie"), "{shown}");
    }
    assert!(failure(200, &[], "[]").await.raw_response().is_some());
}

#[test]
fn an_error_that_a_test_makes_up_names_no_operation() {
    let error = GetSecretValueError::generic(ErrorMetadata::builder().code("AccessDeniedException").build());
    let error = SdkError::service_error(error, HttpResponse::new(StatusCode::BAD_REQUEST));
    assert_eq!((error.code(), error.request_id(), error.operation()), (Some("AccessDeniedException"), None, ""));
    assert_eq!(error.to_string(), "AccessDeniedException");
    assert_eq!(error.map_service_error(|error| error.to_string()).to_string(), "AccessDeniedException");
}

#[tokio::test]
async fn an_answer_of_the_wrong_form_is_not_shown() {
    let body = r#"{"Name":"db","SecretString":4711}"#;
    let error = failure(200, &[("x-amzn-requestid", "0f8a")], body).await;
    let shown = error.to_string();
    assert!(
        shown.starts_with(
            "GetSecretValue: the answer is not what the model says: expected a string, found a number at line 1 column "
        ),
        "{shown}"
    );
    assert!(shown.ends_with(" (HTTP 200, request id 0f8a)"), "{shown}");
    assert!(!shown.contains("4711") && !format!("{error:?}").contains("4711"));

    let error = failure(200, &[], "the-body").await;
    assert!(matches!(&error, SdkError::ResponseError(failure) if failure.decode_error().unwrap().is_syntax()));
    assert!(!error.to_string().contains("the-body") && !format!("{error:?}").contains("the-body"));
}

#[tokio::test]
async fn an_incomplete_input_is_not_sent() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), resolve);
    let error = handle.call::<GetSecretValue>(GetSecretValue::default().build()).await.unwrap_err();
    assert_eq!(error.to_string(), "GetSecretValue: missing required member of GetSecretValueInput: secret_id");
    let SdkError::ConstructionFailure(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.build_error().unwrap().members(), ["secret_id"]);
    assert!(!error.is_retryable());
    assert!(transport.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_incomplete_configuration_is_told_by_every_call() {
    let credentials = || Credentials::new("AKIDEXAMPLE", "the-secret-key");
    let transport = || Scripted::answering(200, &[], "{}");
    let cases = [
        (
            Config::builder().credentials(credentials()).transport(transport()),
            "GetSecretValue: no Region is configured (in the environment: AWS_REGION)",
        ),
        (
            Config::builder().credentials(credentials()).endpoint_url("http://localhost").transport(transport()),
            "GetSecretValue: no Region is configured (in the environment: AWS_REGION)",
        ),
        (
            config().region("evil.example/").transport(transport()),
            "GetSecretValue: the Region is not a name that can stand in a host name",
        ),
        (
            Config::builder().region("eu-west-1").transport(transport()),
            "GetSecretValue: no credentials are configured (in the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)",
        ),
        (
            config().endpoint_url("localhost:4566").transport(transport()),
            "GetSecretValue: the endpoint is no URL of the form http(s)://host[:port][/path]",
        ),
        (
            config().credentials(Credentials::new("AKID\n", "the-secret-key")).transport(transport()),
            "GetSecretValue: the access key id or session token holds characters that no header can carry",
        ),
    ];
    for (config, message) in cases {
        let error = call(config).await.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(!format!("{error:?}").contains("the-secret-key"));
    }
}

#[cfg(not(feature = "rustls"))]
#[tokio::test]
async fn without_tls_a_transport_must_be_given() {
    assert_eq!(
        call(config()).await.unwrap_err().to_string(),
        "GetSecretValue: no transport is configured, and the default one is not there without the feature `rustls`"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_is_not_waited_for_longer_than_configured() {
    let error = call(config().call_timeout(Duration::from_secs(3)).transport(Silent)).await.unwrap_err();
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 3 s (call timeout)");
    assert!(error.is_timeout() && error.is_retryable());
    assert!(matches!(&error, SdkError::TimeoutError(failure) if failure.transport_error().is_none()));
    let unmodeled = error.into_service_error();
    assert_eq!(unmodeled.code(), Some("RequestTimeout"));
    assert_eq!(unmodeled.message(), Some("GetSecretValue: no answer within 3 s (call timeout)"));
    assert_eq!(ServiceError::status(&unmodeled), 504);

    let error = call(config().call_timeout(Duration::from_millis(250)).transport(Silent)).await.unwrap_err();
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 250 ms (call timeout)");
}

#[tokio::test]
async fn a_transport_fails() {
    let cases = [
        (TransportErrorKind::Connect, "cannot connect to http://localhost:1: the cable was cut", true),
        (TransportErrorKind::Timeout, "http://localhost:1: the cable was cut", true),
        (TransportErrorKind::Io, "the connection to http://localhost:1 broke: the cable was cut", true),
        (TransportErrorKind::Other, "http://localhost:1: the cable was cut", false),
    ];
    for (kind, message, retryable) in cases {
        let error = call(config().endpoint_url("http://localhost:1/base").transport(Failing(kind))).await.unwrap_err();
        assert_eq!(error.to_string(), format!("GetSecretValue: {message}"));
        assert_eq!(error.is_retryable(), retryable, "{kind:?}");
        assert_eq!(error.is_timeout(), kind == TransportErrorKind::Timeout);
        assert!(error.source().is_none(), "Display says it already");
    }
}

#[tokio::test]
async fn a_service_in_the_transport_is_called_unsigned() {
    let transport = Scripted::answering(200, &[], r#"{"Name":"db"}"#);
    let handle = Handle::over(&SERVICE, transport.clone());
    let output = handle.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
    assert_eq!(output.name.as_deref(), Some("db"));
    let request = transport.request();
    assert_eq!(request.uri(), "http://in-process/");
    assert!(request.headers().get("authorization").is_none());
    assert_eq!(
        format!("{handle:?}"),
        r#"Handle { service: "AWS Secrets Manager", endpoint: Ok("http://in-process") }"#
    );
}

#[tokio::test]
async fn calls_can_be_made_from_many_tasks() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), resolve);
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let handle = handle.clone();
            tokio::spawn(is_send(async move { handle.call::<GetSecretValue>(GetSecretValue::of("db")).await }))
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let requests = transport.requests.lock().unwrap();
    let ids: std::collections::BTreeSet<_> =
        requests.iter().map(|request| header(request, "amz-sdk-invocation-id")).collect();
    assert_eq!(ids.len(), 8);
}

#[test]
fn a_result_is_small() {
    assert!(size_of::<SdkError<GetSecretValueError>>() <= 72, "{}", size_of::<SdkError<GetSecretValueError>>());
}

/// `GetSecretValue`, if its endpoint depended on the secret.
struct Located;

impl Operation for Located {
    const NAME: &'static str = "GetSecretValue";

    type Input = GetSecretValueInput;
    type Output = GetSecretValueOutput;
    type Error = GetSecretValueError;

    fn resolve(params: &EndpointParams, input: &GetSecretValueInput) -> Option<Resolved> {
        let (name, stage) = (&input.secret_id, params.string("Stage").unwrap_or_else(|| "prod".to_owned()));
        Some(match name.as_str() {
            "none" => Err(EndpointError::new("there is no such place")),
            name => Ok(Endpoint::new(format!("https://{name}.{stage}.example.com/at"))
                .header("x-place", name)
                .auth_scheme(AuthScheme::new("sigv4").signing_name("places").signing_region("mars-north-1"))),
        })
    }
}

fn requests(transport: &Scripted) -> Vec<(String, String, Option<String>, String)> {
    let requests = transport.requests.lock().unwrap();
    let header = |request: &Request<Bytes>, name: &str| {
        request.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
    };
    let parts = requests.iter().map(|request| {
        let authorization = header(request, "authorization").unwrap();
        let scope = authorization.split(['/', ',']).skip(2).take(2).collect::<Vec<_>>().join("/");
        (request.uri().to_string(), header(request, "host").unwrap(), header(request, "x-place"), scope)
    });
    parts.collect()
}

#[tokio::test]
async fn calls_go_where_the_rules_have_it_for_their_input() {
    let transport = Scripted::answering(200, &[], "{}");
    let config = config().endpoint_param("Stage", "test").transport(transport.clone()).build();
    let handle = Handle::new(&SERVICE, config, resolve);
    handle.call::<Located>(GetSecretValue::of("here")).await.unwrap();
    handle.call::<GetSecretValue>(GetSecretValue::of("anywhere")).await.unwrap();
    handle.call::<Located>(GetSecretValue::of("there")).await.unwrap();
    let place = |name: &str| {
        let host = format!("{name}.test.example.com");
        (format!("https://{host}/at/"), host, Some(name.to_owned()), "mars-north-1/places".to_owned())
    };
    let usual = "secretsmanager.eu-west-1.amazonaws.com".to_owned();
    let usual = (format!("https://{usual}/"), usual, None, "eu-west-1/secretsmanager".to_owned());
    assert_eq!(requests(&transport), [place("here"), usual, place("there")]);
}

#[tokio::test]
async fn a_call_without_an_endpoint_is_not_made() {
    let transport = Scripted::answering(200, &[], "{}");
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), resolve);
    let error = handle.call::<Located>(GetSecretValue::of("none")).await.unwrap_err();
    assert!(matches!(&error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("there is no such place"), "{error}");
    assert!(transport.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_call_with_an_endpoint_of_its_own_needs_no_common_one() {
    let transport = Scripted::answering(200, &[], "{}");
    let none = |_: &EndpointParams| Err(EndpointError::new("which place?"));
    let handle = Handle::new(&SERVICE, config().transport(transport.clone()).build(), none);
    handle.call::<Located>(GetSecretValue::of("here")).await.unwrap();
    let error = handle.call::<GetSecretValue>(GetSecretValue::of("anywhere")).await.unwrap_err();
    assert!(matches!(&error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert_eq!(requests(&transport).len(), 1);
}
