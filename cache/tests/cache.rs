//! What is kept, for how long, and who is called for it. Time stands still but for the jumps.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::operation::put_secret_value::{PutSecretValueError, PutSecretValueInput, PutSecretValueOutput};
use secretsmith::server::{Caller, Context};
use secretsmith::types::error::ResourceNotFoundException;
use secretsmith::{Client, SecretsManager};
use secretsmith_cache::Cache;
use secretsmith_reference::InMemory;
use tokio::task::yield_now;
use tokio::time::{Instant, advance, sleep};

const ARN: &str = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3";

/// Every secret has the number of the call as its value; those called `none` are not there.
#[derive(Clone, Default)]
struct Numbers {
    calls: Arc<AtomicUsize>,
    asked: Arc<Mutex<Vec<String>>>,
    is_down: Arc<AtomicBool>,
}

impl SecretsManager for Numbers {
    async fn get_secret_value(
        &self,
        input: GetSecretValueInput,
        _: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        let number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        sleep(Duration::from_millis(10)).await;
        self.asked.lock().unwrap().push(input.secret_id.clone());
        if input.secret_id == "none" || self.is_down.load(Ordering::Relaxed) {
            return Err(ResourceNotFoundException::new("There is none.").into());
        }
        Ok(GetSecretValueOutput::default().with_name("db").with_arn(ARN).with_secret_string(number.to_string()))
    }

    async fn put_secret_value(
        &self,
        _: PutSecretValueInput,
        _: &Context,
    ) -> Result<PutSecretValueOutput, PutSecretValueError> {
        Ok(PutSecretValueOutput::default())
    }
}

impl Numbers {
    fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }
}

fn cached() -> (Numbers, Cache<Numbers>) {
    let service = Numbers::default();
    (service.clone(), Cache::builder(service).time_to_live(Duration::from_secs(100)).build())
}

async fn read(cache: &Cache<Numbers>, id: &str) -> String {
    cache.secret_string(id).await.unwrap().expose().clone()
}

#[tokio::test(start_paused = true)]
async fn a_value_is_read_once() {
    let (service, cache) = cached();
    assert_eq!(read(&cache, "db").await, "1");
    assert_eq!(read(&cache.clone(), "db").await, "1");
    assert_eq!(service.calls(), 1);
    assert_eq!(read(&cache, "other").await, "2");
}

#[tokio::test(start_paused = true)]
async fn versions_and_labels_are_kept_apart() {
    let (service, cache) = cached();
    let client = Client::in_process(cache);
    let get = || client.get_secret_value().secret_id("db");
    for _ in 0..2 {
        get().send().await.unwrap();
        get().version_stage("AWSPREVIOUS").send().await.unwrap();
        get().version_id("00000000-0000-4000-8000-000000000001").send().await.unwrap();
    }
    assert_eq!(service.calls(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_value_has_its_time() {
    let (service, cache) = cached();
    assert_eq!(read(&cache, "db").await, "1");
    advance(Duration::from_secs(89)).await;
    assert_eq!(read(&cache, "db").await, "1");
    advance(Duration::from_secs(11)).await;
    assert_eq!(read(&cache, "db").await, "2");
    assert_eq!(service.calls(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_value_that_nears_its_end_is_read_anew_meanwhile() {
    let (service, cache) = cached();
    assert_eq!(read(&cache, "db").await, "1");
    advance(Duration::from_secs(95)).await;
    for _ in 0..3 {
        assert_eq!(read(&cache, "db").await, "1", "nobody waits");
    }
    sleep(Duration::from_millis(20)).await;
    assert_eq!(read(&cache, "db").await, "2");
    assert_eq!(service.calls(), 2, "one of the three has called");

    service.is_down.store(true, Ordering::Relaxed);
    advance(Duration::from_secs(95)).await;
    for _ in 0..2 {
        assert_eq!(read(&cache, "db").await, "2", "the old value is good for its time");
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(service.calls(), 4);
    advance(Duration::from_secs(10)).await;
    cache.secret_string("db").await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn of_many_who_ask_at_once_one_calls() {
    let (service, cache) = cached();
    let readers: Vec<_> = (0..100)
        .map(|_| {
            let cache = cache.clone();
            tokio::spawn(async move { read(&cache, "db").await })
        })
        .collect();
    for reader in readers {
        assert_eq!(reader.await.unwrap(), "1");
    }
    assert_eq!(service.calls(), 1);
}

#[tokio::test(start_paused = true)]
async fn of_many_who_ask_for_nothing_at_once_one_calls_too() {
    let (service, cache) = cached();
    let start = Instant::now();
    let readers: Vec<_> = (0..100)
        .map(|_| {
            let cache = cache.clone();
            tokio::spawn(async move { cache.secret_string("none").await })
        })
        .collect();
    for reader in readers {
        assert!(reader.await.unwrap().unwrap_err().is_resource_not_found_exception());
    }
    assert_eq!((service.calls(), start.elapsed()), (1, Duration::from_millis(10)));
}

#[tokio::test(start_paused = true)]
async fn callers_are_kept_apart() {
    let (service, cache) = cached();
    let callers = [
        Caller::anonymous().with_access_key_id("ALICE"),
        Caller::anonymous().with_access_key_id("MALLORY"),
        Caller::anonymous().with_access_key_id("ALICE").with_region("us-east-1"),
    ];
    for caller in callers {
        let client = Client::in_process_as(cache.clone(), caller);
        for _ in 0..2 {
            client.get_secret_value().secret_id("db").send().await.unwrap();
        }
    }
    assert_eq!(service.calls(), 3);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_there_pushes_nothing_out() {
    let service = Numbers::default();
    let cache = Cache::builder(service.clone()).capacity(2).build();
    read(&cache, "a").await;
    read(&cache, "b").await;
    for _ in 0..5 {
        cache.secret_string("none").await.unwrap_err();
    }
    read(&cache, "a").await;
    read(&cache, "b").await;
    assert_eq!(service.calls(), 7);
}

#[tokio::test(start_paused = true)]
async fn what_was_asked_for_before_a_change_is_not_kept() {
    let (service, cache) = cached();
    let reader = tokio::spawn({
        let cache = cache.clone();
        async move { read(&cache, ARN).await }
    });
    while service.calls() == 0 {
        yield_now().await;
    }
    cache.forget("db");
    assert_eq!(reader.await.unwrap(), "1");
    assert_eq!(read(&cache, ARN).await, "2");
    cache.forget("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db");
    assert_eq!(read(&cache, ARN).await, "3", "a partial ARN is an id, too");
}

#[tokio::test(start_paused = true)]
async fn errors_are_not_kept() {
    let (service, cache) = cached();
    for _ in 0..2 {
        assert!(cache.secret_string("none").await.unwrap_err().is_resource_not_found_exception());
    }
    assert_eq!(service.calls(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_changes_a_secret_has_it_forgotten() {
    let (_, cache) = cached();
    let client = Client::in_process(cache.clone());
    for (number, id) in [(1, "db"), (3, ARN), (5, "db-by-another-name")] {
        assert_eq!(read(&cache, "db").await, number.to_string());
        assert_eq!(read(&cache, ARN).await, (number + 1).to_string());
        client.put_secret_value().secret_id(id).secret_string("x").send().await.unwrap();
    }
    assert_eq!(read(&cache, "db").await, "5", "that was not of this secret");
    cache.forget("db");
    assert_eq!(read(&cache, ARN).await, "7");
    cache.clear();
    assert_eq!(read(&cache, ARN).await, "8");
}

#[tokio::test(start_paused = true)]
async fn the_value_that_was_not_used_for_longest_makes_room() {
    let service = Numbers::default();
    let cache = Cache::builder(service.clone()).capacity(2).build();
    for id in ["a", "b", "a", "c", "a", "b"] {
        read(&cache, id).await;
    }
    assert_eq!(*service.asked.lock().unwrap(), ["a", "b", "c", "b"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_leaves_the_others_theirs() {
    let (service, cache) = cached();
    let first = tokio::spawn({
        let cache = cache.clone();
        async move { read(&cache, "db").await }
    });
    while service.calls() == 0 {
        yield_now().await;
    }
    first.abort();
    assert_eq!(read(&cache, "db").await, "2");
}

#[tokio::test]
async fn it_stands_before_any_service() {
    let service = InMemory::new();
    let (direct, cache) = (Client::in_process(service.clone()), Cache::new(service));
    direct.create_secret().name("db").secret_string("one").send().await.unwrap();
    assert_eq!(cache.secret_string("db").await.unwrap().expose(), "one");
    direct.put_secret_value().secret_id("db").secret_string("two").send().await.unwrap();
    assert_eq!(cache.secret_string("db").await.unwrap().expose(), "one", "it was told nothing of that");
    let through = Client::in_process(cache.clone());
    through.put_secret_value().secret_id("db").secret_string("three").send().await.unwrap();
    assert_eq!(cache.secret_string("db").await.unwrap().expose(), "three");
    assert!(!format!("{cache:?}").contains("three"));
}
