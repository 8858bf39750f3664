//! Seeds: what they make, and what is told of one that is wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::{Arc, Mutex};

use secretsmith::Client;
use secretsmith::server::Caller;
use secretsmith_reference::{Identity, InMemory, Invocation, Snapshot, Step};
use secretsmith_server::seed::{Language, Seed, sow};
use serde_json::{Value, json};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

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

fn store() -> InMemory {
    let function = |_: Invocation| async { Ok(()) };
    InMemory::builder().rotation_function(FUNCTION, function).build()
}

fn read(text: &str, language: Language) -> Seed {
    Seed::read("seed", text, language).unwrap()
}

/// What is wrong with a seed, also if only the service says so.
async fn problem(text: &str, language: Language) -> String {
    match Seed::read("seed", text, language) {
        Ok(seed) => sow(&[seed], &store()).await.expect_err("the service refuses it").to_string(),
        Err(error) => error.to_string(),
    }
}

fn client(service: &InMemory) -> Client {
    Client::in_process(service.clone())
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
    let (_, text) = include_str!("../../docs/server.md").split_once("```yaml\n").unwrap();
    let (text, _) = text.split_once("```").unwrap();
    let function = "arn:aws:lambda:eu-central-1:111122223333:function:rotate";
    let service = InMemory::builder().rotation_function(function, |_: Invocation| async { Ok(()) }).build();
    let seeded = sow(&[read(text, Language::Yaml)], &service).await.unwrap();
    assert_eq!(seeded.created, ["shop/db", "shop/signing-key", "shop/rotated"]);

    let told = problem(&text.replace("Key: team", "Key: ''"), Language::Yaml).await;
    let shown = include_str!("../../docs/server.md").replace("secretsmith: seed.yaml", "seed").replace('\n', " ");
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
async fn a_text_with_very_many_levels_is_refused() {
    let chain: String = (1..200).map(|number| format!("- &a{number} [*a{}]\n", number - 1)).collect();
    for text in [
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        format!("{}a", (0..300).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<String>()),
        "[".repeat(200),
        format!("- &a0 []\n{chain}"),
    ] {
        let told = problem(&text, Language::Yaml).await;
        assert!(told.ends_with(": there are more than 100 lists and mappings within each other"), "{told}");
    }
    let told = problem(&"[".repeat(100_000), Language::Json).await;
    assert!(told.starts_with("seed:1:128: recursion limit exceeded"), "{told}");

    let levels = format!("{}a{}", "[".repeat(90), "]".repeat(90));
    let seed = read(&format!("Secrets: [{{Name: a, SecretString: {levels}}}]"), Language::Yaml);
    sow(&[seed], &store()).await.unwrap();
    let aliases = "Secrets:\n  - Name: a\n    Tags: &tags [{Key: k}]\n  - Name: b\n    Tags: *tags\n";
    assert_eq!(sow(&[read(aliases, Language::Yaml)], &store()).await.unwrap().created, ["a", "b"]);
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

#[tokio::test]
async fn what_is_wrong_is_told_with_line_column_and_path() {
    for (text, expected) in [
        ("", "1:0: EOF while parsing a value"),
        ("[]", "1:1: expected an object with Secrets"),
        ("{\n  \"Secrets\": [}", "2:15: expected value"),
        ("{}", "1:1: missing field `Secrets`"),
        ("{\"Secrets\": [],\n\"Secrets\": []}", "2:9: a member stands here a second time"),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"SecretString\": {\"b\": [1, {\"c\": 2, \"c\": 3}]}}]}",
            "1:65: a member stands here a second time",
        ),
        ("{\"Secrets\": [\n {}]}", "2:2: Secrets[0]: missing field `Name`"),
        (
            "{\"Secrets\": [\n {\"Name\": \"a\", \"Secret\": 1}]}",
            "2:26: Secrets[0]: unknown field, expected one of `Name`, `Region`, ",
        ),
        ("{\"Secret\": []}", "1:12: unknown field, expected `Secrets`"),
        (
            "{\"Secrets\": [{\"Name\": \"a\",\n\"Tags\": [{\"Key\": 7}]}]}",
            "2:18: Secrets[0].Tags[0].Key: expected a string",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"ä\", \"Tags\": [{\"Key\": 7}]}]}",
            "1:45: Secrets[0].Tags[0].Key: expected a string",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\"},\n{\"Name\": \"b\", \"Tags\": [{\"Key\": \"k\"}, {\"Key\": \"\"}]}]}",
            "2:46: Secrets[1].Tags[1].Key: ValidationException: 1 validation error detected: Value '' at \
             'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        // What a value says of a place is not the place.
        (
            &format!(
                r#"{{"Secrets": [{{"Name": "a", "Tags": [{{"Key": "k", "Value": "v"}}, {{"Key": " at ''{0}"}}]}}]}}"#,
                "x".repeat(128)
            ),
            "1:73: Secrets[0].Tags[1].Key: ValidationException: 1 validation error detected: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a b\"}]}",
            "1:23: Secrets[0].Name: ValidationException: Invalid name. Must be a valid name containing alphanumeric \
             characters, or any of the following: -/_+=.@!",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Versions\": [{}]}]}",
            "1:41: Secrets[0].Versions[0]: InvalidRequestException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"ResourcePolicy\": {}}]}",
            "1:46: Secrets[0].ResourcePolicy: MalformedPolicyDocumentException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Replicas\": [{\"Region\": \"nowhere-1\"}]}]}",
            "1:40: Secrets[0].Replicas: InvalidParameterException: Invalid replica region.",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"VersionId\": \"short\"}]}",
            "1:41: Secrets[0].VersionId: ValidationException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\", \"Rotation\": {\"RotationRules\": {\"Duration\": \"\"}}}]}",
            "1:71: Secrets[0].Rotation.RotationRules.Duration: ValidationException: ",
        ),
        (
            "{\"Secrets\": [{\"Name\": \"a\"}, {\"Name\": \"a\", \"Region\": \"us-east-1\"}]}",
            "1:38: Secrets[1].Name: the secret a is in the seed before; take one of them away",
        ),
    ] {
        let told = problem(text, Language::Json).await;
        assert!(told.starts_with(&format!("seed:{expected}")), "{text}\n{told}");
    }
}

#[tokio::test]
async fn what_is_wrong_in_yaml_is_told_so_too() {
    for (text, expected) in [
        ("", "1:1: there is nothing in it"),
        ("Secrets:\n  - Name: a\n   Description: b\n", "3:"),
        ("Secrets: []\n---\nSecrets: []\n", "3:1: a second document begins; put all secrets into one"),
        ("Secrets:\n  - Name: a\n    7: b\n", "3:5: a key has to be a text; put it between quotes"),
        ("Secrets:\n  - Name: a\n    Name: b\n", "3:5: "),
        ("Secrets:\n  - Name: a\n    SecretString: !!binary AAEC\n", "3:"),
        ("Secrets:\n  - Name: a\n    Tags:\n      - Key: 7\n", "4:14: Secrets[0].Tags[0].Key: expected a string"),
        ("Secrets:\n  - Name: a\n    Account: 111122223333\n", "3:14: Secrets[0].Account: expected a string"),
        (
            "Secrets:\n  - Name: a\n    Tags:\n      - Key: ''\n",
            "4:14: Secrets[0].Tags[0].Key: ValidationException: 1 validation error detected: ",
        ),
        ("Secrets:\n  - Name: a b\n", "2:11: Secrets[0].Name: ValidationException: Invalid name."),
    ] {
        let told = problem(text, Language::Yaml).await;
        assert!(told.starts_with(&format!("seed:{expected}")), "{text}\n{told}");
    }
}

#[tokio::test]
async fn no_text_of_a_seed_shows_a_value() {
    for member in [
        r#""SecretString": 7141"#,
        r#""SecretString": true, "Nam": "7141""#,
        r#""SecretBinary": "7141-""#,
        r#""SecretBinary": {"value": "7141"}"#,
        r#""Versions": "7141""#,
        r#""Versions": [{"SecretString": "7141", "VersionStages": "7141"}]"#,
        r#""Versions": [{"SecretString": "7141", "SecretBinary": "AAEC"}]"#,
        r#""Description": {"SecretString": "7141"}"#,
        r#""Rotation": "7141""#,
        r#""SecretString": "a", "7141": null"#,
        r#""SecretString": "a", "71.7141[7141]": null"#,
        r#""Versions": [{"SecretString": "a", "7141": "b"}]"#,
        r#""SecretString": "7141", "SecretBinary": "AAEC""#,
        r#""SecretString": "7141", "Tags": "7141""#,
        r#""SecretString": "7141"#,
        r#""SecretString": {"7141": 1, "7141": 2}"#,
    ] {
        let text = format!(r#"{{"Secrets": [{{"Name": "a", {member}}}]}}"#);
        for language in [Language::Json, Language::Yaml] {
            let told = problem(&text, language).await;
            assert!(!told.contains("7141"), "{text}\n{told}");
        }
    }
    let long = format!(r#"{{"Secrets": [{{"Name": "a", "SecretString": "{}"}}]}}"#, "7141".repeat(17_000));
    let told = problem(&long, Language::Json).await;
    assert!(told.starts_with("seed:1:44: Secrets[0].SecretString: ValidationException: "), "{told}");
    assert!(!told.contains("7141"), "{told}");
    let seed = format!("{:?}", read(r#"{"Secrets": [{"Name": "a", "SecretString": "7141"}]}"#, Language::Json));
    assert!(!seed.contains("7141"), "{seed}");
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
