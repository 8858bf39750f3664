//! The thread behind a client: who shares it, when it ends, what happens on it.

use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, ThreadId};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use secretsmith::blocking::Client;
use secretsmith::config::{
    Attempt, Config, ConfigBuilder, Credentials, Interceptor, InterceptorError, Transport, TransportFuture,
};

thread_local! {
    /// Dropped when the thread ends.
    static LIFE: RefCell<Option<Sender<()>>> = const { RefCell::new(None) };
}

/// Answers every call, and leaves something on the thread of the first that tells when it ends.
struct Mortal {
    life: Mutex<Option<Sender<()>>>,
    threads: Arc<Mutex<HashSet<ThreadId>>>,
}

impl Mortal {
    fn new() -> (Self, Receiver<()>, Arc<Mutex<HashSet<ThreadId>>>) {
        let (life, end) = channel();
        let threads = Arc::default();
        (Self { life: Mutex::new(Some(life)), threads: Arc::clone(&threads) }, end, threads)
    }
}

impl Transport for Mortal {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        self.threads.lock().expect("nobody panics with it").insert(thread::current().id());
        if let Some(life) = self.life.lock().expect("nobody panics with it").take() {
            LIFE.set(Some(life));
        }
        Box::pin(async { Ok(Response::new(Bytes::from_static(b"{}"))) })
    }
}

fn config() -> ConfigBuilder {
    Config::builder().region("eu-west-1").credentials(Credentials::new("AKIDEXAMPLE", "any"))
}

fn call(client: &Client) {
    client.get_secret_value().secret_id("db").send().expect("every call is answered");
}

#[test]
fn clones_share_a_thread_that_ends_with_the_last() {
    let (transport, end, threads) = Mortal::new();
    let first = Client::from_conf(config().transport(transport).build());
    let second = first.clone();
    call(&first);
    call(&second);
    let used = threads.lock().expect("nobody panics with it").clone();
    assert!(used.len() == 1 && !used.contains(&thread::current().id()), "{used:?}");

    drop(first);
    call(&second);
    let prepared = second.get_secret_value().secret_id("db");
    let pages = second.list_secrets().into_paginator().send();
    drop(second);
    prepared.send().expect("a call that is prepared is a clone");
    assert_eq!(end.try_recv(), Err(TryRecvError::Empty), "pages to come are one, too");
    drop(pages);
    assert_eq!(end.recv_timeout(Duration::from_secs(60)), Err(RecvTimeoutError::Disconnected), "the thread goes on");
}

#[test]
fn a_client_may_be_dropped_within_async_code() {
    let (transport, end, _) = Mortal::new();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let client = Client::from_conf(config().transport(transport).build());
        call(&client);
    });
    assert_eq!(end.recv_timeout(Duration::from_secs(60)), Err(RecvTimeoutError::Disconnected), "the thread goes on");
}

/// Calls with the client that it looks on.
#[derive(Clone, Default)]
struct Circular(Arc<OnceLock<Client>>);

impl Interceptor for Circular {
    fn on_request(&self, _: &mut Request<Bytes>, _: &Attempt) -> Result<(), InterceptorError> {
        let client = self.0.get().expect("the client is there before it is called");
        Ok(client.list_secrets().send().map(drop)?)
    }
}

#[test]
fn a_call_that_would_wait_for_itself_is_an_error() {
    let (transport, ..) = Mortal::new();
    let circular = Circular::default();
    let client = Client::from_conf(config().transport(transport).interceptor(circular.clone()).build());
    circular.0.set(client.clone()).expect("it is set once");
    let error = client.get_secret_value().secret_id("db").send().expect_err("the interceptor ends it");
    let said = "GetSecretValue: ListSecrets: the thread of the client would wait for itself";
    assert_eq!(error.to_string(), said);
}

/// Panics.
struct Bug;

impl Interceptor for Bug {
    fn on_request(&self, _: &mut Request<Bytes>, attempt: &Attempt) -> Result<(), InterceptorError> {
        match attempt.operation {
            "GetSecretValue" => panic!("a bug"),
            _ => Ok(()),
        }
    }
}

#[test]
fn a_panic_is_that_of_the_caller_and_the_thread_goes_on() {
    let (transport, end, _) = Mortal::new();
    let client = Client::from_conf(config().transport(transport).interceptor(Bug).build());
    let panic = catch_unwind(AssertUnwindSafe(|| client.get_secret_value().secret_id("db").send()));
    assert_eq!(panic.expect_err("the interceptor panics").downcast_ref(), Some(&"a bug"));
    client.describe_secret().secret_id("db").send().expect("the thread is still there");
    assert_eq!(end.try_recv(), Err(TryRecvError::Empty));
}
