//! A program without `async`: calls that wait for their answers, from as many threads as you like.

use std::error::Error;
use std::thread;

use secretsmith::blocking::Client;
use secretsmith_reference::InMemory;

/// Reads the password of a database.
fn database_password(client: &Client, environment: &str) -> Result<String, Box<dyn Error + Send + Sync>> {
    let answer = client.get_secret_value().secret_id(format!("{environment}/db")).send()?;
    Ok(answer.secret_string().ok_or("the password is not text")?.to_owned())
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    // In a program that is not a test: `Client::from_env()?`.
    let client = Client::in_process(InMemory::new());
    for environment in ["test", "prod"] {
        let name = format!("{environment}/db");
        client.create_secret().name(name).secret_string(format!("hunter2-{environment}")).send()?;
    }

    // Clones share a thread on which the calls run. It ends with the last of them.
    let reader = thread::spawn({
        let client = client.clone();
        move || database_password(&client, "prod")
    });
    assert_eq!(database_password(&client, "test")?, "hunter2-test");
    assert_eq!(reader.join().expect("reading does not panic")?, "hunter2-prod");

    // Pages, and what is on them, are iterators.
    let secrets = client.list_secrets().into_paginator().page_size(1).items().send();
    let names = secrets.map(|secret| secret.map(|secret| secret.name().unwrap_or_default().to_owned()));
    let mut names = names.collect::<Result<Vec<_>, _>>()?;
    names.sort();
    assert_eq!(names, ["prod/db", "test/db"]);

    // What the model does not allow can be found without a call.
    let error = client.create_secret().name("").validate().expect_err("a name is not empty");
    println!("{error}");
    Ok(())
}
