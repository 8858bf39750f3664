//! Waiting for a state, over a transport that answers one thing after the other.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use runtime::SdkError;
use runtime::client::wait::{Acceptor, Comparator, Matcher, State, Test, WaitError, Waiter, until, wait};
use runtime::client::{Call, Customized, Handle, Transport, TransportFuture};
use secretsmith_runtime as runtime;
use tokio::time::Instant;

use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueInput, GetSecretValueOutput, SERVICE};

type Answer = Result<GetSecretValueOutput, SdkError<GetSecretValueError>>;

const READY: &str = r#"{"Name":"ready"}"#;
const PENDING: &str = r#"{"Name":"pending"}"#;
const BROKEN: &str = r#"{"Name":"broken"}"#;
const MISSING: &str = r#"{"__type":"ResourceNotFoundException","Message":"not yet"}"#;

/// Named `ready` in the end; not found at first; `broken` for good.
const WAITER: Waiter = Waiter {
    name: "SecretReady",
    min_delay: 2,
    max_delay: 8,
    acceptors: &[
        Acceptor { state: State::Success, matcher: named("ready") },
        Acceptor { state: State::Failure, matcher: named("broken") },
        Acceptor { state: State::Retry, matcher: Matcher::ErrorType("ResourceNotFoundException") },
    ],
};

const fn named(expected: &'static str) -> Matcher {
    Matcher::Output(Test { path: "Name", expected, comparator: Comparator::StringEquals })
}

/// Answers in turn, each with status and body; the last for ever.
struct Turns(Mutex<VecDeque<(u16, &'static str)>>);

impl Transport for Turns {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let mut turns = self.0.lock().unwrap();
        let (status, body) = if turns.len() > 1 { turns.pop_front().unwrap() } else { turns[0] };
        let answer = Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap();
        Box::pin(async { Ok(answer) })
    }
}

/// A call of the secret with this name, if it has one.
#[derive(Clone)]
struct Get(Handle, Option<&'static str>);

impl Get {
    fn over(turns: &[(u16, &'static str)]) -> Self {
        Self(Handle::over(&SERVICE, Turns(Mutex::new(turns.iter().copied().collect()))), Some("db"))
    }
}

impl Call for Get {
    type Operation = GetSecretValue;

    fn prepare(self) -> Customized<GetSecretValue> {
        self.0.customize(GetSecretValue { secret_id: self.1.map(str::to_owned) }.build())
    }
}

async fn wait_with(
    waiter: &Waiter,
    turns: &[(u16, &'static str)],
    limit: u64,
) -> Result<Answer, WaitError<SdkError<GetSecretValueError>>> {
    let handle = Handle::over(&SERVICE, Turns(Mutex::new(turns.iter().copied().collect())));
    let handle = Arc::new(handle);
    let input = GetSecretValueInput { secret_id: "db".to_owned() };
    let call = || {
        let handle = Arc::clone(&handle);
        async move { handle.call::<GetSecretValue>(GetSecretValue::of("db")).await }
    };
    wait::<GetSecretValue, _>(waiter, Duration::from_secs(limit), &input, call).await
}

#[tokio::test(start_paused = true)]
async fn the_answer_that_shows_the_state_comes_back() {
    let begun = Instant::now();
    let turns = [(400, MISSING), (200, PENDING), (200, READY)];
    let answer = wait_with(&WAITER, &turns, 60).await.unwrap().unwrap();
    assert_eq!(answer.name.as_deref(), Some("ready"));
    let waited = begun.elapsed();
    assert!(waited >= Duration::from_secs(4), "two pauses of at least two seconds, not {waited:?}");
    assert!(waited <= Duration::from_secs(2 + 4), "the second pause is at most twice the first, not {waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_state_that_cannot_come_any_more_ends_it() {
    let error = wait_with(&WAITER, &[(200, PENDING), (200, BROKEN)], 60).await.unwrap_err();
    assert_eq!(error.to_string(), "SecretReady cannot come any more");
}

#[tokio::test(start_paused = true)]
async fn an_error_that_says_nothing_of_the_state_ends_it() {
    let denied = r#"{"__type":"AccessDeniedException","message":"no"}"#;
    let error = wait_with(&WAITER, &[(400, denied)], 60).await.unwrap_err();
    assert_eq!(error.to_string(), "waiting for SecretReady: AccessDeniedException: no (GetSecretValue)");
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_kept() {
    let begun = Instant::now();
    let error = wait_with(&WAITER, &[(200, PENDING)], 30).await.unwrap_err();
    assert_eq!(error.to_string(), "SecretReady did not come within 30 s");
    assert!(begun.elapsed() <= Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn expressions_can_be_about_input_and_output_and_compare_lists() {
    let test = |path, expected, comparator| Matcher::InputOutput(Test { path, expected, comparator });
    let matchers = [
        (test("input.SecretId", "db", Comparator::StringEquals), true),
        (test("[output.Name, output.Name]", "ready", Comparator::AllStringEquals), true),
        (test("[output.Name, input.SecretId]", "ready", Comparator::AllStringEquals), false),
        (test("[output.Name, input.SecretId]", "db", Comparator::AnyStringEquals), true),
        (test("length(output.Name) > `3`", "true", Comparator::BooleanEquals), true),
        (test("output.Nothing", "ready", Comparator::StringEquals), false),
    ];
    for (matcher, holds) in matchers {
        let acceptors: &'static [Acceptor] = Box::leak(Box::new([Acceptor { state: State::Success, matcher }]));
        let waiter = Waiter { acceptors, ..WAITER };
        let outcome = wait_with(&waiter, &[(200, READY)], 1).await;
        assert_eq!(outcome.is_ok(), holds, "{matcher:?}: {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_is_made_until_the_state_is_there() {
    let call = Get::over(&[(200, PENDING), (200, READY)]);
    let answer = until(&WAITER, Duration::from_secs(60), call.clone()).await.unwrap().unwrap();
    assert_eq!(answer.name.as_deref(), Some("ready"));
    let incomplete = until(&WAITER, Duration::from_secs(60), Get(call.0, None)).await.unwrap().unwrap_err();
    assert!(matches!(incomplete, SdkError::ConstructionFailure(_)), "{incomplete}");
}

#[cfg(feature = "blocking")]
#[test]
fn a_thread_may_wait_for_the_state() {
    use runtime::client::blocking::{Worker, until};

    const AT_ONCE: Waiter = Waiter { min_delay: 0, max_delay: 0, ..WAITER };
    let limit = Duration::from_secs(60);
    let call = Get::over(&[(400, MISSING), (200, PENDING), (200, READY)]);
    let answer = until(Worker::start(), AT_ONCE, limit, call).unwrap().unwrap();
    assert_eq!(answer.name.as_deref(), Some("ready"));
    let error = until(Worker::start(), AT_ONCE, limit, Get::over(&[(200, BROKEN)])).unwrap_err();
    assert_eq!(error.to_string(), "SecretReady cannot come any more");
}

#[tokio::test]
async fn a_limit_that_no_clock_reaches_is_none() {
    let answer = until(&WAITER, Duration::MAX, Get::over(&[(200, READY)])).await.unwrap().unwrap();
    assert_eq!(answer.name.as_deref(), Some("ready"));
}
