//! Your implementation behind HTTP: here a wrapper that counts the reads of another one.

use std::error::Error;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use secretsmith::config::{Config, Credentials};
use secretsmith::operation::create_secret::{CreateSecretError, CreateSecretInput, CreateSecretOutput};
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::server::{Context, Server};
use secretsmith::{Client, SecretsManager};
use secretsmith_reference::InMemory;
use tokio::net::TcpListener;

/// Passes two operations on, and counts the reads.
struct Counting<S> {
    inner: S,
    reads: Arc<AtomicU64>,
}

impl<S: SecretsManager> SecretsManager for Counting<S> {
    async fn create_secret(
        &self,
        input: CreateSecretInput,
        context: &Context,
    ) -> Result<CreateSecretOutput, CreateSecretError> {
        self.inner.create_secret(input, context).await
    }

    async fn get_secret_value(
        &self,
        input: GetSecretValueInput,
        context: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.inner.get_secret_value(input, context).await
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let reads = Arc::new(AtomicU64::new(0));
    let service = Counting { inner: InMemory::new(), reads: Arc::clone(&reads) };

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    println!("listening on {url}");
    tokio::spawn(secretsmith_server::serve(listener, Server::new(service).into_service(), pending()));

    let credentials = Credentials::new("AKIDEXAMPLE", "any secret access key");
    let config = Config::builder().endpoint_url(url).region("eu-west-1").credentials(credentials).build();
    let client = Client::from_conf(config);
    client.create_secret().name("app/db").secret_string("hunter2").send().await?;
    client.get_secret_value().secret_id("app/db").send().await?;
    client.get_secret_value().secret_id("app/db").send().await?;
    println!("{} reads", reads.load(Ordering::Relaxed));
    assert_eq!(reads.load(Ordering::Relaxed), 2);
    Ok(())
}
