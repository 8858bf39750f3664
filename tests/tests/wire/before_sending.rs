//! What `validate` finds before a call is sent, which is what a server would say.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::{Request, Response};
use secretsmith::Client;
use secretsmith::config::{Config, Credentials, Transport, TransportFuture};
use secretsmith::error::ValidationError;
use secretsmith::operation::create_secret::CreateSecret;
use secretsmith::operation::get_random_password::GetRandomPassword;
use secretsmith::operation::get_secret_value::GetSecretValue;
use secretsmith::operation::list_secrets::ListSecrets;
use secretsmith::operation::put_resource_policy::PutResourcePolicy;
use secretsmith::operation::put_secret_value::PutSecretValue;
use secretsmith::operation::rotate_secret::RotateSecret;
use secretsmith::primitives::Blob;
use secretsmith::types::{Filter, FilterNameStringType, RotationRulesType, Tag};
use secretsmith_reference::InMemory;
use serde_json::{Value, json};

use crate::support::{Wire, json, version};

#[tokio::test]
async fn the_words_are_those_of_a_server() {
    let tag = |key: &str| Tag::builder().key(key).value("v").build();
    let filter = Filter::builder().key(FilterNameStringType::from("nonsense")).values("").build();
    let rules = RotationRulesType::builder().automatically_after_days(0).duration("x").build();
    let text = "x".repeat(65537);
    let cases: [(&str, Result<(), ValidationError>, Value); 8] = [
        ("CreateSecret", CreateSecret::<()>::default().name("").validate(), json!({"Name": ""})),
        ("GetSecretValue", GetSecretValue::<()>::default().validate(), json!({})),
        (
            "GetSecretValue",
            GetSecretValue::<()>::default().secret_id("db").version_id("1").version_stage("").validate(),
            json!({"SecretId": "db", "VersionId": "1", "VersionStage": ""}),
        ),
        ("PutResourcePolicy", PutResourcePolicy::<()>::default().validate(), json!({})),
        (
            "PutSecretValue",
            PutSecretValue::<()>::default().secret_id("db").secret_string(&*text).validate(),
            json!({"SecretId": "db", "SecretString": text}),
        ),
        (
            "ListSecrets",
            ListSecrets::<()>::default().max_results(0).filters(filter).validate(),
            json!({"MaxResults": 0, "Filters": [{"Key": "nonsense", "Values": [""]}]}),
        ),
        (
            "RotateSecret",
            RotateSecret::<()>::default().secret_id("db").rotation_rules(rules).validate(),
            json!({"SecretId": "db", "RotationRules": {"AutomaticallyAfterDays": 0, "Duration": "x"}}),
        ),
        (
            "CreateSecret",
            CreateSecret::<()>::default().name("db").tags(tag("a")).tags(tag("")).validate(),
            json!({"Name": "db", "Tags": [{"Key": "a", "Value": "v"}, {"Key": "", "Value": "v"}]}),
        ),
    ];
    let wire = Wire::new();
    for (operation, found, mut body) in cases {
        let has_token = matches!(operation, "CreateSecret" | "PutSecretValue" | "RotateSecret");
        body.as_object_mut().into_iter().filter(|_| has_token).for_each(|body| {
            body.insert("ClientRequestToken".to_owned(), json!(version(1)));
        });
        let said = wire.refused(operation, body.to_string()).await;
        let found = found.expect_err("a server refuses it").to_string();
        assert_eq!(json(&said), json!({"__type": "ValidationException", "message": found}), "{operation}");
    }
}

#[test]
fn every_violation_is_listed_with_its_member_and_constraint() {
    let error = GetSecretValue::<()>::default().version_id("1").validate().expect_err("much is wrong");
    let listed: Vec<_> = error.violations().iter().map(|it| (it.member(), it.constraint())).collect();
    let expected =
        [("secretId", "Member must not be null"), ("versionId", "Member must have length greater than or equal to 32")];
    assert_eq!(listed, expected);
    let shown = "Value '1' at 'versionId' failed to satisfy constraint: \
                 Member must have length greater than or equal to 32";
    assert_eq!(error.violations()[1].to_string(), shown);

    let tag = Tag::builder().key("").value("v").build();
    let error = CreateSecret::<()>::default().name("db").tags(tag).validate().expect_err("the key is empty");
    assert_eq!(error.violations()[0].member(), "tags.1.member.key");
}

/// Answers every call, and counts them.
#[derive(Clone, Default)]
struct Counting(Arc<AtomicUsize>);

impl Transport for Counting {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(Response::new(Bytes::from_static(b"{}"))) })
    }
}

#[tokio::test]
async fn what_keeps_the_constraints_passes_and_nothing_is_sent() {
    let transport = Counting::default();
    let config = Config::builder().region("eu-west-1").credentials(Credentials::new("AKIDEXAMPLE", "any"));
    let client = Client::from_conf(config.transport(transport.clone()).build());
    let call = client.create_secret().name("db").secret_binary(Blob::new("hunter2"));
    assert_eq!(call.validate(), Ok(()), "the token that is filled in when it is sent may be missing");
    assert_eq!(transport.0.load(Ordering::Relaxed), 0, "nothing is sent");
    call.send().await.expect("it is answered");
    assert_eq!(transport.0.load(Ordering::Relaxed), 1, "now it is");
    assert_eq!(GetRandomPassword::<()>::default().password_length(4096).validate(), Ok(()));
}

#[tokio::test]
async fn sending_leaves_the_constraints_to_the_service() {
    let client = Client::in_process(InMemory::new());
    let call = client.create_secret().name("");
    let found = call.validate().expect_err("the name is empty").to_string();
    let error = call.send().await.expect_err("the service refuses it");
    assert_eq!((error.code(), error.message()), (Some("ValidationException"), Some(&*found)));
    assert!(error.request_id().is_some(), "it was the service who said it");
}
