//! A client calls a server over HTTP: writes a secret, reads it, and handles an error.
//!
//! Without further ado the server is one that this program starts. Set `AWS_ENDPOINT_URL`,
//! `AWS_REGION` and credentials in the environment to call another, such as `secretsmith serve`.

use std::error::Error;
use std::future::pending;

use secretsmith::Client;
use secretsmith::config::{Config, Credentials};
use secretsmith::server::Server;
use secretsmith::types::Tag;
use secretsmith_reference::InMemory;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = client().await?;

    let created = client
        .create_secret()
        .name("orders/db")
        .description("The database of the order service.")
        .secret_string(r#"{"user":"orders","password":"hunter2"}"#)
        .tags(Tag::builder().key("team").value("orders").build())
        .send()
        .await?;
    println!("created {}", created.arn().unwrap_or_default());

    // A secret value shows itself only when asked: `Debug` prints `Sensitive(..)`.
    let answer = client.get_secret_value().secret_id("orders/db").send().await?;
    println!("read {answer:?}");
    assert!(answer.secret_string().is_some_and(|value| value.contains("hunter2")));

    let mut secrets = client.list_secrets().into_paginator().items().send();
    while let Some(secret) = secrets.next().await {
        println!("found {}", secret?.name().unwrap_or_default());
    }

    // An error says what happened, where, and under which request id.
    let error =
        client.get_secret_value().secret_id("orders/nowhere").send().await.expect_err("there is no such secret");
    println!("refused: {error}");
    assert!(error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()));
    Ok(())
}

/// A client for the server of the environment, else for one in this program.
async fn client() -> Result<Client, Box<dyn Error>> {
    if std::env::var_os("AWS_ENDPOINT_URL").is_some() {
        return Ok(Client::from_env()?);
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let config = Config::builder()
        .endpoint_url(format!("http://{}", listener.local_addr()?))
        .region("eu-west-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "any secret access key"))
        .build();
    let service = Server::new(InMemory::new()).into_service();
    tokio::spawn(secretsmith_server::serve(listener, service, pending()));
    Ok(Client::from_conf(config))
}
