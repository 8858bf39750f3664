//! What happens by the clock, without a request.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;
use std::time::Duration;

use secretsmith::SecretsManager;
use secretsmith::server::Context;
use secretsmith_reference::{Clock, InMemory, Invocation, ManualClock, Step};
use secretsmith_server::run_due;
use serde_json::{from_value, json};
use tokio::sync::Notify;
use tokio::task::yield_now;
use tokio::time::{Instant, timeout};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

/// Time stands still while anything happens, and jumps to the next timer when nothing else does.
#[tokio::test(start_paused = true)]
async fn a_schedule_is_kept_by_the_timer_alone() {
    let clock = ManualClock::at("2020-02-29T12:00:00Z".parse().unwrap());
    let service = InMemory::builder().clock(clock.clone()).build();
    let called = calls_of(&service);
    tokio::spawn(run_due(service.clone()));
    // It looks at once, finds nothing, and waits.
    yield_now().await;

    rotate_daily(&service).await;
    // The bell is stopped before the driver has its turn.
    service.rotation_requested().await;
    let tested = service.run_due(clock.now()).await;
    assert!(!tested.is_empty(), "the test of the function was due at once");

    // The next window opens.
    clock.advance(Duration::from_secs(24 * 60 * 60));
    let begun = Instant::now();
    timeout(Duration::from_secs(60), called.notified()).await.unwrap();
    assert_eq!(begun.elapsed(), Duration::from_secs(1));
}

/// Registers a function; tells of each rotation that begins.
fn calls_of(service: &InMemory) -> Arc<Notify> {
    let called = Arc::new(Notify::new());
    let told = Arc::clone(&called);
    service.register_rotation_function(FUNCTION, move |invocation: Invocation| {
        if invocation.step == Step::Create {
            told.notify_one();
        }
        async { Ok(()) }
    });
    called
}

/// Creates a secret, and has it rotated every day, but not now.
async fn rotate_daily(service: &InMemory) {
    let context = Context::new("a call of the test");
    let create = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": "1".repeat(32)});
    service.create_secret(from_value(create).unwrap(), &context).await.unwrap();
    let rules = json!({"AutomaticallyAfterDays": 1});
    let rotate = json!({"SecretId": "db", "ClientRequestToken": "2".repeat(32), "RotationLambdaARN": FUNCTION,
        "RotationRules": rules, "RotateImmediately": false});
    service.rotate_secret(from_value(rotate).unwrap(), &context).await.unwrap();
}
