//! What seeds make of a store.

use std::sync::{Arc, Mutex};

use secretsmith::Client;
use secretsmith::server::Caller;
use secretsmith_reference::{Identity, InMemory, Invocation, Snapshot, Step};
use secretsmith_server::seed::{Language, sow};
use serde_json::{Value, json};

use crate::{FUNCTION, client, problem, read, store};

const YAML: &str = r#"
# What the tests of the shop begin with.
Secrets:
  - Name: shop/db
    Description: the database
    KmsKeyId: alias/shop
    SecretString: {password: canary-1, user: "admin"}
    Tags:
      - {Key: team, Value: shop}
      - Key: empty
    ResourcePolicy:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {AWS: "arn:aws:iam::111122223333:root"}
          Action: secretsmanager:GetSecretValue
          Resource: "*"
    Replicas:
      - Region: eu-west-1
  - Name: shop/key
    Versions:
      - SecretString: canary-2
      - VersionId: the-second-version-of-the-key-of-the-shop
        SecretBinary: AAEC
      - SecretString: |
          canary-3
          🔑
        VersionStages: [AWSPENDING, next]
  - Name: shop/rotated
    SecretString: canary-4
    Rotation:
      RotationLambdaARN: arn:aws:lambda:us-east-1:123456789012:function:rotate
      RotationRules: {ScheduleExpression: "rate(10 days)", Duration: 3h}
  - Name: shop/db
    Region: eu-central-1
    Account: "111122223333"
    SecretString: canary-5
"#;

/// The same, as programs write it.
fn json_of_yaml() -> Value {
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "secretsmanager:GetSecretValue"}]});
    json!({"Secrets": [
        {
            "Name": "shop/db", "Description": "the database", "KmsKeyId": "alias/shop",
            "SecretString": r#"{"password":"canary-1","user":"admin"}"#,
            "Tags": [{"Key": "team", "Value": "shop"}, {"Key": "empty"}],
            "ResourcePolicy": policy.to_string(),
            "Replicas": [{"Region": "eu-west-1"}]
        },
        {
            "Name": "shop/key", "SecretString": "canary-2",
            "Versions": [
                {"VersionId": "the-second-version-of-the-key-of-the-shop", "SecretBinary": "AAEC"},
                {"SecretString": "canary-3\n🔑\n", "VersionStages": ["AWSPENDING", "next"]}
            ]
        },
        {
            "Name": "shop/rotated", "SecretString": "canary-4",
            "Rotation": {"RotationLambdaARN": FUNCTION, "RotateImmediately": false,
                "RotationRules": {"ScheduleExpression": "rate(10 days)", "Duration": "3h"}}
        },
        {"Name": "shop/db", "Region": "eu-central-1", "Account": "111122223333", "SecretString": "canary-5"}
    ]})
}

#[tokio::test]
async fn both_languages_make_the_same_secrets_by_the_rules_of_the_service() {
    let text = json_of_yaml().to_string();
    for (text, language) in [(YAML, Language::Yaml), (&text, Language::Json)] {
        let service = store();
        let seeded = sow(&[read(text, language)], &service).await.unwrap();
        assert_eq!(seeded.created, ["shop/db", "shop/key", "shop/rotated", "shop/db"]);
        assert_eq!(seeded.kept, [""; 0]);
        check_database(&service).await;
        check_key(&service).await;
        check_others(&service).await;
    }
}

async fn check_database(service: &InMemory) {
    let described = client(service).describe_secret().secret_id("shop/db").send().await.unwrap();
    assert_eq!((described.description(), described.kms_key_id()), (Some("the database"), Some("alias/shop")));
    let tags: Vec<_> = described.tags().iter().map(|tag| (tag.key(), tag.value())).collect();
    assert_eq!(tags, [(Some("team"), Some("shop")), (Some("empty"), None)]);
    assert_eq!(described.replication_status()[0].status().unwrap().as_str(), "InSync");
    let policy = client(service).get_resource_policy().secret_id("shop/db").send().await.unwrap();
    let policy: Value = serde_json::from_str(policy.resource_policy().unwrap()).unwrap();
    assert_eq!(policy["Statement"][0]["Principal"]["AWS"], "arn:aws:iam::111122223333:root");
    let there = Client::in_process_as(service.clone(), Caller::anonymous().with_region("eu-west-1"));
    let replica = there.get_secret_value().secret_id("shop/db").send().await.unwrap();
    let value: Value = serde_json::from_str(replica.secret_string().unwrap()).unwrap();
    assert_eq!(value, json!({"user": "admin", "password": "canary-1"}));
}

async fn check_key(service: &InMemory) {
    let get = |label: &'static str| client(service).get_secret_value().secret_id("shop/key").version_stage(label);
    let previous = get("AWSPREVIOUS").send().await.unwrap();
    assert_eq!(previous.secret_string(), Some("canary-2"));
    assert_eq!(previous.version_id(), Some("00000000-0000-4000-8000-000000000001"));
    let current = get("AWSCURRENT").send().await.unwrap();
    assert_eq!(current.secret_binary().map(AsRef::as_ref), Some(&[0_u8, 1, 2][..]));
    assert_eq!(current.version_id(), Some("the-second-version-of-the-key-of-the-shop"));
    for label in ["AWSPENDING", "next"] {
        assert_eq!(get(label).send().await.unwrap().secret_string(), Some("canary-3\n🔑\n"));
    }
}

async fn check_others(service: &InMemory) {
    let rotated = client(service).describe_secret().secret_id("shop/rotated").send().await.unwrap();
    assert_eq!((rotated.rotation_enabled(), rotated.rotation_lambda_arn()), (Some(true), Some(FUNCTION)));
    assert_eq!(rotated.rotation_rules().unwrap().schedule_expression(), Some("rate(10 days)"));
    let elsewhere = Caller::anonymous().with_region("eu-central-1").with_account("111122223333");
    let elsewhere = Client::in_process_as(service.clone(), elsewhere);
    let read = elsewhere.get_secret_value().secret_id("shop/db").send().await.unwrap();
    assert_eq!(read.secret_string(), Some("canary-5"));
    assert_eq!(elsewhere.list_secrets().send().await.unwrap().secret_list().len(), 1);
}

#[tokio::test]
async fn the_seed_of_the_documentation_is_one() {
    let (_, text) = include_str!("../../../docs/server.md").split_once("```yaml\n").unwrap();
    let (text, _) = text.split_once("```").unwrap();
    let function = "arn:aws:lambda:eu-central-1:111122223333:function:rotate";
    let service = InMemory::builder().rotation_function(function, |_: Invocation| async { Ok(()) }).build();
    let seeded = sow(&[read(text, Language::Yaml)], &service).await.unwrap();
    assert_eq!(seeded.created, ["shop/db", "shop/signing-key", "shop/rotated"]);

    let told = problem(&text.replace("Key: team", "Key: ''"), Language::Yaml).await;
    let shown = include_str!("../../../docs/server.md").replace("secretsmith: seed.yaml", "seed").replace('\n', " ");
    assert!(shown.contains(&told), "{told}");
}

#[tokio::test]
async fn what_is_there_is_left_as_it_is() {
    let service = store();
    let seed = || read(YAML, Language::Yaml);
    sow(&[seed()], &service).await.unwrap();
    client(&service).put_secret_value().secret_id("shop/key").secret_string("canary-6").send().await.unwrap();
    client(&service).delete_secret().secret_id("shop/rotated").send().await.unwrap();

    let restarted = store();
    restarted.restore(Snapshot::from_json(&service.snapshot().to_json()).unwrap());
    let more = r#"{"Secrets": [{"Name": "more"}]}"#;
    let seeded = sow(&[seed(), read(more, Language::Json)], &restarted).await.unwrap();
    assert_eq!(seeded.created, ["more"]);
    assert_eq!(seeded.kept, ["shop/db", "shop/key", "shop/rotated", "shop/db"]);
    let read = client(&restarted).get_secret_value().secret_id("shop/key").send().await.unwrap();
    assert_eq!(read.secret_string(), Some("canary-6"));
}

#[tokio::test]
async fn a_seed_that_is_refused_leaves_nothing_behind() {
    let service = store();
    client(&service).create_secret().name("before").send().await.unwrap();
    let text = r#"{"Secrets": [{"Name": "one"}, {"Name": "two", "ResourcePolicy": {}}]}"#;
    sow(&[read(text, Language::Json)], &service).await.unwrap_err();
    assert_eq!(service.usage().secrets, 1);
}

/// A rotation that a function works on is called for once, and another call that came in between is not undone.
#[tokio::test]
async fn a_seed_that_is_refused_leaves_alone_what_goes_on() {
    let service = store();
    let (told, sown) = (service.clone(), Arc::new(Mutex::new(Vec::new())));
    let seen = Arc::clone(&sown);
    service.register_rotation_function(FUNCTION, move |invocation: Invocation| {
        let (service, seen) = (told.clone(), Arc::clone(&seen));
        async move {
            let text = r#"{"Secrets": [{"Name": "one"}, {"Name": "two", "ResourcePolicy": {}}]}"#;
            let problem = sow(&[read(text, Language::Json)], &service).await.unwrap_err().to_string();
            seen.lock().unwrap().push((invocation.step, problem));
            Ok(())
        }
    });
    client(&service).create_secret().name("db").secret_string("canary").send().await.unwrap();
    client(&service).rotate_secret().secret_id("db").rotation_lambda_arn(FUNCTION).send().await.unwrap();
    service.run_due(service.now()).await;
    service.run_due(service.now()).await;
    let seen: Vec<_> = sown.lock().unwrap().iter().map(|(step, _)| *step).collect();
    assert_eq!(seen, [Step::Create, Step::Set, Step::Test, Step::Finish]);
    assert!(sown.lock().unwrap()[0].1.contains("Secrets[1].ResourcePolicy: "));
    assert_eq!(service.usage().secrets, 1);
}

#[tokio::test]
async fn identities_do_not_keep_a_seed_out() {
    let nobody = Identity::new("AKIDNOBODY", "arn:aws:iam::123456789012:user/nobody").unwrap();
    let service = InMemory::builder().identities([nobody]).build();
    sow(&[read(r#"{"Secrets": [{"Name": "db"}]}"#, Language::Json)], &service).await.unwrap();
    assert_eq!(service.usage().secrets, 1);
    let refused = client(&service).describe_secret().secret_id("db").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("MissingAuthenticationTokenException"));
}

#[test]
fn the_language_is_told_by_the_end_of_the_name() {
    for (name, language) in [
        ("a.json", Language::Json),
        ("a", Language::Json),
        ("yaml", Language::Json),
        ("a.yaml", Language::Yaml),
        ("b/c.YML", Language::Yaml),
    ] {
        assert_eq!(Language::of(name.as_ref()), language, "{name}");
    }
}
