//! Calls with settings of their own, what comes with their answers, and those who look on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use runtime::client::{Attempt, Interceptor, InterceptorError};
use secretsmith_runtime as runtime;

use crate::steps::{BAD, GOOD, Step, Steps, config, handle};
use crate::support::GetSecretValue;

/// Writes down what passes by, and leaves a mark.
#[derive(Clone, Default)]
struct Witness {
    name: &'static str,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Witness {
    fn named(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }
}

impl Interceptor for Witness {
    fn on_request(&self, request: &mut Request<Bytes>, attempt: &Attempt) -> Result<(), InterceptorError> {
        assert!(!request.headers().contains_key("authorization"), "it is not signed yet");
        request.headers_mut().append("x-witness", HeaderValue::from_static(self.name));
        let Attempt { operation, number, max, .. } = attempt;
        self.seen.lock().unwrap().push(format!("{}: {operation} {number} of {max}", self.name));
        Ok(())
    }

    fn on_response(&self, response: &mut Response<Bytes>, _: &Attempt) -> Result<(), InterceptorError> {
        self.seen.lock().unwrap().push(format!("{}: {}", self.name, response.status()));
        if response.status() == 500 {
            *response.status_mut() = http::StatusCode::OK;
            *response.body_mut() = Bytes::from_static(br#"{"Name":"mended"}"#);
        }
        Ok(())
    }
}

/// Takes offence at every answer.
struct Critic;

impl Interceptor for Critic {
    fn on_response(&self, _: &mut Response<Bytes>, _: &Attempt) -> Result<(), InterceptorError> {
        Err("that is no way to answer".into())
    }
}

/// Lets nothing pass.
struct Wall;

impl Interceptor for Wall {
    fn on_request(&self, _: &mut Request<Bytes>, _: &Attempt) -> Result<(), InterceptorError> {
        Err("nobody calls on Sundays".into())
    }
}

#[tokio::test(start_paused = true)]
async fn interceptors_see_each_attempt() {
    let steps = Steps::new([BAD, GOOD]);
    let (first, seen) = (Witness::named("first"), Arc::default());
    let first = Witness { seen: Arc::clone(&seen), ..first };
    let second = Witness { name: "second", seen: Arc::clone(&seen) };
    let handle = handle(config().interceptor(first), &steps);
    handle.customize::<GetSecretValue>(GetSecretValue::of("db")).interceptor(second).send().await.unwrap();
    let expected = [
        "first: GetSecretValue 1 of 3",
        "second: GetSecretValue 1 of 3",
        "first: 503 Service Unavailable",
        "second: 503 Service Unavailable",
        "first: GetSecretValue 2 of 3",
        "second: GetSecretValue 2 of 3",
        "first: 200 OK",
        "second: 200 OK",
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
    let requests = steps.requests.lock().unwrap();
    assert_eq!(requests[1].1.headers().get_all("x-witness").iter().collect::<Vec<_>>(), ["first", "second"]);
}

#[tokio::test]
async fn interceptors_may_change_answers_and_end_calls() {
    let witness = Witness::named("w");
    let steps = Steps::new([Step::Answer(500, &[], "")]);
    let output = handle(config().interceptor(witness), &steps).call::<GetSecretValue>(GetSecretValue::of("db")).await;
    assert_eq!(output.unwrap().name.as_deref(), Some("mended"));

    let steps = Steps::new([BAD]);
    let error = handle(config().interceptor(Critic), &steps).call::<GetSecretValue>(GetSecretValue::of("db")).await;
    let error = error.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.attempts()), ("GetSecretValue: that is no way to answer", 1));
    assert_eq!(steps.count(), 1);

    let steps = Steps::new([GOOD]);
    let error = handle(config().interceptor(Wall), &steps).call::<GetSecretValue>(GetSecretValue::of("db")).await;
    assert_eq!(error.unwrap_err().to_string(), "GetSecretValue: nobody calls on Sundays");
    assert_eq!(steps.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_answer_has_metadata() {
    let answer = Step::Answer(200, &[("x-amzn-requestid", "0f8a"), ("x-note", "1")], r#"{"Name":"db"}"#);
    let slow = Step::Answer(503, &[("retry-after", "2")], "");
    let handle = handle(config(), &Steps::new([slow, answer]));
    let call = handle.customize::<GetSecretValue>(GetSecretValue::of("db"));
    let (output, metadata) = call.send_with_metadata().await.unwrap();
    assert_eq!(output.name.as_deref(), Some("db"));
    assert_eq!((metadata.status, metadata.attempts), (200, 2));
    assert_eq!(metadata.request_id.as_deref(), Some("0f8a"));
    assert_eq!(metadata.headers["x-note"], "1");
    assert_eq!(metadata.latency, Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn a_call_has_settings_of_its_own() {
    let steps = Steps::new([BAD]);
    let handle = handle(config().max_attempts(2), &steps);
    let call = || handle.customize::<GetSecretValue>(GetSecretValue::of("db"));
    assert_eq!(call().max_attempts(5).call_timeout(None).send().await.unwrap_err().attempts(), 5);
    assert_eq!(call().max_attempts(1).send().await.unwrap_err().attempts(), 1);
    assert_eq!(call().send().await.unwrap_err().attempts(), 2, "the others are as they were");

    *steps.steps.lock().unwrap() = [Step::Hang].into();
    let error = call().call_timeout(Duration::from_millis(500)).send().await.unwrap_err();
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 500 ms (call timeout)");
    let error = call().attempt_timeout(Duration::from_secs(1)).send().await.unwrap_err();
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 1 s (attempt timeout) (2 attempts)");
}
