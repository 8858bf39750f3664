//! What happens to the secret: calls, the time going by, due work being done.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::script;
use crate::model::labels::{CURRENT, PENDING, PREVIOUS};
use crate::model::script::{Script, value_of};
use crate::model::{Call, Function, Key, Model, Place};
use crate::support::version;

pub(super) const LABELS: [&str; 5] = [CURRENT, PREVIOUS, PENDING, "A", "B"];

const MANY: [&str; 20] =
    ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"];

const DAY: u32 = 24 * 60 * 60;

/// Something that happens.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Call(Place, Idea),
    /// So many seconds go by.
    Wait(u32),
    /// So many seconds go by, then what is due is done, with functions that do this.
    Due(u32, Script),
}

/// A call, before it is known which versions there are.
#[derive(Clone, Debug)]
pub(super) enum Idea {
    Create {
        is_empty: bool,
        replicate: bool,
    },
    /// With the token of a version, and its value or another one.
    CreateAgain(Pick, bool),
    Put(Vec<&'static str>),
    /// With as many labels as a call can have, which are too many together with others.
    PutMany,
    PutNothing,
    /// With the token of a version, and its value or another one.
    PutAgain(Pick, bool, Vec<&'static str>),
    Update {
        has_value: bool,
        description: Option<&'static str>,
        key: Key,
    },
    /// From and to wherever.
    Relabel(&'static str, Option<Pick>, Option<Pick>),
    /// From the version that has the label.
    Move(&'static str, Pick),
    Delete {
        window: Option<i64>,
        force: bool,
    },
    Restore,
    /// With the token of a version, or a new one.
    Rotate {
        version: Option<Pick>,
        function: Option<Function>,
        days: Option<i64>,
        immediately: bool,
    },
    Cancel,
    Replicate {
        elsewhere: bool,
        force: bool,
    },
    Remove {
        elsewhere: bool,
    },
    Stop,
}

/// One of the versions that there are, or one that is not there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick(usize);

impl Pick {
    fn id(self, at: Place, model: &Model) -> String {
        let versions = model.secret(at).map(|secret| &secret.versions.0[..]).unwrap_or_default();
        let picked = versions.get(self.0 % (versions.len() + 1));
        picked.map_or_else(|| version(99_999_999), |picked| picked.id.clone())
    }
}

/// Many steps, of which the first creates the secret.
pub(super) fn sequence() -> impl Strategy<Value = Vec<Step>> {
    let first = (prop::bool::weighted(0.1), prop::bool::weighted(0.2))
        .prop_map(|(is_empty, replicate)| Step::Call(Place::Home, Idea::Create { is_empty, replicate }));
    (first, vec(step(), 1..32)).prop_map(|(first, mut steps)| {
        steps.insert(0, first);
        steps
    })
}

fn step() -> impl Strategy<Value = Step> {
    let place = prop_oneof![6 => Just(Place::Home), 1 => Just(Place::Away)];
    let wait = || select(vec![0, 0, 61, 10 * 60, DAY, 8 * DAY, 31 * DAY]);
    prop_oneof![
        24 => (place, idea()).prop_map(|(place, idea)| Step::Call(place, idea)),
        1 => Just(Step::Call(Place::Away, Idea::Stop)),
        1 => wait().prop_map(Step::Wait),
        5 => (wait(), script::anything()).prop_map(|(wait, script)| Step::Due(wait, script)),
    ]
}

fn idea() -> impl Strategy<Value = Idea> {
    prop_oneof![12 => of_versions(), 5 => of_life(), 6 => of_rotation(), 4 => of_regions()]
}

fn of_versions() -> impl Strategy<Value = Idea> {
    let label = || select(&LABELS[..]);
    let description = option::of(select(vec!["", "what it is", "what it was"]));
    let key = prop_oneof![3 => Just(Key::None), 1 => Just(Key::Denied)];
    prop_oneof![
        5 => labels().prop_map(Idea::Put),
        1 => prop_oneof![Just(Idea::PutNothing), Just(Idea::PutMany)],
        2 => (pick(), any::<bool>(), labels()).prop_map(|(pick, same, labels)| Idea::PutAgain(pick, same, labels)),
        2 => (any::<bool>(), description, key)
            .prop_map(|(has_value, description, key)| Idea::Update { has_value, description, key }),
        3 => (label(), option::of(pick()), option::of(pick())).prop_map(|(label, from, to)| Idea::Relabel(label, from, to)),
        4 => (label(), pick()).prop_map(|(label, to)| Idea::Move(label, to)),
    ]
}

fn of_life() -> impl Strategy<Value = Idea> {
    let delete = |window, force| Just(Idea::Delete { window, force });
    prop_oneof![
        3 => prop_oneof![delete(None, false), delete(Some(7), false), delete(Some(30), false)],
        1 => delete(None, true),
        1 => prop_oneof![delete(Some(6), false), delete(Some(0), true), delete(Some(7), true)],
        2 => Just(Idea::Restore),
        3 => (prop::bool::weighted(0.2), prop::bool::weighted(0.2))
            .prop_map(|(is_empty, replicate)| Idea::Create { is_empty, replicate }),
        1 => (pick(), any::<bool>()).prop_map(|(pick, same)| Idea::CreateAgain(pick, same)),
    ]
}

fn of_rotation() -> impl Strategy<Value = Idea> {
    let function = prop_oneof![
        6 => Just(Some(Function::Registered)),
        3 => Just(None),
        1 => Just(Some(Function::Missing)),
    ];
    let version = option::weighted(0.3, pick());
    let days = option::of(select(vec![1, 10, 30]));
    prop_oneof![
        4 => (version, function, days, prop::bool::weighted(0.8)).prop_map(|(version, function, days, immediately)| {
            Idea::Rotate { version, function, days, immediately }
        }),
        1 => Just(Idea::Cancel),
    ]
}

fn of_regions() -> impl Strategy<Value = Idea> {
    let elsewhere = || prop::bool::weighted(0.9);
    prop_oneof![
        4 => (elsewhere(), any::<bool>()).prop_map(|(elsewhere, force)| Idea::Replicate { elsewhere, force }),
        2 => elsewhere().prop_map(|elsewhere| Idea::Remove { elsewhere }),
        1 => Just(Idea::Stop),
    ]
}

fn labels() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(vec![CURRENT, PENDING, "A", "B"], 0..=4).prop_shuffle()
}

fn pick() -> impl Strategy<Value = Pick> {
    (0..12_usize).prop_map(Pick)
}

impl Idea {
    /// The call that this is now; `token` has not been used.
    pub(super) fn call(&self, at: Place, model: &Model, token: u32) -> Call {
        let new = version(token);
        let given = |id: &str, same| Some(if same { value_of(id) } else { "another value".to_owned() });
        let region = |elsewhere| if elsewhere { at.other() } else { at };
        match self {
            Self::Create { is_empty, replicate } => {
                Call::Create { value: given(&new, true).filter(|_| !is_empty), token: new, replicate: *replicate }
            }
            Self::CreateAgain(pick, same) => {
                let token = pick.id(at, model);
                Call::Create { value: given(&token, *same), token, replicate: false }
            }
            Self::Put(labels) => Call::Put { value: given(&new, true), token: new, labels: labels.clone() },
            Self::PutMany => Call::Put { value: given(&new, true), token: new, labels: MANY.to_vec() },
            Self::PutNothing => Call::Put { token: new, value: None, labels: Vec::new() },
            Self::PutAgain(pick, same, labels) => {
                let token = pick.id(at, model);
                Call::Put { value: given(&token, *same), token, labels: labels.clone() }
            }
            Self::Update { has_value, description, key } => Call::Update {
                value: given(&new, true).filter(|_| *has_value),
                token: new,
                description: description.map(str::to_owned),
                key: *key,
            },
            Self::Relabel(label, from, to) => {
                let id = |pick: &Option<Pick>| pick.map(|pick| pick.id(at, model));
                Call::Relabel { label, from: id(from), to: id(to) }
            }
            Self::Move(label, to) => {
                let from = model.secret(at).and_then(|secret| secret.versions.holder(label));
                Call::Relabel { label, from, to: Some(to.id(at, model)) }
            }
            Self::Delete { window, force } => Call::Delete { window: *window, force: *force },
            Self::Restore => Call::Restore,
            Self::Rotate { version, function, days, immediately } => {
                let token = version.map_or(new, |pick| pick.id(at, model));
                Call::Rotate { token, function: *function, days: *days, immediately: *immediately }
            }
            Self::Cancel => Call::Cancel,
            Self::Replicate { elsewhere, force } => Call::Replicate { to: region(*elsewhere), force: *force },
            Self::Remove { elsewhere } => Call::Remove { from: region(*elsewhere) },
            Self::Stop => Call::Stop,
        }
    }
}
