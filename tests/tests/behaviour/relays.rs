//! A service by way of a client: the trait over a client, behind another client.

use secretsmith::Client;
use secretsmith::config::{Config, Credentials, RetryMode};
use secretsmith_tests::{on_each_transport, refusal};

use crate::support::{DB, create, value};

#[test]
fn a_service_by_way_of_a_client_is_the_same() {
    on_each_transport(async |world| {
        let relayed = Client::in_process(world.client.clone().into_service());
        create(&relayed, DB).await;
        assert_eq!(value(&world.client, DB).await, "one");
        assert_eq!(value(&relayed, DB).await, "one");
        let [direct, relayed] = [&world.client, &relayed].map(|client| client.get_secret_value().secret_id("none"));
        assert_eq!(refusal(relayed.send().await), refusal(direct.send().await));
    });
}

#[tokio::test]
async fn a_service_that_cannot_be_reached_is_an_error_of_the_relay() {
    let config = Config::builder().region("eu-west-1").credentials(Credentials::new("AKID", "a-key"));
    let config = config.endpoint_url("http://127.0.0.1:1").retry_mode(RetryMode::Off).build();
    let relayed = Client::in_process(Client::from_conf(config).into_service());
    let error = relayed.get_secret_value().secret_id(DB).send().await.expect_err("nobody listens");
    assert_eq!((error.code(), error.status()), (Some("DispatchFailure"), Some(502)));
    let text = "DispatchFailure: GetSecretValue: cannot connect to http://127.0.0.1:1: connection refused";
    assert!(error.to_string().starts_with(text), "{error}");
}
