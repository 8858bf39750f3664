//! Credentials that are kept while they are valid.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secretsmith_runtime::Timestamp;
use secretsmith_runtime::client::credentials::{Cached, ProviderContext};
use secretsmith_runtime::client::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials};
use tokio::task::{JoinSet, yield_now};

use super::{NOON, Script};
use crate::environment::Fake;

/// Gives `KEY1`, `KEY2`, … for an hour each, a second after it was asked, while it is well.
#[derive(Clone, Default)]
struct Source {
    asked: Arc<AtomicUsize>,
    failing: Arc<Mutex<Option<&'static str>>>,
    is_absent: Arc<AtomicBool>,
    clock: Arc<AtomicI64>,
}

impl Source {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn fail(&self, problem: Option<&'static str>) {
        *self.failing.lock().unwrap() = problem;
    }

    /// Sets the clock to so many minutes after noon.
    fn minute(&self, minute: i64) {
        self.clock.store(NOON + minute * 60, Ordering::SeqCst);
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_secs(self.clock.load(Ordering::SeqCst))
    }

    fn cached(&self) -> Cached {
        let clock = self.clone();
        let context = ProviderContext::new(Fake::new(), Script::default()).with_clock(move || clock.now());
        Cached::new(&context, self.clone())
    }
}

impl ProvideCredentials for Source {
    fn provide(&self) -> CredentialsFuture<'_> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if let Some(problem) = *self.failing.lock().unwrap() {
                return Err(CredentialsError::new(problem));
            }
            if self.is_absent.load(Ordering::SeqCst) {
                return Err(CredentialsError::not_configured("nobody said anything"));
            }
            let expires = Timestamp::from_secs(self.now().secs() + 3600);
            Ok(Credentials::new(format!("KEY{number}"), "the-secret-key").with_expiry(expires))
        })
    }
}

async fn key(cached: &Cached) -> String {
    cached.provide().await.map_or_else(|error| error.to_string(), |credentials| credentials.access_key_id)
}

/// Lets what is in the background come to its end.
async fn settle() {
    tokio::time::sleep(Duration::from_secs(2)).await;
    yield_now().await;
}

#[tokio::test(start_paused = true)]
async fn credentials_are_kept_until_five_minutes_before_they_expire() {
    let source = Source::default();
    source.minute(0);
    let cached = source.cached();
    for minute in [0, 1, 54] {
        source.minute(minute);
        assert_eq!(key(&cached).await, "KEY1");
    }
    settle().await;
    assert_eq!(source.asked(), 1);
    source.minute(55);
    assert_eq!(key(&cached).await, "KEY1", "the call does not wait");
    settle().await;
    assert_eq!((key(&cached).await.as_str(), source.asked()), ("KEY2", 2));
}

#[tokio::test(start_paused = true)]
async fn the_provider_is_asked_once_however_many_wait() {
    let source = Source::default();
    source.minute(0);
    let cached = source.cached();
    let all = async |cached: &Cached| {
        let mut calls = JoinSet::new();
        for _ in 0..100 {
            let cached = cached.clone();
            calls.spawn(async move { key(&cached).await });
        }
        calls.join_all().await
    };
    assert_eq!(all(&cached).await, ["KEY1"; 100]);
    source.minute(58);
    assert_eq!(all(&cached).await, ["KEY1"; 100], "the old ones are valid");
    settle().await;
    assert_eq!(source.asked(), 2);
    source.minute(500);
    source.fail(Some("the well has run dry"));
    assert_eq!(all(&cached).await, ["the well has run dry"; 100]);
    assert_eq!(source.asked(), 3, "one failure counts for all who waited");
    assert_eq!(key(&cached).await, "the well has run dry");
    assert_eq!(source.asked(), 4, "and not for who comes later");
}

#[tokio::test(start_paused = true)]
async fn old_credentials_are_given_while_new_ones_fail_until_they_expire() {
    let source = Source::default();
    source.minute(0);
    let cached = source.cached();
    assert_eq!(key(&cached).await, "KEY1");
    source.fail(Some("the well has run dry"));
    for (minute, asked) in [(56, 2), (56, 2), (57, 3), (59, 4)] {
        source.minute(minute);
        assert_eq!(key(&cached).await, "KEY1", "minute {minute}");
        settle().await;
        assert_eq!(source.asked(), asked, "minute {minute}: not asked at each call");
    }
    source.minute(60);
    assert_eq!(key(&cached).await, "the well has run dry");
    source.fail(None);
    assert_eq!(key(&cached).await, "KEY6");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_leaves_the_turn_to_the_next() {
    let source = Source::default();
    source.minute(0);
    let cached = source.cached();
    let limit = Duration::from_millis(500);
    assert!(tokio::time::timeout(limit, key(&cached)).await.is_err());
    assert_eq!(key(&cached).await, "KEY2");
}

#[tokio::test]
async fn credentials_without_expiry_are_kept_for_good() {
    let source = Source::default();
    source.minute(0);
    let clock = source.clone();
    let context = ProviderContext::new(Fake::new(), Script::default()).with_clock(move || clock.now());
    let cached = Cached::new(&context, Credentials::new("FIXED", "the-secret-key"));
    for minute in [0, 1_000_000] {
        source.minute(minute);
        assert_eq!(key(&cached).await, "FIXED");
    }
    assert!(!format!("{cached:?}").contains("the-secret-key"));
}

#[tokio::test(start_paused = true)]
async fn that_nothing_is_configured_is_not_kept() {
    let source = Source::default();
    source.minute(0);
    source.is_absent.store(true, Ordering::SeqCst);
    let cached = source.cached();
    for asked in 1..=2 {
        let error = cached.provide().await.unwrap_err();
        assert!(error.is_not_configured() && error.to_string() == "nobody said anything");
        assert_eq!(source.asked(), asked);
    }
    source.is_absent.store(false, Ordering::SeqCst);
    assert_eq!(key(&cached).await, "KEY3");
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_no_reason_to_look_nowhere_for_a_while() {
    let source = Source::default();
    source.minute(0);
    source.fail(Some("the well has run dry"));
    let cached = source.cached();
    for asked in 1..=3 {
        assert_eq!(key(&cached).await, "the well has run dry");
        assert_eq!(source.asked(), asked);
    }
}
