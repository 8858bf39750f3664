//! Random calls on one secret: labels are where the rules say, and all operations agree.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use secretsmith::Client;
use secretsmith::error::{SdkError, ServiceError};
use secretsmith::operation::describe_secret::DescribeSecretOutput;
use secretsmith_tests::World;
use tokio::runtime::Builder;

use crate::label_model::{CURRENT, Labels, PENDING, PREVIOUS};
use crate::support::{DB, SECOND, all_stages, create_empty, describe, stages, version, versions};

const LABELS: [&str; 5] = [CURRENT, PREVIOUS, PENDING, "A", "B"];

/// The highest number of a version that a call names; not all are there.
const MOST: usize = 8;

/// A call, before it is known which versions there are.
#[derive(Clone, Debug)]
enum Step {
    /// A new version, with these labels.
    Put(Vec<&'static str>),
    /// A new version, made by UpdateSecret.
    Update,
    /// The token of a version once more, with its value or another one.
    PutAgain { number: usize, same_value: bool },
    /// A label moved or removed, from and to wherever.
    Relabel { label: &'static str, from: Option<usize>, to: Option<usize> },
    /// A label moved from the version that has it.
    Move { label: &'static str, to: usize },
}

/// A call as it is sent.
#[derive(Clone, Debug)]
enum Call {
    Put { number: usize, value: String, labels: Vec<&'static str> },
    Update { number: usize },
    Relabel { label: &'static str, from: Option<usize>, to: Option<usize> },
}

fn step() -> impl Strategy<Value = Step> {
    let number = || 1..=MOST;
    prop_oneof![
        3 => subsequence(vec![CURRENT, PENDING, "A", "B"], 0..=4).prop_shuffle().prop_map(Step::Put),
        1 => Just(Step::Update),
        1 => (number(), any::<bool>()).prop_map(|(number, same_value)| Step::PutAgain { number, same_value }),
        3 => (select(&LABELS[..]), option::of(number()), option::of(number()))
            .prop_map(|(label, from, to)| Step::Relabel { label, from, to }),
        3 => (select(&LABELS[..]), number()).prop_map(|(label, to)| Step::Move { label, to }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn labels_follow_the_rules_whatever_is_called(steps in vec(step(), 1..20)) {
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(walk(&World::in_process(), &steps));
    }
}

async fn walk(world: &World, steps: &[Step]) {
    let client = &world.client;
    create_empty(client, DB).await;
    let mut labels = Labels::default();
    for step in steps {
        world.clock.advance(SECOND);
        let before = (describe(client, DB).await, versions(client, DB, true).await);
        let call = step.call(&labels);
        let expected = call.expect(&mut labels);
        let outcome = call.send(client).await;
        assert_eq!(outcome, expected.map_err(str::to_owned), "{call:?}");
        if outcome.is_err() {
            let after = (describe(client, DB).await, versions(client, DB, true).await);
            assert_eq!(after, before, "a refused call changes nothing: {call:?}");
        }
        assert_previous_follows(&before.0, &describe(client, DB).await);
        assert_agreement(client, &labels).await;
    }
}

/// Asserts that `AWSPREVIOUS` is where `AWSCURRENT` was, when that has moved.
fn assert_previous_follows(before: &DescribeSecretOutput, after: &DescribeSecretOutput) {
    let former = holder(before, CURRENT).filter(|former| holder(after, CURRENT) != Some(former));
    if former.is_some() {
        assert_eq!(holder(after, PREVIOUS), former, "AWSPREVIOUS follows AWSCURRENT");
    }
}

/// The id of the version that has a label, as DescribeSecret shows it.
fn holder<'a>(secret: &'a DescribeSecretOutput, label: &str) -> Option<&'a str> {
    let stages = secret.version_ids_to_stages.as_ref()?;
    stages.iter().find(|(_, labels)| labels.iter().any(|carried| carried == label)).map(|(id, _)| id.as_str())
}

impl Step {
    fn call(&self, labels: &Labels) -> Call {
        let new = labels.0.len() + 1;
        match self {
            Self::Put(labels) => Call::Put { number: new, value: value(new), labels: labels.clone() },
            Self::Update => Call::Update { number: new },
            Self::PutAgain { number, same_value } => {
                let number = new.min(*number);
                let value = if *same_value || number == new { value(number) } else { "other".to_owned() };
                Call::Put { number, value, labels: vec![] }
            }
            Self::Relabel { label, from, to } => Call::Relabel { label, from: *from, to: *to },
            Self::Move { label, to } => Call::Relabel { label, from: labels.holder(label), to: Some(*to) },
        }
    }
}

impl Call {
    /// What the rules make of the call.
    fn expect(&self, labels: &mut Labels) -> Result<(), &'static str> {
        match self {
            Self::Put { number, value: given, .. } if *number <= labels.0.len() => {
                if *given == value(*number) {
                    Ok(())
                } else {
                    Err("ResourceExistsException")
                }
            }
            Self::Put { labels: given, .. } => {
                labels.put(given);
                Ok(())
            }
            Self::Update { .. } => {
                labels.put(&[]);
                Ok(())
            }
            Self::Relabel { label, from, to } => labels.relabel(label, *from, *to),
        }
    }

    /// What the service makes of the call: the code of the error if it refuses it.
    async fn send(&self, client: &Client) -> Result<(), String> {
        match self {
            Self::Put { number, value, labels } => {
                let labels = labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
                let call = client.put_secret_value().secret_id(DB).client_request_token(id(*number));
                let call = call.secret_string(&**value).set_version_stages((!labels.is_empty()).then_some(labels));
                outcome(call.send().await)
            }
            Self::Update { number } => {
                let call = client.update_secret().secret_id(DB).client_request_token(id(*number));
                outcome(call.secret_string(value(*number)).send().await)
            }
            Self::Relabel { label, from, to } => {
                let call = client.update_secret_version_stage().secret_id(DB).version_stage(*label);
                let call = call.set_remove_from_version_id(from.map(id)).set_move_to_version_id(to.map(id));
                outcome(call.send().await)
            }
        }
    }
}

/// Asserts that all operations show the versions with their labels, and that these make sense.
async fn assert_agreement(client: &Client, labels: &Labels) {
    let shown = labels.shown();
    assert_eq!(all_stages(client, DB).await, shown);
    let labelled: Vec<String> = shown.into_iter().filter(|line| line.contains(' ')).collect();
    assert_eq!(stages(client, DB).await, labelled);

    for label in LABELS {
        let holders = labelled.iter().filter(|line| line.split(' ').any(|word| word == label)).count();
        assert!(holders <= 1, "{label} is on {holders} versions");
        assert!(label != CURRENT || holders == 1 || labels.0.is_empty(), "there is no current version");

        let read = client.get_secret_value().secret_id(DB).version_stage(label).send().await.ok();
        let expected = labels.holder(label).map(|number| (id(number), value(number)));
        let read = read.map(|read| {
            (read.version_id.clone().unwrap_or_default(), read.secret_string().unwrap_or_default().to_owned())
        });
        assert_eq!(read, expected, "GetSecretValue of {label}");
    }
    for number in 1..=labels.0.len() {
        let read = client.get_secret_value().secret_id(DB).version_id(id(number)).send().await;
        assert_eq!(read.expect("the version is there").secret_string(), Some(&*value(number)));
    }
}

fn id(number: usize) -> String {
    version(number as u32)
}

fn value(number: usize) -> String {
    format!("value {number}")
}

fn outcome<T, E: ServiceError>(result: Result<T, SdkError<E>>) -> Result<(), String> {
    result.map(drop).map_err(|error| error.code().unwrap_or_default().to_owned())
}
