//! What is told of calls and attempts to those who measure them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use runtime::client::{Handle, Meter, MeteredAttempt, MeteredCall, TransportErrorKind};
use secretsmith_runtime as runtime;

use crate::steps::{BAD, Step, Steps, config, handle};
use crate::support::GetSecretValue;

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Book {
    attempts: Arc<Mutex<Vec<String>>>,
    calls: Arc<Mutex<Vec<String>>>,
    waited: Arc<Mutex<Vec<(Duration, Duration)>>>,
}

impl Meter for Book {
    fn on_attempt(&self, it: &MeteredAttempt<'_>) {
        let MeteredAttempt { operation, number, outcome, error_code, status, duration, .. } = it;
        let bytes = (it.request_bytes, it.response_bytes);
        let line = format!("{operation} {number}: {outcome} {error_code:?} {status:?} {duration:?} {bytes:?}");
        self.attempts.lock().unwrap().push(line);
    }

    fn on_call(&self, it: &MeteredCall<'_>) {
        let MeteredCall { operation, outcome, error_code, status, attempts, .. } = it;
        let bytes = (it.request_bytes, it.response_bytes);
        let line = format!("{operation}: {outcome} {error_code:?} {status:?} {bytes:?} in {attempts}");
        self.calls.lock().unwrap().push(line);
        self.waited.lock().unwrap().push((it.duration, it.waited));
    }
}

impl Book {
    fn handle(&self, steps: &Steps) -> Handle {
        handle(config().meter(self.clone()), steps)
    }

    fn attempts(&self) -> Vec<String> {
        self.attempts.lock().unwrap().clone()
    }

    /// The only call, how long it took, and how long it paused.
    fn call(&self) -> (String, Duration, Duration) {
        let (calls, waited) = (self.calls.lock().unwrap(), self.waited.lock().unwrap());
        assert_eq!(calls.len(), 1);
        (calls[0].clone(), waited[0].0, waited[0].1)
    }
}

async fn call(handle: &Handle) {
    drop(handle.call::<GetSecretValue>(GetSecretValue::of("db")).await);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_and_each_call_is_told_when_it_has_ended() {
    let answer = Step::Answer(200, &[], r#"{"SecretString":"hunter2"}"#);
    let later = Step::Answer(503, &[("retry-after", "2")], "later");
    let mut steps = Steps::new([later, Step::Fail(TransportErrorKind::Io), answer]);
    steps.time = Duration::from_secs(1);
    let book = Book::default();
    call(&book.handle(&steps)).await;
    let expected = [
        "GetSecretValue 1: response_error None Some(503) 1s (17, Some(5))",
        "GetSecretValue 2: dispatch_failure None None 1s (17, None)",
        "GetSecretValue 3: success None Some(200) 1s (17, Some(26))",
    ];
    assert_eq!(book.attempts(), expected);
    let (told, duration, waited) = book.call();
    assert_eq!(told, "GetSecretValue: success None Some(200) (17, Some(26)) in 3");
    let pauses = steps.pause(1) + steps.pause(2) - 2 * steps.time;
    assert_eq!((duration, waited), (pauses + 3 * steps.time, pauses));
}

#[tokio::test]
async fn every_outcome_has_its_class() {
    let error = Step::Answer(400, &[], r#"{"__type":"ResourceNotFoundException","Message":"hunter2"}"#);
    let cases = [
        (error, "service_error Some(\"ResourceNotFoundException\") Some(400) (17, Some(58)) in 1"),
        (Step::Answer(400, &[], "no"), "response_error None Some(400) (17, Some(2)) in 1"),
        (Step::Answer(200, &[], "[]"), "response_error None Some(200) (17, Some(2)) in 1"),
        (Step::Fail(TransportErrorKind::Other), "dispatch_failure None None (17, None) in 1"),
    ];
    for (step, expected) in cases {
        let book = Book::default();
        call(&book.handle(&Steps::new([step]))).await;
        assert_eq!(book.call().0, format!("GetSecretValue: {expected}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_time_is_up_has_ended_and_its_attempt_has_not() {
    let book = Book::default();
    let handle = book.handle(&Steps::new([Step::Hang]));
    let customized = handle.customize::<GetSecretValue>(GetSecretValue::of("db"));
    customized.call_timeout(Duration::from_secs(3)).send().await.unwrap_err();
    let (told, duration, waited) = book.call();
    assert_eq!(told, "GetSecretValue: timeout None None (17, None) in 1");
    assert_eq!((duration, waited), (Duration::from_secs(3), Duration::ZERO));
    assert!(book.attempts().is_empty());

    let book = Book::default();
    let handle = book.handle(&Steps::new([Step::Answer(503, &[("retry-after", "9")], "")]));
    let customized = handle.customize::<GetSecretValue>(GetSecretValue::of("db"));
    customized.call_timeout(Duration::from_secs(3)).send().await.unwrap_err();
    let (told, _, waited) = book.call();
    assert_eq!((told.as_str(), waited), ("GetSecretValue: timeout None None (17, None) in 1", Duration::from_secs(3)));
}

#[tokio::test]
async fn a_call_that_is_not_sent_is_told_too() {
    let cases: [fn(&Handle) -> runtime::client::Customized<GetSecretValue>; 2] = [
        |handle| handle.customize(GetSecretValue::default().build()),
        |handle| handle.customize(GetSecretValue::of("db")).region(""),
    ];
    for customize in cases {
        let (book, steps) = (Book::default(), Steps::new([BAD]));
        customize(&book.handle(&steps)).send().await.unwrap_err();
        assert_eq!(book.call().0, "GetSecretValue: construction_failure None None (0, None) in 0");
        assert!(book.attempts().is_empty() && steps.count() == 0);
    }
}

#[tokio::test]
async fn a_client_that_cannot_call_at_all_tells_of_its_calls() {
    let book = Book::default();
    call(&handle(config().max_attempts(0).meter(book.clone()), &Steps::new([BAD]))).await;
    assert_eq!(book.call().0, "GetSecretValue: construction_failure None None (0, None) in 0");
}
