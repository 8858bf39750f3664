//! Calls made by the AWS SDK for Rust, signed.

use std::process::ExitCode;

use aws_sdk_secretsmanager::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_secretsmanager::{Client, Config};
use aws_smithy_http_client::Builder;
use secretsmith_bench::calls;

fn main() -> ExitCode {
    let connect = |url: &str| {
        let keys = Credentials::new("AKIDBENCH", "the-secret-key-of-the-benchmark", None, None, "benchmark");
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(keys)
            .http_client(Builder::new().build_http())
            .endpoint_url(url);
        Client::from_conf(config.build())
    };
    calls::main(connect, async |client: &Client| {
        let output = client.get_secret_value().secret_id("load/000000000").send().await?;
        if output.secret_string().is_some_and(|value| value.len() == 64) { Ok(()) } else { Err("another answer".into()) }
    })
}
