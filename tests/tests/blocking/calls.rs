//! Calls that wait for their answers.

use std::future::pending;
use std::thread;
use std::time::Duration;

use secretsmith::SecretsManager;
use secretsmith::blocking::Client;
use secretsmith::config::{Config, Credentials, RetryMode, Transport, TransportFuture};
use secretsmith::error::SdkError;
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::server::Context;
use secretsmith_reference::InMemory;
use secretsmith_tests::{Refusal, World, refusal};
use tokio::sync::Barrier;

#[test]
fn calls_in_process() {
    let client = Client::in_process(InMemory::new());
    assert_writes_and_reads(&client);
}

#[test]
fn calls_over_http() {
    let server = tokio::runtime::Runtime::new().expect("a runtime for the server");
    let world = server.block_on(World::over_http());
    assert_writes_and_reads(&Client::from(world.client));
}

fn assert_writes_and_reads(client: &Client) {
    client.create_secret().name("db").secret_string("hunter2").send().expect("it is created");
    let read = client.get_secret_value().secret_id("db").send().expect("it is there");
    assert_eq!(read.secret_string(), Some("hunter2"));
    let call = client.get_secret_value().secret_id("db").customize().max_attempts(1);
    let (_, metadata) = call.send_with_metadata().expect("it is there");
    assert_eq!((metadata.status, metadata.attempts, metadata.request_id.is_some()), (200, 1, true));

    let missing = client.get_secret_value().secret_id("nowhere").send();
    let said = "Secrets Manager can't find the specified secret.";
    assert_eq!(refusal(missing), Refusal::new("ResourceNotFoundException", said));
    let incomplete = client.get_secret_value().send().expect_err("it lacks a member");
    assert!(matches!(&incomplete, SdkError::ConstructionFailure(why) if why.build_error().is_some()), "{incomplete}");
}

/// Answers when so many calls are there at once.
struct Together(Barrier);

impl SecretsManager for Together {
    async fn get_secret_value(
        &self,
        input: GetSecretValueInput,
        _: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        self.0.wait().await;
        Ok(GetSecretValueOutput::default().with_name(input.secret_id))
    }
}

#[test]
fn many_threads_call_at_once() {
    const THREADS: usize = 8;
    let client = Client::in_process(Together(Barrier::new(THREADS)));
    thread::scope(|scope| {
        for number in 0..THREADS {
            let client = client.clone();
            scope.spawn(move || {
                let name = format!("secret-{number}");
                let call = client.get_secret_value().secret_id(&name).customize().call_timeout(Duration::from_secs(60));
                let output = call.send().expect("the calls of the other threads come meanwhile");
                assert_eq!(output.name(), Some(&*name), "each thread gets its own answer");
            });
        }
    });
}

/// Never answers.
struct Silent;

impl Transport for Silent {
    fn send(&self, _: http::Request<bytes::Bytes>) -> TransportFuture<'_> {
        Box::pin(pending())
    }
}

#[test]
fn the_time_of_a_call_is_limited() {
    let config = Config::builder().region("eu-west-1").credentials(Credentials::new("AKIDEXAMPLE", "any"));
    let config = config.transport(Silent).retry_mode(RetryMode::Off).call_timeout(Duration::from_millis(20));
    let client = Client::from_conf(config.build());
    let error = client.get_secret_value().secret_id("db").send().expect_err("nobody answers");
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 20 ms (call timeout)");
    let call = client.get_secret_value().secret_id("db").customize();
    let error = call.call_timeout(None).attempt_timeout(Duration::from_millis(10)).send().expect_err("nobody answers");
    assert_eq!(error.to_string(), "GetSecretValue: no answer within 10 ms (attempt timeout)");
    assert!(matches!(error, SdkError::TimeoutError(_)));
}

#[tokio::test]
async fn a_call_within_async_code_blocks_and_does_not_panic() {
    let client = Client::in_process(InMemory::new());
    client.create_secret().name("db").secret_string("hunter2").send().expect("it is created");
    let names = client.list_secrets().into_paginator().items().send().map(|secret| secret.map(|secret| secret.name));
    assert_eq!(names.collect::<Result<Vec<_>, _>>().expect("a page"), [Some("db".to_owned())]);
    drop(client);
}

#[test]
fn a_client_made_of_one_whose_runtime_is_blocked_has_connections_of_its_own() {
    let server = tokio::runtime::Runtime::new().expect("a runtime for the server");
    let world = server.block_on(World::over_http());
    let blocked = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    blocked.block_on(async {
        world.client.list_secrets().send().await.expect("it leaves a connection behind");
        let call = Client::from(world.client).list_secrets().customize().retry_mode(RetryMode::Off);
        call.send().expect("nothing of it needs the runtime that it blocks");
    });
}

#[test]
fn what_is_wrong_with_the_configuration_is_the_answer() {
    let client = Client::from_conf(Config::builder().credentials(Credentials::new("AKIDEXAMPLE", "any")).build());
    let error = client.get_secret_value().secret_id("db").send().expect_err("the Region is missing");
    assert!(matches!(&error, SdkError::ConstructionFailure(_)) && error.to_string().contains("Region"), "{error}");
}
