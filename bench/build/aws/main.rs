//! Reads a secret whose name is the argument.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("give the name of a secret")?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let client = aws_sdk_secretsmanager::Client::new(&aws_config::load_from_env().await);
        let output = client.get_secret_value().secret_id(name).send().await?;
        println!("{} characters", output.secret_string().unwrap_or_default().len());
        Ok(())
    })
}
