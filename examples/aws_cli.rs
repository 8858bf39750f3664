//! The AWS CLI calls a server: what a shell script does against `secretsmith serve`.
//!
//! Without the program `aws` there is nothing to show, and this one says so.

use std::error::Error;
use std::future::pending;
use std::io::ErrorKind;

use secretsmith::server::Server;
use secretsmith_reference::InMemory;
use tokio::net::TcpListener;
use tokio::process::Command;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Server::new(InMemory::new()).into_service();
    tokio::spawn(secretsmith_server::serve(listener, service, pending()));

    let created = ["create-secret", "--name", "app/db", "--secret-string", "hunter2", "--query", "Name"];
    if aws(&url, &created).await?.is_none() {
        println!("skipped: there is no program `aws`");
        return Ok(());
    }
    let got = aws(&url, &["get-secret-value", "--secret-id", "app/db", "--query", "SecretString"]).await?;
    assert_eq!(got.as_deref(), Some("hunter2"));
    let listed = aws(&url, &["list-secrets", "--query", "SecretList[].Name"]).await?;
    assert_eq!(listed.as_deref(), Some("app/db"));
    println!("created, read and listed with the AWS CLI");
    Ok(())
}

/// What `aws secretsmanager` prints; nothing when there is no such program.
async fn aws(url: &str, arguments: &[&str]) -> Result<Option<String>, Box<dyn Error>> {
    let mut command = Command::new("aws");
    command.args(["--endpoint-url", url, "--output", "text", "secretsmanager"]).args(arguments);
    // Any keys do; a profile of the user's has no say.
    let settings =
        [("AWS_ACCESS_KEY_ID", "any"), ("AWS_SECRET_ACCESS_KEY", "any"), ("AWS_DEFAULT_REGION", "eu-west-1")];
    command.envs(settings).env_remove("AWS_PROFILE").env_remove("AWS_SESSION_TOKEN");
    let output = match command.output().await {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        output => output?,
    };
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(Some(String::from_utf8(output.stdout)?.trim().to_owned()))
}
