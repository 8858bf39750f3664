//! Which calls are made again, when, and how often. Time stands still here but for the pauses.

use std::collections::BTreeSet;
use std::time::Duration;

use runtime::SdkError;
use runtime::client::{Handle, RetryConfig, RetryMode, TransportErrorKind};
use secretsmith_runtime as runtime;
use tokio::time::Instant;

use crate::steps::{BAD, GOOD, SLOW_DOWN, Step, Steps, config, handle};
use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueOutput};

type Outcome = Result<GetSecretValueOutput, SdkError<GetSecretValueError>>;

async fn call(handle: &Handle) -> Outcome {
    handle.call::<GetSecretValue>(GetSecretValue::of("db")).await
}

#[tokio::test(start_paused = true)]
async fn a_call_is_made_again_until_it_succeeds() {
    let steps = Steps::new([BAD, Step::Fail(TransportErrorKind::Io), GOOD]);
    call(&handle(config(), &steps)).await.unwrap();
    assert_eq!(steps.count(), 3);
    let ids: BTreeSet<_> = (0..3).map(|attempt| steps.header(attempt, "amz-sdk-invocation-id")).collect();
    assert_eq!(ids.len(), 1, "it is one call");
    let said = |attempt| steps.header(attempt, "amz-sdk-request");
    let expected = [None, Some("attempt=2; max=3".to_owned()), Some("attempt=3; max=3".to_owned())];
    assert_eq!([said(0), said(1), said(2)], expected);
    assert!(steps.pause(1) < Duration::from_secs(1) && steps.pause(2) < Duration::from_secs(2));
    let bodies: BTreeSet<_> = steps.requests.lock().unwrap().iter().map(|(_, it)| it.body().clone()).collect();
    assert_eq!(bodies.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn failures_that_pass() {
    let named = |code: &'static str| Step::Answer(400, &[], code);
    let passing = [
        BAD,
        SLOW_DOWN,
        Step::Answer(500, &[], ""),
        Step::Answer(502, &[], ""),
        Step::Answer(504, &[], ""),
        Step::Answer(429, &[], ""),
        Step::Answer(500, &[], r#"{"__type":"InternalServiceError"}"#),
        named(r#"{"__type":"RequestTimeout"}"#),
        named(r#"{"__type":"com.example#TooManyRequestsException"}"#),
        Step::Fail(TransportErrorKind::Connect),
        Step::Fail(TransportErrorKind::Timeout),
    ];
    for step in passing {
        let steps = Steps::new([step, GOOD]);
        call(&handle(config(), &steps)).await.unwrap();
        assert_eq!(steps.count(), 2);
    }
    let lasting = [
        named(r#"{"__type":"ResourceNotFoundException"}"#),
        named(r#"{"__type":"LimitExceededException"}"#),
        named(r#"{"__type":"AccessDeniedException"}"#),
        named(""),
        Step::Answer(301, &[], ""),
        Step::Answer(200, &[], "no JSON"),
        Step::Fail(TransportErrorKind::Other),
    ];
    for step in lasting {
        let steps = Steps::new([step, GOOD]);
        let error = call(&handle(config(), &steps)).await.unwrap_err();
        assert_eq!((steps.count(), error.attempts()), (1, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_failure_is_told_with_the_number_of_attempts() {
    let error = call(&handle(config(), &Steps::new([BAD]))).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    let text = "GetSecretValue: the answer is a failure that names no error (HTTP 503, 3 attempts)";
    assert_eq!(error.to_string(), text);
    let error = call(&handle(config().max_attempts(2), &Steps::new([SLOW_DOWN]))).await.unwrap_err();
    assert_eq!(error.to_string(), "ThrottlingException (GetSecretValue, 2 attempts)");
    let steps = Steps::new([Step::Fail(TransportErrorKind::Connect)]);
    let error = call(&handle(config(), &steps)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GetSecretValue: cannot connect to https://example.com: the cable was cut (3 attempts)"
    );
}

#[tokio::test(start_paused = true)]
async fn retries_can_be_switched_off() {
    for config in [config().retry_mode(RetryMode::Off), config().max_attempts(1)] {
        let steps = Steps::new([BAD]);
        assert_eq!(call(&handle(config, &steps)).await.unwrap_err().attempts(), 1);
        assert_eq!(steps.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_says_how_long_to_wait() {
    let cases: [(&[(&str, &str)], Duration); 3] = [
        (&[("retry-after", "7")], Duration::from_secs(7)),
        (&[("x-amz-retry-after", "1500"), ("retry-after", "7")], Duration::from_millis(1500)),
        (&[("retry-after", "86400")], Duration::from_secs(60)),
    ];
    for (headers, pause) in cases {
        let steps = Steps::new([Step::Answer(503, headers, ""), GOOD]);
        call(&handle(config().call_timeout(None), &steps)).await.unwrap();
        assert_eq!(steps.pause(1), pause);
    }
}

#[tokio::test(start_paused = true)]
async fn the_pauses_grow_and_differ() {
    let steps = Steps::new([BAD]);
    let handle = handle(config().max_attempts(12).call_timeout(None), &steps);
    call(&handle).await.unwrap_err();
    let pauses: Vec<_> = (1..12).map(|attempt| steps.pause(attempt)).collect();
    for (pause, longest) in pauses.iter().zip([1, 2, 4, 8, 16, 20, 20, 20, 20, 20, 20]) {
        assert!(*pause <= Duration::from_secs(longest), "{pauses:?}");
    }
    assert_eq!(pauses.iter().collect::<BTreeSet<_>>().len(), pauses.len(), "{pauses:?}");
    assert!(pauses.iter().sum::<Duration>() > Duration::from_secs(10), "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn pauses_are_as_long_as_configured() {
    let pauses = async |initial, max| {
        let steps = Steps::new([BAD]);
        let retries = RetryConfig::standard().with_max_attempts(12).with_initial_backoff(initial);
        let config = config().retry_config(retries.with_max_backoff(max)).call_timeout(None);
        call(&handle(config, &steps)).await.unwrap_err();
        (1..12).map(|attempt| steps.pause(attempt)).collect::<Vec<_>>()
    };
    let short = pauses(Duration::from_millis(10), Duration::from_millis(30)).await;
    for (pause, longest) in short.iter().zip([10, 20].into_iter().chain([30; 9])) {
        // Tokio's timers go by whole milliseconds.
        assert!(*pause <= Duration::from_millis(longest + 1), "{short:?}");
    }
    let long = pauses(Duration::from_secs(1000), Duration::from_secs(1000)).await;
    assert!(long.iter().sum::<Duration>() > Duration::from_secs(151), "what is usual, all together: {long:?}");
}

#[tokio::test(start_paused = true)]
async fn a_service_in_trouble_is_not_called_ever_more() {
    let steps = Steps::new([BAD]);
    let handle = handle(config(), &steps);
    let mut attempts = Vec::new();
    for _ in 0..52 {
        attempts.push(call(&handle).await.unwrap_err().attempts());
    }
    // 500 tokens are enough for 100 retries.
    assert_eq!(attempts[..50], [3; 50]);
    assert_eq!(attempts[50..], [1; 2]);
    *steps.steps.lock().unwrap() = [GOOD].into();
    for _ in 0..5 {
        call(&handle).await.unwrap();
    }
    *steps.steps.lock().unwrap() = [BAD].into();
    assert_eq!(call(&handle).await.unwrap_err().attempts(), 2, "five good calls have paid for one retry");
}

#[tokio::test(start_paused = true)]
async fn an_attempt_has_a_time_of_its_own_and_so_has_the_call() {
    let limited = || config().attempt_timeout(Duration::from_secs(2));
    let steps = Steps::new([Step::Hang, GOOD]);
    call(&handle(limited(), &steps)).await.unwrap();
    assert!(steps.pause(1) >= Duration::from_secs(2));

    let error = call(&handle(limited(), &Steps::new([Step::Hang]))).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 2 s (attempt timeout) (3 attempts)");

    let start = Instant::now();
    let both = limited().call_timeout(Duration::from_secs(3)).max_attempts(100);
    let error = call(&handle(both, &Steps::new([Step::Hang]))).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::from_secs(3));
    assert!(error.to_string().starts_with("GetSecretValue: no answer within 3 s (call timeout)"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_wrong_is_put_right() {
    let late = Step::Answer(
        400,
        &[("date", "Fri, 01 Jan 2100 00:00:00 GMT")],
        r#"{"__type":"InvalidSignatureException","message":"Signature expired"}"#,
    );
    let steps = Steps::new([late, GOOD]);
    let handle = handle(config(), &steps);
    call(&handle).await.unwrap();
    assert_eq!(steps.count(), 2);
    call(&handle).await.unwrap();
    for attempt in [1, 2] {
        let date = steps.header(attempt, "x-amz-date").unwrap();
        // Seconds are rounded down.
        assert!(date.starts_with("21000101T0000") || date == "20991231T235959Z", "{date}");
    }

    let wrong = Step::Answer(400, &[], r#"{"__type":"InvalidSignatureException"}"#);
    let steps = Steps::new([wrong, GOOD]);
    call(&crate::steps::handle(config(), &steps)).await.unwrap_err();
    assert_eq!(steps.count(), 1, "without another time there is no other signature");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_wrong_is_put_right_for_all_who_call_at_once() {
    let late = Step::Answer(
        400,
        &[("date", "Fri, 01 Jan 2100 00:00:00 GMT")],
        r#"{"__type":"InvalidSignatureException","message":"Signature expired"}"#,
    );
    let steps = Steps::new([late.clone(), late.clone(), late, GOOD]);
    let steps = Steps { time: Duration::from_millis(10), ..steps };
    let handle = handle(config(), &steps);
    let calls: Vec<_> = (0..3)
        .map(|_| {
            let handle = handle.clone();
            tokio::spawn(async move { call(&handle).await.map(drop).map_err(|error| error.to_string()) })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), Ok(()));
    }
    assert_eq!(steps.count(), 6);
}

#[tokio::test(start_paused = true)]
async fn calls_wait_their_turn_while_the_service_throttles() {
    let steps = Steps::new([SLOW_DOWN]);
    let handle = handle(config().retry_mode(RetryMode::Adaptive).max_attempts(1).call_timeout(None), &steps);
    let start = Instant::now();
    for _ in 0..10 {
        call(&handle).await.unwrap_err();
    }
    assert!(start.elapsed() > Duration::from_secs(5), "{:?}", start.elapsed());

    let steps = Steps::new([SLOW_DOWN]);
    let standard = crate::steps::handle(config().max_attempts(1), &steps);
    let start = Instant::now();
    for _ in 0..10 {
        call(&standard).await.unwrap_err();
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
}
