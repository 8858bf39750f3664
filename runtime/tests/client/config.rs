//! Configuration from code and from the environment.

use std::time::Duration;

use secretsmith_runtime::client::{Config, ConfigError, Credentials, TimeoutConfig};

use crate::support::SERVICE;

type Vars = [(&'static str, &'static str)];

const COMPLETE: &Vars =
    &[("AWS_REGION", "eu-west-1"), ("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "the-secret-key")];

fn config(vars: &[&Vars]) -> Result<Config, ConfigError> {
    let lookup =
        |name: &str| vars.iter().copied().flatten().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
    Config::from_vars(&SERVICE, lookup)
}

#[test]
fn a_complete_environment() {
    let config = config(&[COMPLETE]).unwrap();
    assert_eq!(config.region(), Some("eu-west-1"));
    assert_eq!(config.endpoint_url(), None);
    assert_eq!(config.connect_timeout(), Duration::from_millis(3100));
    assert_eq!(config.call_timeout(), Some(Duration::from_secs(30)));
}

#[test]
fn the_region_has_a_second_name() {
    let second: &Vars = &[("AWS_DEFAULT_REGION", "us-west-2")];
    assert_eq!(config(&[COMPLETE, second]).unwrap().region(), Some("eu-west-1"));
    let empty_first: &Vars = &[("AWS_REGION", "")];
    assert_eq!(config(&[empty_first, second, &COMPLETE[1..]]).unwrap().region(), Some("us-west-2"));
}

#[test]
fn the_endpoint_of_the_service_goes_before_that_of_all() {
    let all: &Vars = &[("AWS_ENDPOINT_URL", "http://127.0.0.1:1111")];
    let own: &Vars = &[("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:2222")];
    let ignore: &Vars = &[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True")];
    assert_eq!(config(&[COMPLETE, all]).unwrap().endpoint_url(), Some("http://127.0.0.1:1111"));
    assert_eq!(config(&[COMPLETE, all, own]).unwrap().endpoint_url(), Some("http://127.0.0.1:2222"));
    assert_eq!(config(&[COMPLETE, all, own, ignore]).unwrap().endpoint_url(), None);
}

#[test]
fn what_code_sets_goes_before_the_environment() {
    let vars = |name: &str| match name {
        "AWS_REGION" => Some("eu-west-1".to_owned()),
        "AWS_USE_FIPS_ENDPOINT" => Some("true".to_owned()),
        _ => None,
    };
    let config = Config::builder().region("us-east-2").use_fips(false).or_vars(&SERVICE, vars).unwrap().build();
    assert_eq!(config.region(), Some("us-east-2"));
    assert!(format!("{config:?}").contains("use_fips: Some(false)"), "{config:?}");
}

#[test]
fn a_region_may_be_there_for_when_the_environment_has_none() {
    let config = |vars: &Vars| {
        let var = |name: &str| vars.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned());
        Config::builder().or_vars(&SERVICE, var).unwrap().or_region("us-west-2").build()
    };
    assert_eq!(config(&[]).region(), Some("us-west-2"));
    assert_eq!(config(&[("AWS_REGION", "eu-west-1")]).region(), Some("eu-west-1"));
}

#[test]
fn time_limits_that_are_left_open_stay_as_they_are() {
    let second = Duration::from_secs(1);
    let limits = TimeoutConfig::builder().operation_attempt_timeout(second).read_timeout(2 * second).build();
    let config = Config::builder().connect_timeout(3 * second).call_timeout(4 * second).timeout_config(limits).build();
    let all = (config.attempt_timeout(), config.read_timeout(), config.connect_timeout(), config.call_timeout());
    assert_eq!(all, (Some(second), Some(2 * second), 3 * second, Some(4 * second)));
}

#[test]
fn time_limits_that_are_set_can_be_lifted() {
    let second = Duration::from_secs(1);
    let limited = || {
        let limits = TimeoutConfig::builder().connect_timeout(second).read_timeout(second).operation_timeout(second);
        let limits = limits.operation_attempt_timeout(second).build();
        assert!(limits.has_timeouts());
        Config::builder().timeout_config(limits)
    };
    let all = |limits| {
        let config = limited().timeout_config(limits).build();
        (config.connect_timeout(), config.read_timeout(), config.call_timeout(), config.attempt_timeout())
    };
    let one = || TimeoutConfig::builder();
    assert_eq!(all(one().disable_connect_timeout().build()), (Duration::MAX, Some(second), Some(second), Some(second)));
    assert_eq!(all(one().disable_read_timeout().build()), (second, None, Some(second), Some(second)));
    assert_eq!(all(one().disable_operation_timeout().build()), (second, Some(second), None, Some(second)));
    assert_eq!(all(one().disable_operation_attempt_timeout().build()), (second, Some(second), Some(second), None));
    assert_eq!(all(TimeoutConfig::disabled()), (Duration::MAX, None, None, None));
    assert!(!TimeoutConfig::disabled().has_timeouts());
}

#[test]
fn what_is_wrong_is_named_with_its_value_unless_that_may_be_secret() {
    let cases: [(&[&Vars], &str); 10] = [
        (&[&COMPLETE[1..]], "no Region is configured (in the environment: AWS_REGION)"),
        (
            &[&COMPLETE[..1]],
            "no credentials are configured (in the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)",
        ),
        (&[&COMPLETE[..2]], "AWS_SECRET_ACCESS_KEY is not set, but AWS_ACCESS_KEY_ID is"),
        (&[&COMPLETE[..1], &COMPLETE[2..]], "AWS_ACCESS_KEY_ID is not set, but AWS_SECRET_ACCESS_KEY is"),
        (&[&[("AWS_REGION", "evil.example/")], COMPLETE], "AWS_REGION is not a Region: `evil.example/`"),
        (
            &[COMPLETE, &[("AWS_ENDPOINT_URL", "http://user:hunter2@host")]],
            "AWS_ENDPOINT_URL is no URL of the form http(s)://host[:port][/path]",
        ),
        (
            &[COMPLETE, &[("AWS_ENDPOINT_URL", "http://host/?token=hunter2")]],
            "AWS_ENDPOINT_URL is no URL of the form http(s)://host[:port][/path]",
        ),
        (
            &[COMPLETE, &[("AWS_ENDPOINT_URL_SECRETS_MANAGER", "localhost:4566")]],
            "AWS_ENDPOINT_URL_SECRETS_MANAGER is no URL of the form http(s)://host[:port][/path]: `localhost:4566`",
        ),
        (
            &[COMPLETE, &[("AWS_USE_FIPS_ENDPOINT", "yes")]],
            "AWS_USE_FIPS_ENDPOINT is neither `true` nor `false`: `yes`",
        ),
        (
            &[COMPLETE, &[("AWS_USE_DUALSTACK_ENDPOINT", "1")]],
            "AWS_USE_DUALSTACK_ENDPOINT is neither `true` nor `false`: `1`",
        ),
    ];
    for (vars, message) in cases {
        assert_eq!(config(vars).unwrap_err().to_string(), message);
    }
}

#[test]
fn no_secret_is_shown() {
    let token: &Vars = &[("AWS_SESSION_TOKEN", "the-session-token")];
    let shown = format!("{:?}", config(&[COMPLETE, token]).unwrap());
    assert!(shown.contains("AKID") && !shown.contains("the-se"), "{shown}");

    let shown = format!("{:?}", Config::builder().endpoint_url("http://user:the-secret@host"));
    assert!(!shown.contains("the-se"), "{shown}");

    let shown = format!("{:?}", Credentials::new("AKID", "the-secret-key").with_session_token("the-session-token"));
    assert!(shown.contains("AKID") && !shown.contains("the-se"), "{shown}");
}

#[test]
fn a_call_can_have_no_limit() {
    assert_eq!(Config::builder().call_timeout(None).build().call_timeout(), None);
    let limit = Duration::from_secs(5);
    assert_eq!(Config::builder().call_timeout(limit).build().call_timeout(), Some(limit));
}
