//! Many callers who do all sorts of things to one secret at once, with and without replicas: what was
//! acknowledged is there, and all that can be read makes sense.

use std::collections::BTreeSet;
use std::fmt::Debug;

use secretsmith::Client;
use secretsmith::error::{SdkError, ServiceError};
use secretsmith::operation::get_secret_value::GetSecretValueOutput;
use secretsmith::types::ReplicaRegionType;
use secretsmith_reference::{Clock, EventKind, InMemory, ManualClock, Replication};
use secretsmith_tests::{ACCOUNT, World};
use tokio::task::{JoinSet, yield_now};

use crate::model::labels::{CURRENT, PENDING};
use crate::model::{INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND};
use crate::properties::reads::{Reads, read};
use crate::properties::sense;
use crate::rotating::{contract, register, rotation};
use crate::support::{DB, SECOND, create, describe, version};

const OTHER: &str = "us-east-1";

/// How many callers do each thing, and how often. Together they make fewer versions than a secret may
/// have.
const CALLERS: usize = 3;
const ROUNDS: u32 = 8;

/// From this number on, versions are those of rotations.
const ROTATED: u32 = 1_000_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_many_do_what_was_acknowledged_is_there() {
    for world in [World::in_process(), World::over_http().await] {
        let crowd = Crowd::of(&world).await;
        let acknowledged = crowd.bustle(&Deed::WITH_ONE_SECRET).await;
        crowd.settle(&acknowledged).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_many_do_replicas_end_as_their_primary() {
    for replication in [Replication::AtOnce, Replication::WhenDue] {
        let world = World::replicating(replication);
        let crowd = Crowd::of(&world).await;
        let deeds = [&Deed::WITH_ONE_SECRET[..], &[Deed::Replicate, Deed::ReadThere]].concat();
        let acknowledged = crowd.bustle(&deeds).await;
        crowd.replicate().await;
        let [here, there] = crowd.settle(&acknowledged).await;
        assert_eq!(here.versions.len(), there.versions.len());
        let primary = describe(&crowd.here, DB).await;
        assert!(format!("{:?}", primary.replication_status).contains("InSync"), "{:?}", primary.replication_status);
    }
}

/// What a caller does.
#[derive(Clone, Copy)]
enum Deed {
    Put,
    Update,
    Relabel,
    Rotate,
    Delete,
    Read,
    Replicate,
    ReadThere,
}

impl Deed {
    const WITH_ONE_SECRET: [Self; 6] = [Self::Put, Self::Update, Self::Relabel, Self::Rotate, Self::Delete, Self::Read];
}

/// What callers use.
#[derive(Clone)]
struct Crowd {
    here: Client,
    there: Client,
    service: InMemory,
    clock: ManualClock,
}

impl Crowd {
    async fn of(world: &World) -> Self {
        create(&world.client, DB).await;
        register(world, contract);
        let (here, there) = (world.client.clone(), world.client_in(ACCOUNT, OTHER));
        Self { here, there, service: world.service.clone(), clock: world.clock.clone() }
    }

    /// Has all do their deeds at once; gives the numbers of the versions that were acknowledged.
    async fn bustle(&self, deeds: &[Deed]) -> BTreeSet<u32> {
        let mut tasks = JoinSet::new();
        for (caller, deed) in (0..).zip(deeds.repeat(CALLERS)) {
            let crowd = self.clone();
            tasks.spawn(async move {
                let mut acknowledged = Vec::new();
                for round in 0..ROUNDS {
                    acknowledged.extend(crowd.act(deed, 2 + caller * ROUNDS + round).await);
                    yield_now().await;
                }
                acknowledged
            });
        }
        tasks.join_all().await.into_iter().flatten().collect()
    }

    /// Brings what was begun to an end, and checks that everything is there and makes sense.
    async fn settle(&self, acknowledged: &BTreeSet<u32>) -> [Reads; 2] {
        self.here.restore_secret().secret_id(DB).send().await.expect("the secret is there");
        self.service.run_due(self.clock.now()).await;
        self.here.cancel_rotate_secret().secret_id(DB).send().await.expect("the secret is there");
        self.service.run_due(self.clock.now()).await;
        let described = describe(&self.here, DB).await.version_ids_to_stages.unwrap_or_default();
        let held = described.into_keys().chain(acknowledged.iter().copied().map(version));
        let reads = read(&[self.here.clone(), self.there.clone()], &all_ids(&self.here, held).await).await;
        sense::check(&reads);
        assert!(reads[0].holder(CURRENT).is_some(), "it always had a current version");
        for number in acknowledged {
            let read = reads[0].by_id[&version(*number)].as_ref().expect("it was acknowledged");
            assert_eq!(read.secret_string(), Some(&*value_of(*number)));
        }
        reads
    }

    /// Does something once, with a number that nobody else has; gives the numbers of the versions that
    /// are acknowledged by that.
    async fn act(&self, deed: Deed, number: u32) -> Vec<u32> {
        match deed {
            Deed::Put => return self.put(number).await,
            Deed::Update => return self.update(number).await,
            Deed::Rotate => return self.rotate(number + ROTATED).await,
            Deed::Relabel => self.relabel(number).await,
            Deed::Delete => self.delete(number).await,
            Deed::Read => self.read().await,
            Deed::Replicate => self.replicate_for_a_while(number).await,
            Deed::ReadThere => check_read(self.there.get_secret_value().secret_id(DB).send().await, &[NOT_FOUND]),
        }
        Vec::new()
    }

    async fn put(&self, number: u32) -> Vec<u32> {
        let put = self.here.put_secret_value().secret_id(DB).client_request_token(version(number));
        let labels = number.is_multiple_of(3).then(|| vec!["A".to_owned(), PENDING.to_owned()]);
        acknowledged(number, put.secret_string(value_of(number)).set_version_stages(labels).send().await)
    }

    async fn update(&self, number: u32) -> Vec<u32> {
        let update = self.here.update_secret().secret_id(DB).client_request_token(version(number));
        acknowledged(number, update.secret_string(value_of(number)).send().await)
    }

    /// Deletes and restores; seldom, since others can do nothing meanwhile.
    async fn delete(&self, number: u32) {
        if number.is_multiple_of(4) {
            let delete = self.here.delete_secret().secret_id(DB).recovery_window_in_days(7);
            check_refusal(delete.send().await, &[INVALID_REQUEST, INVALID_PARAMETER]);
            self.here.restore_secret().secret_id(DB).send().await.expect("the secret is there");
        }
    }

    async fn read(&self) {
        check_read(self.here.get_secret_value().secret_id(DB).send().await, &[INVALID_REQUEST]);
        let description = describe(&self.here, DB).await;
        let labels: Vec<_> = description.version_ids_to_stages.iter().flatten().flat_map(|it| it.1).collect();
        assert_eq!(labels.iter().filter(|label| **label == CURRENT).count(), 1, "one version is current");
        assert_eq!(labels.iter().collect::<BTreeSet<_>>().len(), labels.len(), "a label is on one version");
    }

    /// Moves `AWSCURRENT` to the version that has another label, wherever both are just now.
    async fn relabel(&self, number: u32) {
        let label = if number.is_multiple_of(2) { "A" } else { "AWSPREVIOUS" };
        let get = || self.here.get_secret_value().secret_id(DB);
        let (Ok(from), Ok(to)) = (get().send().await, get().version_stage(label).send().await) else { return };
        let call = self.here.update_secret_version_stage().secret_id(DB).version_stage(CURRENT);
        let call = call.set_remove_from_version_id(from.version_id).set_move_to_version_id(to.version_id);
        check_refusal(call.send().await, &[INVALID_REQUEST, INVALID_PARAMETER]);
    }

    /// Asks for a rotation and does what is due, also what was to be tried again.
    async fn rotate(&self, number: u32) -> Vec<u32> {
        check_refusal(rotation(&self.here, number).send().await, &[INVALID_REQUEST]);
        self.clock.advance(61 * SECOND);
        let events = self.service.run_due(self.clock.now()).await;
        let succeeded = events.iter().filter(|event| event.kind == EventKind::RotationSucceeded);
        succeeded.map(|event| number_of(&event.version)).collect()
    }

    /// Makes a replica, and now and then has it leave, or removes it.
    async fn replicate_for_a_while(&self, number: u32) {
        self.replicate().await;
        if number.is_multiple_of(2) {
            let stop = self.there.stop_replication_to_replica().secret_id(DB).send().await;
            check_refusal(stop, &[NOT_FOUND, INVALID_PARAMETER]);
        }
        if number.is_multiple_of(4) {
            let remove = self.here.remove_regions_from_replication().secret_id(DB);
            let remove = remove.remove_replica_regions(OTHER).send().await;
            check_refusal(remove, &[INVALID_REQUEST, INVALID_PARAMETER]);
        }
    }

    async fn replicate(&self) {
        let replica = ReplicaRegionType::builder().region(OTHER).build();
        let call = self.here.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica);
        check_refusal(call.force_overwrite_replica_secret(true).send().await, &[INVALID_REQUEST]);
    }
}

/// The ids of all versions that are listed, and these.
async fn all_ids(client: &Client, ids: impl Iterator<Item = String>) -> Vec<String> {
    let listed = crate::support::versions(client, DB, true).await.into_iter().filter_map(|version| version.version_id);
    listed.chain(ids).collect::<BTreeSet<_>>().into_iter().collect()
}

fn acknowledged<T: Debug, E: ServiceError>(number: u32, result: Result<T, SdkError<E>>) -> Vec<u32> {
    let is_done = result.is_ok();
    check_refusal(result, &[INVALID_REQUEST]);
    is_done.then_some(number).into_iter().collect()
}

/// Asserts that a call was refused for one of these reasons, if it was.
#[track_caller]
fn check_refusal<T: Debug, E: ServiceError>(result: Result<T, SdkError<E>>, codes: &[&str]) {
    if let Err(error) = result {
        assert!(error.code().is_some_and(|code| codes.contains(&code)), "{error:?}");
    }
}

/// Asserts that a read gave the current version as it was put, or was refused for one of these reasons.
#[track_caller]
fn check_read<E: ServiceError>(result: Result<GetSecretValueOutput, SdkError<E>>, codes: &[&str]) {
    if let Ok(read) = &result {
        assert!(read.version_stages().contains(&CURRENT.to_owned()));
        let number = number_of(read.version_id().expect("every version has an id"));
        assert_eq!(read.secret_string(), Some(&*value_of(number)));
    }
    check_refusal(result, codes);
}

/// The value that every version has from its beginning to its end.
fn value_of(number: u32) -> String {
    match number {
        1 => "one".to_owned(),
        ROTATED.. => "rotated".to_owned(),
        _ => format!("value {number}"),
    }
}

fn number_of(id: &str) -> u32 {
    id[..8].parse().expect("the number of a version")
}
