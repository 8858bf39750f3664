//! Clients and calls with settings of their own.

use std::time::Duration;

use super::support::{create, value};
use crate::sdk::Client;
use crate::sdk::config::retry::{RetryConfig, RetryMode};
use crate::sdk::config::timeout::TimeoutConfig;
use crate::sdk::config::{Config, Region};
use crate::sdk::error::SdkError;
use crate::setup;

#[tokio::test]
async fn a_client_is_set_up() {
    let retries = RetryConfig::standard()
        .with_max_attempts(4)
        .with_initial_backoff(Duration::from_millis(50))
        .with_max_backoff(Duration::from_secs(2));
    assert_eq!((retries.mode(), retries.max_attempts()), (RetryMode::Standard, 4));
    let limits = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(2))
        .read_timeout(Duration::from_secs(4))
        .operation_attempt_timeout(Duration::from_secs(5))
        .operation_timeout(Duration::from_secs(20))
        .build();
    let region = Region::new("eu-central-1");
    assert_eq!((region.as_ref(), region.to_string().as_str()), ("eu-central-1", "eu-central-1"));
    let config: Config = setup::config("us-east-1").region(region).retry_config(retries).timeout_config(limits).build();
    let client = Client::from_conf(config);
    let created = create(&client.clone(), "configured").await;
    assert!(created.arn().unwrap().contains(":eu-central-1:"), "{created:?}");
    let read = client.get_secret_value().secret_id(created.arn().unwrap()).customize().send().await.unwrap();
    assert_eq!(read.secret_string(), Some(&*value("first")));
}

#[tokio::test]
async fn a_call_ends_when_its_time_is_up() {
    // Connections wait here for somebody to take them.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let limits = TimeoutConfig::builder().operation_timeout(Duration::from_millis(50)).build();
    let config = setup::config("us-east-1").endpoint_url(url).timeout_config(limits);
    let client = Client::from_conf(config.build());
    let error = client.list_secrets().send().await.unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
}

#[tokio::test]
async fn a_call_is_made_again_as_often_as_the_configuration_says() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let retries = RetryConfig::adaptive().with_max_attempts(3).with_initial_backoff(Duration::from_millis(1));
    assert!(retries.has_retry() && !RetryConfig::disabled().has_retry());
    let config = setup::config("us-east-1").endpoint_url(format!("http://{nobody}")).retry_config(retries);
    let error = Client::from_conf(config.build()).list_secrets().send().await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
}
