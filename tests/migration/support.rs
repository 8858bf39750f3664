//! What the cases share: clients, names and values that are not in use.

use std::env;
use std::fmt::Debug;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use crate::sdk::Client;
use crate::sdk::error::{ProvideErrorMetadata, SdkError};
use crate::sdk::operation::create_secret::CreateSecretOutput;
use crate::setup;

static NUMBER: AtomicU32 = AtomicU32::new(1);

/// A client for a Region, with nothing of the user's own configuration and nobody's real account.
pub(crate) fn client(region: &'static str) -> Client {
    Client::from_conf(setup::config(region).build())
}

/// A name that no secret has, on this server and in this run.
pub(crate) fn fresh(purpose: &str) -> String {
    let run = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    format!("{purpose}/{run}-{}/{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// A secret value that must not be logged.
pub(crate) fn value(text: &str) -> String {
    format!("{}:{text}", env::var("SECRETSMITH_CANARY").unwrap_or_else(|_| "canary".to_owned()))
}

/// The ARN of a function; that named `missing` is not there, and all others fail.
pub(crate) fn lambda(name: &str) -> String {
    format!("arn:aws:lambda:us-east-1:123456789012:function:{name}")
}

/// Creates a secret whose value is `first`; gives the answer.
pub(crate) async fn create(client: &Client, purpose: &str) -> CreateSecretOutput {
    client.create_secret().name(fresh(purpose)).secret_string(value("first")).send().await.unwrap()
}

/// Sees that a call ended with exactly this error.
#[track_caller]
pub(crate) fn refused<T, E>(result: Result<T, SdkError<E>>, code: &str, message: &str)
where
    T: Debug,
    E: ProvideErrorMetadata + Debug,
{
    let error = result.unwrap_err();
    let status = error.raw_response().map(|response| response.status().as_u16());
    let error = error.as_service_error().unwrap();
    assert_eq!((error.code(), error.message(), status), (Some(code), Some(message), Some(400)));
}
