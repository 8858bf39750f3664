//! What rotation functions do: what AWS documents, or a part of it, or something else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use proptest::sample::select;
use secretsmith::Client;
use secretsmith_reference::{Invocation, RotationEvent};
use secretsmith_tests::World;

use super::send::{function, send};
use crate::model::due::Event;
use crate::model::labels::PENDING;
use crate::model::script::{Action, Script};
use crate::model::{Model, NOT_FOUND, Place};
use crate::support::DB;

/// A script: the documented one, also with a step left out, ended by a failure, or with more to it.
pub(super) fn anything() -> impl Strategy<Value = Script> {
    let own = select(vec![
        Action::Put(vec![]),
        Action::Put(vec![PENDING, "A"]),
        Action::MoveCurrent,
        Action::RemovePending,
        Action::PutByHand,
        Action::Rotate,
        Action::Cancel,
        Action::Delete,
    ]);
    prop_oneof![
        3 => Just(documented()),
        1 => (0..4_usize).prop_map(|step| changed(step, Vec::clear)),
        2 => (0..4_usize, any::<bool>()).prop_map(|(step, late)| changed(step, move |actions| {
            actions.insert(if late { actions.len() } else { 0 }, Action::Fail);
        })),
        3 => (0..4_usize, own).prop_map(|(step, own)| changed(step, move |actions| actions.push(own))),
    ]
}

fn documented() -> Script {
    [vec![Action::Put(vec![PENDING])], vec![Action::ReadPending], vec![Action::ReadPending], vec![Action::MoveCurrent]]
}

fn changed(step: usize, change: impl FnOnce(&mut Vec<Action>)) -> Script {
    let mut script = documented();
    change(&mut script[step]);
    script
}

/// Has the function in a Region do what the script says at the time.
pub(super) fn register(world: &World, at: Place, client: &Client, script: &Arc<Mutex<Script>>) {
    let (client, script) = (client.clone(), Arc::clone(script));
    world.service.register_rotation_function(function(at), move |invocation: Invocation| {
        let actions = script.lock().expect("no function fails here")[invocation.step as usize].clone();
        let client = client.clone();
        async move {
            for action in actions {
                act(&client, at, &action, &invocation.client_request_token).await?;
            }
            Ok(())
        }
    });
}

async fn act(client: &Client, at: Place, action: &Action, version: &str) -> Result<(), String> {
    match action {
        Action::Fail => return Err("it fails".to_owned()),
        Action::ReadPending => {
            let pending = client.get_secret_value().secret_id(DB).version_id(version).version_stage(PENDING);
            pending.send().await.map_err(|error| error.to_string())?;
        }
        _ => {}
    }
    let current = match client.get_secret_value().secret_id(DB).send().await {
        Err(error) if error.code() != Some(NOT_FOUND) => return Err(error.to_string()),
        read => read.ok().and_then(|read| read.version_id),
    };
    match action.call(version, current) {
        Some(call) => send(client, at, &call).await,
        None => Ok(()),
    }
}

/// An event as the model tells it.
pub(super) fn event(event: &RotationEvent) -> Event {
    let is_home = event.secret.contains(Place::Home.region());
    (if is_home { Place::Home } else { Place::Away }, format!("{} {}", event.kind, event.version))
}

/// The ids that the service made up for versions of rotations by schedule.
pub(super) fn fresh(model: &Model, events: &[Event]) -> BTreeMap<Place, String> {
    let started = events.iter().filter_map(|(at, event)| Some((*at, event.strip_prefix("RotationStarted ")?)));
    let is_new = |(at, id): &(Place, &str)| model.secret(*at).is_some_and(|secret| secret.versions.get(id).is_none());
    started.filter(is_new).map(|(at, id)| (at, id.to_owned())).collect()
}
