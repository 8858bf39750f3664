//! Rotation: §3.2, §3.17 and §4, each test named by its section.

mod cancel;
mod dates;
mod driver;
mod labels;
mod rotate;
mod runs;
mod trial;

use std::future::ready;
use std::sync::{Arc, Mutex};

use secretsmith_reference::{Clock, Invocation, RotationEvent, Step};
use serde_json::{Value, json};

use crate::{World, now};

/// The ARN of the function that the tests register.
const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

const INCOMPLETE: &str =
    "InvalidRequestException: A previous rotation isn't complete. That rotation will be reattempted.";
const NOT_PENDING: &str =
    "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSPENDING";

/// The steps that a function was called for.
#[derive(Clone, Default)]
struct Calls(Arc<Mutex<Vec<Invocation>>>);

impl Calls {
    /// The names of the steps since the last time.
    fn steps(&self) -> Vec<&'static str> {
        self.take().iter().map(|call| call.step.name()).collect()
    }

    fn take(&self) -> Vec<Invocation> {
        std::mem::take(&mut self.0.lock().expect("no test panics here"))
    }
}

/// A world with the secret `db`, and a function that rotates as AWS documents it.
fn rotating() -> (World, Calls) {
    let world = World::new();
    world.secret("db");
    let calls = register(&world, contract);
    (world, calls)
}

/// A world in which the rotation to `v2` has failed until it was given up.
fn given_up() -> World {
    let (world, _) = rotating();
    register(&world, failing(Step::Set));
    world.rotate("v2");
    for _ in 0..5 {
        world.events();
        world.wait(480);
    }
    world
}

/// Registers a function that does as told.
fn register<F>(world: &World, behave: F) -> Calls
where
    F: Fn(&World, &Invocation) -> Result<(), String> + Send + Sync + 'static,
{
    let calls = Calls::default();
    let (within, log) = (world.caller(world.caller.clone()), calls.clone());
    world.service.register_rotation_function(FUNCTION, move |invocation: Invocation| {
        let answer = behave(&within, &invocation);
        log.0.lock().expect("no test panics here").push(invocation);
        ready(answer)
    });
    calls
}

/// What a rotation function does, in the four steps that AWS documents.
fn contract(world: &World, invocation: &Invocation) -> Result<(), String> {
    let Invocation { step, secret_id, client_request_token: token, .. } = invocation;
    let pending = json!({"SecretId": secret_id, "VersionId": token, "VersionStage": "AWSPENDING"});
    match step {
        Step::Create if world.get_secret_value(pending.clone()).is_err() => {
            let value = format!("value of {token}");
            let stages = ["AWSPENDING"];
            world.put_secret_value(json!({
                "SecretId": secret_id,
                "ClientRequestToken": token,
                "SecretString": value,
                "VersionStages": stages,
            }))?;
        }
        Step::Create => {}
        Step::Set | Step::Test => drop(world.get_secret_value(pending)?),
        Step::Finish => {
            let mut stage = json!({"SecretId": secret_id, "VersionStage": "AWSCURRENT", "MoveToVersionId": token});
            if let Ok(current) = world.get_secret_value(json!({"SecretId": secret_id})) {
                stage["RemoveFromVersionId"] = current["VersionId"].clone();
            }
            world.update_secret_version_stage(stage)?;
        }
    }
    Ok(())
}

/// Fails at a step, and does the others as documented.
fn failing(at: Step) -> impl Fn(&World, &Invocation) -> Result<(), String> + Send + Sync + 'static {
    move |world, invocation| match invocation.step {
        step if step == at => Err("no database".to_owned()),
        _ => contract(world, invocation),
    }
}

impl World {
    /// Configures rotation and rotates at once.
    fn rotate(&self, token: &str) {
        self.rotate_secret(self.rotation(token)).expect("rotation is accepted");
    }

    /// The input of a call that configures rotation after 30 days.
    fn rotation(&self, token: &str) -> Value {
        json!({
            "SecretId": "db",
            "ClientRequestToken": token,
            "RotationLambdaARN": FUNCTION,
            "RotationRules": {"AutomaticallyAfterDays": 30},
        })
    }

    /// Configures rotation with other rules, and does not rotate at once.
    fn plan(&self, rules: Value) {
        let mut input = self.rotation("plan");
        input["RotationRules"] = rules;
        input["RotateImmediately"] = json!(false);
        self.rotate_secret(input).expect("rotation is accepted");
        self.events();
    }

    fn run_rotations(&self) -> Vec<RotationEvent> {
        now(self.service.run_due(self.clock.now()))
    }

    /// Carries out what is due; answers kinds and versions of what happened.
    fn events(&self) -> Vec<String> {
        self.run_rotations().iter().map(|event| format!("{} {}", event.kind, event.version)).collect()
    }

    fn labels(&self) -> Value {
        self.describe("db")["VersionIdsToStages"].clone()
    }
}

fn epoch(time: &str) -> i64 {
    time.parse::<secretsmith::primitives::DateTime>().expect("a good date").secs()
}
