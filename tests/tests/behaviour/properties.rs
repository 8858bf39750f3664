//! Random calls on one secret in two Regions: all that can be read is as the model has it, and makes
//! sense by itself.
//!
//! - [`steps`]: what is called, and when; [`script`]: what rotation functions do meanwhile;
//! - [`send`]: the calls as the client makes them; [`reads`]: everything that can be read;
//! - [`sense`]: what holds of that without any model; [`agreement`]: that it is as the model has it.

use std::collections::BTreeMap;
use std::env;
use std::sync::{Arc, Mutex};

use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use secretsmith::Client;
use secretsmith_reference::{Clock, Replication, Snapshot};
use secretsmith_tests::{ACCOUNT, REGION, World};
use tokio::runtime::Builder;

use crate::model::due::Event;
use crate::model::script::Script;
use crate::model::{Model, Place};
use crate::support::SECOND;

mod agreement;
pub(crate) mod reads;
mod script;
mod send;
pub(crate) mod sense;
mod steps;

use reads::Reads;
use steps::Step;

/// How many sequences there are, unless `PROPTEST_CASES` says otherwise.
const SEQUENCES: u32 = 160;

/// Where the sequences come from, unless `PROPTEST_RNG_SEED` says otherwise.
const SEED: u64 = 20_171_017;

impl Place {
    fn region(self) -> &'static str {
        if self == Self::Home { REGION } else { "us-east-1" }
    }
}

#[test]
fn all_follows_the_rules_whatever_is_called() {
    hold(Replication::AtOnce, Store::Kept);
}

#[test]
fn all_follows_the_rules_when_replication_takes_its_time() {
    hold(Replication::WhenDue, Store::Kept);
}

#[test]
fn all_follows_the_rules_when_the_store_is_put_back_from_a_snapshot_after_every_step() {
    hold(Replication::AtOnce, Store::PutBack);
}

#[test]
fn all_follows_the_rules_when_replication_in_progress_is_put_back_from_a_snapshot() {
    hold(Replication::WhenDue, Store::PutBack);
}

/// Whether the store is the same from one step to the next, or what a snapshot has of it.
#[derive(Clone, Copy, PartialEq)]
enum Store {
    Kept,
    PutBack,
}

/// Goes through many sequences. Of one that fails, the shortest that still does is told.
fn hold(replication: Replication, store: Store) {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = SEQUENCES;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(SEED);
    }
    let seed = config.rng_seed;
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    let outcome = TestRunner::new(config).run(&steps::sequence(), |steps| {
        runtime.block_on(walk(replication, store, &steps));
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, steps)) => panic!("with seed {seed}: {reason}\nafter these steps: {steps:#?}"),
        Err(TestError::Abort(reason)) => panic!("with seed {seed}: {reason}"),
    }
}

async fn walk(replication: Replication, store: Store, steps: &[Step]) {
    let mut walk = Walk::start(replication, store).await;
    for step in steps {
        walk.go(step).await;
    }
}

/// A service, the model of it, and what could be read of the service last.
struct Walk {
    world: World,
    store: Store,
    clients: [Client; 2],
    model: Model,
    script: Arc<Mutex<Script>>,
    /// How many tokens were used.
    tokens: u32,
    /// The ARNs at home, by birth.
    arns: BTreeMap<usize, String>,
    reads: [Reads; 2],
}

impl Walk {
    async fn start(replication: Replication, store: Store) -> Self {
        let world = World::replicating(replication);
        let clients = Place::BOTH.map(|place| world.client_in(ACCOUNT, place.region()));
        let model = Model::new(world.clock.now().secs(), replication);
        let script = Arc::new(Mutex::new(Script::default()));
        for (place, client) in Place::BOTH.into_iter().zip(&clients) {
            script::register(&world, place, client, &script);
        }
        let mut walk =
            Self { world, store, clients, model, script, tokens: 0, arns: BTreeMap::new(), reads: Default::default() };
        walk.reads = reads::read(&walk.clients, &[]).await;
        walk
    }

    async fn go(&mut self, step: &Step) {
        self.wait(1);
        let happened = match step {
            Step::Call(at, idea) => self.call(*at, idea).await,
            Step::Wait(seconds) => self.wait(*seconds),
            Step::Due(seconds, script) => self.run_due(*seconds, script).await,
        };
        if self.store == Store::PutBack {
            self.put_back();
        }
        let reads = reads::read(&self.clients, &self.model.ids()).await;
        match happened {
            Happened::Refusal => reads.iter().zip(&self.reads).for_each(|(after, before)| after.assert_same(before)),
            Happened::Call => sense::check_previous(&self.reads, &reads),
            Happened::Time => {}
        }
        sense::check(&reads);
        sense::check_current(&self.reads, &reads);
        agreement::check(&self.model, &mut self.arns, &reads);
        self.reads = reads;
    }

    async fn call(&mut self, at: Place, idea: &steps::Idea) -> Happened {
        self.tokens += 1;
        let call = idea.call(at, &self.model, self.tokens);
        let expected = self.model.call(at, &call);
        let outcome = send::send(&self.clients[at as usize], at, &call).await;
        assert_eq!(outcome, expected.map_err(str::to_owned), "{call:?} in {at:?}");
        if outcome.is_ok() { Happened::Call } else { Happened::Refusal }
    }

    async fn run_due(&mut self, seconds: u32, script: &Script) -> Happened {
        self.wait(seconds);
        script.clone_into(&mut self.script.lock().expect("no function fails here"));
        let events: Vec<Event> = self.world.run_due().await.iter().map(script::event).collect();
        let mut fresh = script::fresh(&self.model, &events);
        let expected = self.model.run_due(script, &mut |place| fresh.remove(&place).unwrap_or_default());
        assert_eq!(by_place(events), by_place(expected));
        Happened::Time
    }

    fn put_back(&self) {
        let json = self.world.service.snapshot().to_json();
        let snapshot = Snapshot::from_json(&json).expect("it was written so");
        assert_eq!(snapshot.to_json(), json);
        self.world.service.restore(snapshot);
    }

    fn wait(&mut self, seconds: u32) -> Happened {
        self.world.clock.advance(seconds * SECOND);
        self.model.now += i64::from(seconds);
        Happened::Time
    }
}

/// What has come of a step.
enum Happened {
    Call,
    /// Of a call, which then changes nothing.
    Refusal,
    /// Time went by, and what was due may have been done.
    Time,
}

/// Rotations in two Regions go on side by side.
fn by_place(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|(place, _)| *place);
    events
}
