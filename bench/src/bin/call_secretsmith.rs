//! Calls made by the client of `secretsmith`, signed.

use std::process::ExitCode;

use secretsmith::Client;
use secretsmith::config::{Config, Credentials};
use secretsmith_bench::calls;

fn main() -> ExitCode {
    let connect = |url: &str| {
        let keys = Credentials::new("AKIDBENCH", "the-secret-key-of-the-benchmark");
        Client::from_conf(Config::builder().region("us-east-1").credentials(keys).endpoint_url(url).build())
    };
    calls::main(connect, async |client: &Client| {
        let output = client.get_secret_value().secret_id("load/000000000").send().await?;
        if output.secret_string().is_some_and(|value| value.len() == 64) {
            Ok(())
        } else {
            Err("another answer".into())
        }
    })
}
