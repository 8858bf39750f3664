//! Credentials of instances.

use std::future::pending;

use bytes::Bytes;
use http::Request;
use secretsmith_runtime::client::credentials::{Chain, Instance, ProviderContext};
use secretsmith_runtime::client::{Transport, TransportFuture};

use super::container::KEYS;
use super::{Script, context, failure, provide, temporary};
use crate::environment::Fake;

const ROLES: &str = "/latest/meta-data/iam/security-credentials/";

fn instance() -> Script {
    Script::default().then(200, "the-bearer-token").then(200, "reader\n")
}

async fn lines(environment: Fake) -> Vec<String> {
    let script = instance().then(200, KEYS);
    provide(Instance::new(&context(environment, &script))).await.unwrap();
    script.lines()
}

#[tokio::test]
async fn an_instance_is_asked_for_a_token_then_the_role_then_its_credentials() {
    let script = instance().then(200, KEYS.replace('{', r#"{"Code": "Success", "#));
    assert_eq!(provide(Instance::new(&context(Fake::new(), &script))).await.unwrap(), temporary("ROLE"));
    let origin = "http://169.254.169.254";
    let lines = [
        format!("PUT {origin}/latest/api/token"),
        format!("GET {origin}{ROLES}"),
        format!("GET {origin}{ROLES}reader"),
    ];
    assert_eq!(script.lines(), lines);
    assert_eq!(script.header(0, "x-aws-ec2-metadata-token-ttl-seconds").as_deref(), Some("300"));
    assert_eq!(script.header(0, "x-aws-ec2-metadata-token"), None);
    for request in [1, 2] {
        assert_eq!(script.header(request, "x-aws-ec2-metadata-token").as_deref(), Some("the-bearer-token"));
    }
}

#[tokio::test]
async fn the_service_can_be_elsewhere() {
    let token = |origin: &str| format!("PUT {origin}/latest/api/token");
    let mode = Fake::new().var("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6");
    assert_eq!(lines(mode.clone()).await[0], token("http://[fd00:ec2::254]"));
    let set = mode.var("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:1338/");
    assert_eq!(lines(set).await[0], token("http://localhost:1338"));
    let profile = Fake::new().config("[default]\nec2_metadata_service_endpoint = http://localhost:1339\n");
    assert_eq!(lines(profile).await[0], token("http://localhost:1339"));
    let mode = Fake::new().config("[default]\nec2_metadata_service_endpoint_mode = ipv6\n");
    assert_eq!(lines(mode.clone()).await[0], token("http://[fd00:ec2::254]"));
    let first = mode.var("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv4");
    assert_eq!(lines(first).await[0], token("http://169.254.169.254"));
}

#[tokio::test]
async fn what_is_wrong_with_where_it_is_is_told_with_its_place() {
    let profile = |key: &str, value: &str| Fake::new().config(&format!("[default]\n{key} = {value}\n"));
    let (url, mode) = ("is no URL of the form http(s)://host[:port][/path]", "is neither `IPv4` nor `IPv6`");
    let endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    let file = "/home/me/.aws/config:2:";
    let cases = [
        (Fake::new().var(endpoint, "localhost"), format!("{endpoint} {url}: `localhost`")),
        (Fake::new().var(&format!("{endpoint}_MODE"), "v6"), format!("{endpoint}_MODE {mode}: `v6`")),
        (
            profile("ec2_metadata_service_endpoint", "localhost"),
            format!("{file} ec2_metadata_service_endpoint {url}: `localhost`"),
        ),
        (
            profile("ec2_metadata_service_endpoint_mode", "6"),
            format!("{file} ec2_metadata_service_endpoint_mode {mode}: `6`"),
        ),
    ];
    for (environment, message) in cases {
        let script = instance();
        assert_eq!(failure(Instance::new(&context(environment, &script))).await, message);
        assert!(script.lines().is_empty());
    }
}

#[tokio::test]
async fn the_service_can_be_turned_off() {
    let script = instance();
    let environment = Fake::new().var("AWS_EC2_METADATA_DISABLED", "True");
    let error = provide(Instance::new(&context(environment, &script))).await.unwrap_err();
    assert!(error.is_not_configured() && script.lines().is_empty());
    assert_eq!(error.to_string(), "AWS_EC2_METADATA_DISABLED is true");
}

#[tokio::test]
async fn an_instance_without_role_has_no_credentials() {
    let script = Script::default().then(200, "the-bearer-token").then(404, "");
    let error = provide(Instance::new(&context(Fake::new(), &script))).await.unwrap_err();
    assert!(error.is_not_configured());
    assert_eq!(error.to_string(), "the instance has no role");
}

#[tokio::test]
async fn a_role_that_has_no_credentials() {
    let script = instance().then(200, r#"{"Code": "AssumeRoleUnauthorizedAccess", "Message": "..."}"#);
    let message = failure(Instance::new(&context(Fake::new(), &script))).await;
    let who = "the instance metadata service";
    assert_eq!(message, format!("{who} has no credentials of role reader: AssumeRoleUnauthorizedAccess"));
}

#[tokio::test(start_paused = true)]
async fn who_is_refused_has_no_credentials_there_and_a_service_in_trouble_may_have_them() {
    let token = || Script::default().then(200, "the-bearer-token");
    let role = || token().then(200, "reader");
    let thrice = |script: Script, status| script.then(status, "").then(status, "").then(status, "");
    let cases = [
        (Script::default().then(403, ""), 403, true),
        (Script::default().then(404, ""), 404, true),
        (Script::default().then(503, ""), 503, false),
        (token().then(403, ""), 403, true),
        (thrice(token(), 500), 500, false),
        (role().then(404, ""), 404, true),
        (thrice(role(), 503), 503, false),
    ];
    for (script, status, is_not_configured) in cases {
        let error = provide(Instance::new(&context(Fake::new(), &script))).await.unwrap_err();
        assert_eq!(error.to_string(), format!("the instance metadata service answers with status {status}"));
        assert_eq!(error.is_not_configured(), is_not_configured, "{:?}", script.lines());
    }
    let cut = provide(Instance::new(&context(Fake::new(), &token()))).await.unwrap_err();
    assert!(!cut.is_not_configured(), "there is such a service: {cut}");
}

#[tokio::test]
async fn an_instance_that_is_meant_has_to_have_credentials() {
    let profile = "[default]\nregion = eu-west-1\nrole_arn = arn:r\ncredential_source = Ec2InstanceMetadata\n";
    let context = context(Fake::new().config(profile), &Script::default().then(403, ""));
    assert!(!provide(Chain::new(&context)).await.unwrap_err().is_not_configured());
}

/// Never answers, as where there is no such service.
struct Silent;

impl Transport for Silent {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(pending())
    }
}

#[tokio::test(start_paused = true)]
async fn where_nobody_answers_is_no_instance() {
    let error = provide(Instance::new(&ProviderContext::new(Fake::new(), Silent))).await.unwrap_err();
    assert!(error.is_not_configured());
    assert_eq!(error.to_string(), "http://169.254.169.254 does not answer within 1 s");
}
