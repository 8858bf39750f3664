//! How a client of `aws-sdk-secretsmanager` comes to the server of the tests.

use std::env;

use aws_sdk_secretsmanager::config::http::HttpResponse;
use aws_sdk_secretsmanager::config::retry::RetryConfig;
use aws_sdk_secretsmanager::config::{Builder, Config, Credentials, Region};
use aws_smithy_http_client::Builder as HttpClient;

/// The configuration of a client for a Region, with nothing of the user's own.
pub(crate) fn config(region: &'static str) -> Builder {
    Config::builder()
        .region(Region::from_static(region))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "a-key-that-opens-nothing", None, None, "tests"))
        .endpoint_url(env::var("SECRETSMITH_ENDPOINT").unwrap_or_else(|_| "http://127.0.0.1:4566".to_owned()))
        .retry_config(RetryConfig::disabled())
        .http_client(HttpClient::new().build_http())
}

/// An answer without headers and body.
pub(crate) fn response(status: u16) -> HttpResponse {
    HttpResponse::new(status.try_into().unwrap(), "".into())
}
