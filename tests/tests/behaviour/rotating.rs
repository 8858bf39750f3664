//! Rotation functions for the cases of §3.2, §3.17 and §4, which call the service like everybody else.

use std::mem::take;
use std::sync::{Arc, Mutex};

use secretsmith::Client;
use secretsmith::operation::rotate_secret::{RotateSecret, RotateSecretOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types::RotationRulesType;
use secretsmith_reference::{Invocation, Step};
use secretsmith_tests::World;

use crate::support::{DB, create, describe, instant, version};

/// The ARN of the function that the cases register.
pub(crate) const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

/// The steps that a function was called for.
#[derive(Clone, Default)]
pub(crate) struct Calls(Arc<Mutex<Vec<Invocation>>>);

impl Calls {
    /// The names of the steps since the last time.
    pub(crate) fn steps(&self) -> Vec<&'static str> {
        self.take().iter().map(|call| call.step.name()).collect()
    }

    /// The calls since the last time.
    pub(crate) fn take(&self) -> Vec<Invocation> {
        take(&mut self.0.lock().expect("no case fails here"))
    }
}

/// Creates the secret, and registers a function that rotates as AWS documents it.
pub(crate) async fn rotatable(world: &World) -> Calls {
    create(&world.client, DB).await;
    register(world, contract)
}

/// Has [`FUNCTION`] do as told.
pub(crate) fn register<F, R>(world: &World, behave: F) -> Calls
where
    F: Fn(Client, Invocation) -> R + Send + Sync + 'static,
    R: Future<Output = Result<(), String>> + Send + 'static,
{
    let (client, calls) = (world.client.clone(), Calls::default());
    let log = calls.clone();
    world.service.register_rotation_function(FUNCTION, move |invocation: Invocation| {
        log.0.lock().expect("no case fails here").push(invocation.clone());
        behave(client.clone(), invocation)
    });
    calls
}

/// What a rotation function does, in the four steps that AWS documents.
pub(crate) async fn contract(client: Client, invocation: Invocation) -> Result<(), String> {
    let Invocation { step, secret_id, client_request_token: token, .. } = invocation;
    let pending = || client.get_secret_value().secret_id(&secret_id).version_id(&token).version_stage("AWSPENDING");
    match step {
        Step::Create if pending().send().await.is_err() => {
            let put = client.put_secret_value().secret_id(&secret_id).client_request_token(&token);
            put.version_stages("AWSPENDING").secret_string("rotated").send().await.map_err(text)?;
        }
        Step::Create => {}
        Step::Set | Step::Test => drop(pending().send().await.map_err(text)?),
        Step::Finish => {
            let current = client.get_secret_value().secret_id(&secret_id).send().await.ok();
            let stage = client.update_secret_version_stage().secret_id(&secret_id).version_stage("AWSCURRENT");
            let stage = stage.set_remove_from_version_id(current.and_then(|current| current.version_id));
            stage.move_to_version_id(&token).send().await.map_err(text)?;
        }
    }
    Ok(())
}

/// An error as a function tells of it.
pub(crate) fn text(error: impl ToString) -> String {
    error.to_string()
}

/// A call that has the function rotate the secret every 30 days.
pub(crate) fn rotation(client: &Client, number: u32) -> RotateSecret<Client> {
    let call = client.rotate_secret().secret_id(DB).client_request_token(version(number));
    call.rotation_lambda_arn(FUNCTION).rotation_rules(days(30))
}

/// Sends [`rotation`].
pub(crate) async fn rotate(client: &Client, number: u32) -> RotateSecretOutput {
    rotation(client, number).send().await.expect("the function is there")
}

/// Configures rotation with these rules, without rotating.
pub(crate) async fn plan(world: &World, rules: RotationRulesType) {
    let call = rotation(&world.client, 99).rotation_rules(rules).rotate_immediately(false);
    call.send().await.expect("the function is there");
    world.run_due().await;
}

pub(crate) fn days(days: i64) -> RotationRulesType {
    RotationRulesType::builder().automatically_after_days(days).build()
}

pub(crate) fn schedule(expression: &str) -> RotationRulesType {
    RotationRulesType::builder().schedule_expression(expression).build()
}

/// Does what is due; gives kinds and version numbers of what happened to rotations.
pub(crate) async fn events(world: &World) -> Vec<String> {
    let number = |id: &str| id.split('-').next().unwrap_or(id).trim_start_matches('0').to_owned();
    world.run_due().await.iter().map(|event| format!("{} {}", event.kind, number(&event.version))).collect()
}

/// Sets the clock of the service.
pub(crate) fn set_clock(world: &World, time: &str) {
    world.clock.set(instant(time));
}

/// The `NextRotationDate` of the secret.
pub(crate) async fn next(client: &Client) -> Option<DateTime> {
    describe(client, DB).await.next_rotation_date
}
