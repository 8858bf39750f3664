//! Many callers at once: every call is answered as if it were alone, before or after the others.

use std::collections::BTreeSet;
use std::fmt::Debug;

use secretsmith::Client;
use secretsmith_tests::{Refusal, World, refusal};
use tokio::task::JoinSet;

use crate::refusals::name_taken;
use crate::support::{DB, all_stages, create, describe, put_with, stages, tag, value, version};

/// How many callers there are.
const CALLERS: u32 = 24;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_acknowledged_version_can_be_read() {
    for world in worlds().await {
        create(&world.client, DB).await;
        // Together with the first version fewer than a secret may have.
        all(&world.client, async |client, caller| {
            for round in 0..4 {
                let number = 2 + caller * 4 + round;
                put_with(&client, DB, number, &[]).await;
                let read = client.get_secret_value().secret_id(DB).version_id(version(number)).send().await;
                assert_eq!(read.expect("it was acknowledged").secret_string(), Some(&*format!("value {number}")));
            }
        })
        .await;

        let versions = all_stages(&world.client, DB).await;
        assert_eq!(versions.len() as u32, 1 + CALLERS * 4);
        let labelled = stages(&world.client, DB).await;
        let labels: BTreeSet<&str> =
            labelled.iter().filter_map(|line| line.split_once(' ')).map(|line| line.1).collect();
        assert_eq!((labelled.len(), labels), (2, BTreeSet::from(["AWSCURRENT", "AWSPREVIOUS"])));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_one_version_or_another_and_never_none() {
    for world in worlds().await {
        create(&world.client, DB).await;
        all(&world.client, async |client, caller| match caller % 2 {
            0 => drop(put_with(&client, DB, caller + 2, &[]).await),
            _ => {
                for _ in 0..8 {
                    let read = client.get_secret_value().secret_id(DB).send().await.expect("a version is current");
                    let id = read.version_id().expect("every version has an id").to_owned();
                    let number: u32 = id[..8].parse().expect("the number of a version");
                    let expected = if number == 1 { "one".to_owned() } else { format!("value {number}") };
                    assert_eq!(read.secret_string(), Some(&*expected));
                    assert!(read.version_stages().contains(&"AWSCURRENT".to_owned()));
                }
            }
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_create_a_secret_one_succeeds() {
    for world in worlds().await {
        let created = all(&world.client, async |client, caller| {
            let call = client.create_secret().name(DB).client_request_token(version(caller));
            call.secret_string(format!("value {caller}")).send().await
        })
        .await;
        let (created, refused): (Vec<_>, Vec<_>) = created.into_iter().partition(Result::is_ok);
        assert_eq!(created.len(), 1);
        let winner = created.into_iter().flatten().next().and_then(|output| output.version_id).expect("a version");
        let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        assert_eq!(read.version_id(), Some(&*winner));
        assert!(refusals(refused).iter().all(|refusal| *refusal == name_taken(DB)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_call_many_times_at_once_is_one_call() {
    for world in worlds().await {
        create(&world.client, DB).await;
        let answers = all(&world.client, async |client, _| put_with(&client, DB, 2, &[]).await).await;
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
        assert_eq!(value(&world.client, DB).await, "value 2");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_tag_gets_lost() {
    for world in worlds().await {
        create(&world.client, DB).await;
        all(&world.client, async |client, caller| {
            let call = client.tag_resource().secret_id(DB).tags(tag(&format!("key{caller:02}"), "x"));
            call.send().await.expect("the secret is there");
        })
        .await;
        let mut tags = describe(&world.client, DB).await.tags.expect("it is tagged");
        tags.sort_by(|a, b| a.key.cmp(&b.key));
        let expected: Vec<_> = (0..CALLERS).map(|caller| tag(&format!("key{caller:02}"), "x")).collect();
        assert_eq!(tags, expected);
    }
}

async fn worlds() -> [World; 2] {
    [World::in_process(), World::over_http().await]
}

/// Runs one task for each caller, all at once; gives what they gave, in no order.
async fn all<T, F>(client: &Client, task: impl Fn(Client, u32) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: JoinSet<T> = (0..CALLERS).map(|caller| task(client.clone(), caller)).collect();
    tasks.join_all().await
}

fn refusals<T: Debug, E: secretsmith::error::ServiceError>(
    results: Vec<Result<T, secretsmith::error::SdkError<E>>>,
) -> Vec<Refusal> {
    results.into_iter().map(refusal).collect()
}
