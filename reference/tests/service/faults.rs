//! Failures on demand.

use std::future::{pending, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context as Poller, Poll, Waker};

use secretsmith::error::ServiceError;
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::operation::list_secrets::ListSecretsError;
use secretsmith::server::Context;
use secretsmith::types::error::{DecryptionFailure, ResourceNotFoundException};
use secretsmith::{SecretsManager, Unmodeled};
use secretsmith_reference::{Fault, Faults, InMemory};
use serde_json::{Value, json};

use crate::{World, now};

type Service = Faults<InMemory>;

/// A service with the secrets `db` and `app`, and without faults.
fn service() -> Service {
    let world = World::new();
    world.secret("db");
    world.secret("app");
    Faults::new(world.service)
}

fn input<I: serde::de::DeserializeOwned>(input: Value) -> I {
    serde_json::from_value(input).expect("a good input")
}

fn get(service: &Service, id: &str) -> Result<GetSecretValueOutput, GetSecretValueError> {
    let input: GetSecretValueInput = input(json!({"SecretId": id}));
    now(service.get_secret_value(input, &Context::new("GetSecretValue")))
}

fn list(service: &Service) -> Result<(), ListSecretsError> {
    now(service.list_secrets(input(json!({})), &Context::new("ListSecrets"))).map(|_| ())
}

#[track_caller]
fn assert_fails(answer: Result<GetSecretValueOutput, GetSecretValueError>, expected: &str, status: u16) {
    let error = answer.expect_err("there is a fault");
    assert_eq!((error.to_string().as_str(), error.status()), (expected, status));
}

#[test]
fn without_faults_it_is_the_service() {
    let service = service();
    assert!(get(&service, "db").is_ok() && list(&service).is_ok() && service.is_empty());
}

#[test]
fn the_next_calls_of_an_operation_fail() {
    let service = service();
    service.inject(Fault::throttling().on("GetSecretValue").times(2));
    for _ in 0..2 {
        assert!(list(&service).is_ok());
        assert_fails(get(&service, "db"), "ThrottlingException: Rate exceeded", 400);
    }
    assert!(get(&service, "db").is_ok());
    assert!(service.is_empty());
}

#[test]
fn without_a_number_calls_fail_until_the_faults_are_cleared() {
    let service = service();
    service.inject(Fault::internal_error());
    for _ in 0..3 {
        assert!(list(&service).is_err());
        let error = get(&service, "db").expect_err("there is a fault");
        assert!(error.is_internal_service_error() && error.status() == 500, "{error}");
    }
    service.clear();
    assert!(get(&service, "db").is_ok());
}

#[test]
fn faults_can_be_for_some_secrets() {
    let service = service();
    service.inject(Fault::access_denied("no").for_secret(|id| id == "app"));
    assert!(get(&service, "db").is_ok());
    assert!(list(&service).is_ok(), "it is about no secret");
    assert_fails(get(&service, "app"), "AccessDeniedException: no", 400);
    let context = Context::new("BatchGetSecretValue");
    let batch = now(service.batch_get_secret_value(input(json!({"SecretIdList": ["db", "app"]})), &context));
    assert_eq!(batch.expect_err("one of them is meant").code(), Some("AccessDeniedException"));
    let create = input(json!({"Name": "app", "ClientRequestToken": "t"}));
    let create = now(service.create_secret(create, &Context::new("CreateSecret")));
    assert_eq!(create.expect_err("its name is meant").code(), Some("AccessDeniedException"));
}

#[test]
fn any_error_can_be_answered() {
    let service = service();
    service.inject(Fault::error(&DecryptionFailure::new("the key is gone")).times(1));
    let error = get(&service, "db").expect_err("there is a fault");
    assert_eq!(error, GetSecretValueError::from(DecryptionFailure::new("the key is gone")));

    service.inject(Fault::error(&ResourceNotFoundException::new("gone")).times(1));
    let error = list(&service).expect_err("there is a fault");
    assert!(matches!(&error, ListSecretsError::Unmodeled(_)), "the operation does not declare it");
    assert_eq!((error.code(), error.message()), (Some("ResourceNotFoundException"), Some("gone")));

    service.inject(Fault::error(&Unmodeled::bare("ServiceUnavailable").with_status(503)));
    assert_fails(get(&service, "db"), "ServiceUnavailable", 503);
}

#[test]
fn the_first_fault_that_is_meant_counts() {
    let service = service();
    service.inject(Fault::access_denied("first").on("ListSecrets"));
    service.inject(Fault::access_denied("second").times(1));
    service.inject(Fault::access_denied("third").times(1));
    assert_fails(get(&service, "db"), "AccessDeniedException: second", 400);
    assert_fails(get(&service, "db"), "AccessDeniedException: third", 400);
    assert!(get(&service, "db").is_ok());
    assert_eq!(service.len(), 1);
}

#[test]
fn no_calls_is_no_fault() {
    let service = service();
    service.inject(Fault::throttling().times(0));
    assert!(get(&service, "db").is_ok());
}

#[test]
fn clones_have_the_same_faults() {
    let service = service();
    service.clone().inject(Fault::throttling().times(1));
    assert!(get(&service, "db").is_err() && service.is_empty());
}

#[test]
fn silence_is_never_broken() {
    let service = service();
    service.inject(Fault::silence().times(1));
    let context = Context::new("GetSecretValue");
    let mut call = pin!(service.get_secret_value(input(json!({"SecretId": "db"})), &context));
    let mut poller = Poller::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut poller).is_pending());
    assert!(call.as_mut().poll(&mut poller).is_pending());
    assert!(get(&service, "db").is_ok(), "others are answered");
}

#[test]
fn a_delay_ends_when_the_test_says_so() {
    let service = service();
    let signal = Arc::new(AtomicBool::new(false));
    let wait = {
        let signal = Arc::clone(&signal);
        move || {
            let signal = Arc::clone(&signal);
            poll_fn(move |_| if signal.load(Ordering::SeqCst) { Poll::Ready(()) } else { Poll::Pending })
        }
    };
    service.inject(Fault::delay(wait.clone()).times(1));
    service.inject(Fault::throttling().after(wait).times(1));
    let context = Context::new("GetSecretValue");
    let call = || service.get_secret_value(input(json!({"SecretId": "db"})), &context);
    let (mut answered, mut failed) = (pin!(call()), pin!(call()));
    let mut poller = Poller::from_waker(Waker::noop());
    assert!(answered.as_mut().poll(&mut poller).is_pending());
    assert!(failed.as_mut().poll(&mut poller).is_pending());
    signal.store(true, Ordering::SeqCst);
    assert!(now(answered).is_ok());
    assert_eq!(now(failed).expect_err("it fails after the delay").code(), Some("ThrottlingException"));
}

#[test]
fn a_predicate_that_panics_breaks_nothing_else() {
    let service = service();
    service.inject(Fault::throttling().on("GetSecretValue").for_secret(|id| id.is_empty() || panic!("on purpose")));
    let call = std::panic::AssertUnwindSafe(|| get(&service, "db").is_ok());
    assert!(std::panic::catch_unwind(call).is_err());
    service.clear();
    assert!(get(&service, "db").is_ok());
}

#[test]
fn faults_show_what_they_are() {
    let service = Faults::new(());
    service.inject(Fault::throttling().on("GetSecretValue").times(2));
    service.inject(Fault::delay(pending));
    let text = format!("{service:?}");
    assert!(text.contains("GetSecretValue") && text.contains("ThrottlingException"), "{text}");
}
