//! Answering from a script, and writing one.

use bytes::Bytes;
use http::Request;
use runtime::client::testing::{Exchange, Recorder, Script};
use runtime::client::{Config, Credentials, Handle, RetryMode, Transport};
use runtime::endpoint::Endpoint;
use secretsmith_runtime as runtime;
use serde_json::json;

use crate::scripted::Scripted;
use crate::support::{GetSecretValue, SERVICE};

fn handle(transport: impl Transport) -> Handle {
    let config = Config::builder().region("eu-west-1").credentials(Credentials::new("AKID", "the-secret-key"));
    let config = config.retry_mode(RetryMode::Off).transport(transport).build();
    Handle::new(&SERVICE, config, |_| Ok(Endpoint::new("https://example.com")))
}

fn get(id: &str) -> Exchange {
    Exchange::new("GetSecretValue").with_request(json!({"SecretId": id}))
}

#[tokio::test]
async fn a_script_is_answered_in_its_order() {
    let script = Script::new([
        get("a").with_answer(json!({"Name": "a", "SecretString": "hunter2"})).with_header("x-amzn-requestid", "0f8a"),
        get("b").with_error("ResourceNotFoundException", "There is none."),
        Exchange::new("GetSecretValue").with_status(503),
    ]);
    let handle = handle(script.clone());
    let call = async |id| handle.call::<GetSecretValue>(GetSecretValue::of(id)).await;
    let output = call("a").await.unwrap();
    assert_eq!((output.name.as_deref(), script.left()), (Some("a"), 2));
    let error = call("b").await.unwrap_err();
    assert!(error.as_service_error().unwrap().is_resource_not_found_exception());
    assert_eq!(call("whatever").await.unwrap_err().status(), Some(503));
    let text = "GetSecretValue: https://example.com: the script is at its end, and GetSecretValue was called";
    assert_eq!(call("c").await.unwrap_err().to_string(), text);
}

#[tokio::test]
async fn what_is_not_in_the_script_is_told_by_its_place() {
    let problem = async |exchange: Exchange| {
        let script = Script::new([exchange]);
        let error = handle(script.clone()).call::<GetSecretValue>(GetSecretValue::of("a-secret")).await.unwrap_err();
        assert_eq!(script.left(), 1, "it is still to come");
        error.to_string().replace("GetSecretValue: https://example.com: ", "")
    };
    let other = problem(Exchange::new("PutSecretValue")).await;
    assert_eq!(other, "the script has PutSecretValue next, and GetSecretValue was called");
    let differs = "GetSecretValue: the request is not that of the script at ";
    assert_eq!(problem(get("other")).await, format!("{differs}\"/SecretId\""));
    assert_eq!(
        problem(Exchange::new("GetSecretValue").with_request(json!({}))).await,
        format!("{differs}\"/SecretId\"")
    );
    let more = json!({"SecretId": "a-secret", "VersionStage": "MINE"});
    let more = problem(Exchange::new("GetSecretValue").with_request(more)).await;
    assert_eq!(more, format!("{differs}\"/VersionStage\""));
}

#[tokio::test]
async fn a_recording_has_no_secrets_and_can_be_played() {
    let body = r#"{"Name":"db","SecretString":"hunter2","Entries":[{"SecretString":"hunter3","Note":"kept"}]}"#;
    let recorder = Recorder::new(Scripted::answering(200, &[], body), &SERVICE);
    let recording = handle(recorder.clone());
    recording.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
    let json = recorder.to_json();
    assert!(!json.contains("hunter") && json.contains("kept"), "{json}");
    assert!(!format!("{recorder:?}{:?}", recorder.exchanges()).contains("kept"));

    let playing = handle(Script::from_json(&json).unwrap());
    let output = playing.call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
    assert_eq!(output.name.as_deref(), Some("db"));
    assert_eq!(output.secret_string.unwrap().expose(), "REDACTED");
    for text in ["", "{}", "[1]", r#"[{"operation":"A"}]"#] {
        assert!(Script::from_json(text).is_err(), "{text}");
    }
}

#[tokio::test]
async fn where_a_secret_was_anything_may_stand() {
    let expected = json!({"SecretId": "REDACTED"});
    let script = Script::new([Exchange::new("GetSecretValue").with_request(expected)]);
    handle(script).call::<GetSecretValue>(GetSecretValue::of("db")).await.unwrap();
}

#[tokio::test]
async fn what_is_no_call_of_the_service_is_not_recorded() {
    let recorder = Recorder::new(Scripted::answering(200, &[("x-amzn-errortype", "Odd")], "{}"), &SERVICE);
    let send = async |target: Option<&str>, body: &'static str| {
        let request =
            target.iter().fold(Request::post("http://169.254.169.254/"), |it, to| it.header("x-amz-target", *to));
        recorder.send(request.body(Bytes::from_static(body.as_bytes())).unwrap()).await.unwrap();
    };
    send(None, r#"{"SecretAccessKey":"hunter2"}"#).await;
    send(Some("OtherService.GetToken"), r#"{"Token":"hunter2"}"#).await;
    send(Some("secretsmanager.PutSecretValue"), r#"{"ClientRequestToken":"random","SecretString":"hunter2"}"#).await;
    let json = recorder.to_json();
    assert!(!json.contains("hunter2") && !json.contains("random"), "{json}");
    assert_eq!(recorder.exchanges().len(), 1);
    assert!(json.contains("x-amzn-errortype"), "{json}");
}
