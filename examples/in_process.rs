//! A test of your code without a server, an account or a container: the client calls the
//! reference in the same process, through the same bytes that would go over the wire.

use std::error::Error;

use secretsmith::Client;
use secretsmith_reference::InMemory;

/// The code under test: reads the password of a database.
async fn database_password(client: &Client, environment: &str) -> Result<String, Box<dyn Error>> {
    let name = format!("{environment}/db");
    let answer = client.get_secret_value().secret_id(name).send().await?;
    Ok(answer.secret_string().ok_or("the password is not text")?.to_owned())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::in_process(InMemory::new());
    client.create_secret().name("test/db").secret_string("hunter2").send().await?;
    assert_eq!(database_password(&client, "test").await?, "hunter2");

    // What changes is seen, as with the real service.
    client.put_secret_value().secret_id("test/db").secret_string("hunter3").send().await?;
    assert_eq!(database_password(&client, "test").await?, "hunter3");

    let error = database_password(&client, "prod").await.expect_err("there is no such secret");
    assert!(error.to_string().contains("Secrets Manager can't find the specified secret."));
    println!("the code under test does what it should");
    Ok(())
}
