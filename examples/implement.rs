//! The service trait, implemented: a read-only Secrets Manager over the environment. What is not
//! implemented answers `UnknownOperationException`.

use std::env;

use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::server::Context;
use secretsmith::types::error::ResourceNotFoundException;
use secretsmith::{Client, SecretsManager};

struct Environment;

impl SecretsManager for Environment {
    async fn get_secret_value(
        &self,
        input: GetSecretValueInput,
        _: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        let value = env::var(&input.secret_id).map_err(|_| ResourceNotFoundException::new("no such variable"))?;
        Ok(GetSecretValueOutput::default().with_name(input.secret_id).with_secret_string(value))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::in_process(Environment);
    let path = client.get_secret_value().secret_id("PATH").send().await?;
    assert_eq!(path.secret_string(), env::var("PATH").ok().as_deref());

    let error = client.get_secret_value().secret_id("NO_SUCH_VARIABLE").send().await.expect_err("it is not set");
    println!("{error}");
    let error = client.list_secrets().send().await.expect_err("it is not implemented");
    println!("{error}");
    Ok(())
}
