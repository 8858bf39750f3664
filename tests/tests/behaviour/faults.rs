//! Faults, as a client over HTTP meets them.

use std::future::pending;

use secretsmith::Client;
use secretsmith::config::{Config, Credentials, RetryMode};
use secretsmith::error::SdkError;
use secretsmith::server::Server;
use secretsmith_reference::{Fault, Faults, InMemory};
use secretsmith_tests::{Refusal, refusal};
use tokio::net::TcpListener;
use tokio::task::yield_now;
use tokio::time;

use crate::support::{DB, create, value};

/// Serves a service that can be made to fail; gives a client of it, which waits 30 seconds for an answer.
async fn served(retry_mode: RetryMode) -> (Faults<InMemory>, Client) {
    let service = Faults::new(InMemory::new());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("a port that is bound"));
    let server = Server::new(service.clone()).into_service();
    tokio::spawn(secretsmith_server::serve(listener, server, pending()));
    let credentials = Credentials::new("AKIDEXAMPLE", "a-key-that-opens-nothing");
    let config = Config::builder().region("eu-west-1").credentials(credentials).endpoint_url(url);
    (service, Client::from_conf(config.retry_mode(retry_mode).build()))
}

#[tokio::test]
async fn a_call_that_is_never_answered_ends_with_the_time_of_the_client() {
    let (service, client) = served(RetryMode::Off).await;
    create(&client, DB).await;
    service.inject(Fault::silence().on("GetSecretValue").times(1));
    let call = tokio::spawn(client.get_secret_value().secret_id(DB).send());
    while !service.is_empty() {
        assert!(!call.is_finished(), "it ended without an answer");
        yield_now().await;
    }
    // The call has met the fault, and there is nothing to wait for but the time: it jumps.
    time::pause();
    let answer = call.await.expect("the call ends");
    assert!(matches!(answer, Err(SdkError::TimeoutError(_))), "{answer:?}");
    time::resume();
    assert_eq!(value(&client, DB).await, "one");
}

#[tokio::test]
async fn a_call_that_is_throttled_can_be_made_again() {
    let (service, client) = served(RetryMode::Off).await;
    create(&client, DB).await;
    service.inject(Fault::throttling().times(1));
    let throttled = client.get_secret_value().secret_id(DB).send().await;
    assert_eq!(refusal(throttled), Refusal::new("ThrottlingException", "Rate exceeded"));
    assert_eq!(value(&client, DB).await, "one");
}

#[tokio::test]
async fn a_client_makes_it_again_by_itself() {
    let (service, client) = served(RetryMode::Standard).await;
    create(&client, DB).await;
    service.inject(Fault::throttling().on("GetSecretValue").times(2));
    assert_eq!(value(&client, DB).await, "one");
    service.inject(Fault::throttling().on("GetSecretValue").times(4));
    let error = client.get_secret_value().secret_id(DB).send().await.expect_err("three attempts are throttled");
    assert_eq!(error.attempts(), 3);
    assert_eq!(value(&client, DB).await, "one");
}

#[tokio::test]
async fn an_error_of_the_server_has_its_status() {
    let (service, client) = served(RetryMode::Off).await;
    service.inject(Fault::internal_error());
    let error = client.list_secrets().send().await.expect_err("every call fails");
    assert_eq!((error.code(), error.status()), (Some("InternalServiceError"), Some(500)));
    service.clear();
    client.list_secrets().send().await.expect("nothing fails any more");
}
