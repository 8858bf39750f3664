//! The audit file.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use http::Version;
use secretsmith::primitives::DateTime;
use secretsmith_reference::{Identity, InMemory};
use secretsmith_server::{Audit, Metrics, Observers};
use serde_json::{Value, from_str, json};
use tempfile::TempDir;

use crate::support::Running;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// A server with an audit file in a directory of its own.
struct Audited {
    server: Running,
    audit: Audit,
    directory: TempDir,
}

impl Audited {
    async fn start(reference: InMemory) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let audit = Audit::open(directory.path().join("audit.jsonl")).unwrap();
        let server = Running::observed(reference.clone(), observers(reference, &audit)).await;
        Self { server, audit, directory }
    }

    async fn call(&self, operation: &str, input: Value) -> Value {
        self.server.call(Version::HTTP_11, operation, &input).await.unwrap().into_body()
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("audit.jsonl")
    }
}

fn observers(reference: InMemory, audit: &Audit) -> Observers {
    Observers::new().callers(move |caller| reference.who(caller)).audit(audit.clone())
}

/// The records in a file, each of which is a line.
fn records(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "{text}");
    text.lines().map(|line| from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_call_is_a_line_with_the_fields_of_cloudtrail() {
    let audited = Audited::start(InMemory::builder().account("111122223333").build()).await;
    let tags = json!([{"Key": "team", "Value": "blue"}]);
    let created = audited
        .call(
            "CreateSecret",
            json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": TOKEN, "Tags": tags}),
        )
        .await;
    audited.call("GetSecretValue", json!({"SecretId": "db"})).await;

    let [create, get] = records(&audited.path()).try_into().unwrap();
    let root = json!({
        "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
        "accountId": "111122223333", "accessKeyId": "AKID"
    });
    let mut expected = json!({
        "eventVersion": "1.11", "eventSource": "secretsmanager.amazonaws.com", "eventName": "CreateSecret",
        "eventType": "AwsApiCall", "eventCategory": "Management", "managementEvent": true, "readOnly": false,
        "awsRegion": "us-east-1", "recipientAccountId": "111122223333", "sourceIPAddress": "127.0.0.1",
        "userAgent": "test/1", "userIdentity": root,
        "requestParameters": {"name": "db", "clientRequestToken": TOKEN, "forceOverwriteReplicaSecret": false,
            "tags": [{"key": "team", "value": "blue"}]},
        "responseElements": {"aRN": created["ARN"], "name": "db", "versionId": TOKEN},
    });
    for field in ["eventTime", "eventID", "requestID"] {
        expected[field] = create[field].clone();
    }
    assert_eq!(create, expected);
    let time = create["eventTime"].as_str().unwrap();
    assert!(time.len() == "2026-01-01T00:00:00Z".len() && time.parse::<DateTime>().is_ok(), "{time}");

    assert_eq!((&get["eventName"], &get["readOnly"]), (&json!("GetSecretValue"), &json!(true)));
    assert_eq!((&get["requestParameters"], &get["responseElements"]), (&json!({"secretId": "db"}), &Value::Null));
    let ids: HashSet<&str> = [&create, &get]
        .into_iter()
        .flat_map(|record| [&record["eventID"], &record["requestID"]])
        .map(|id| id.as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), 4, "every call and every record has an id of its own");
}

#[tokio::test]
async fn what_fails_is_recorded_with_its_error() {
    let audited = Audited::start(InMemory::new()).await;
    audited.call("GetSecretValue", json!({"SecretId": "none"})).await;
    audited.call("PutSecretValue", json!({"SecretId": 7, "SecretString": "hunter2"})).await;
    audited.call("NoSuchOperation", json!({})).await;

    let [missing, malformed] = records(&audited.path()).try_into().unwrap();
    assert_eq!(missing["errorCode"], "ResourceNotFoundException");
    assert_eq!(missing["errorMessage"], "Secrets Manager can't find the specified secret.");
    assert_eq!(
        (&missing["requestParameters"], &missing["responseElements"]),
        (&json!({"secretId": "none"}), &Value::Null)
    );
    assert_eq!(
        (&malformed["errorCode"], &malformed["requestParameters"]),
        (&json!("SerializationException"), &Value::Null)
    );
}

#[tokio::test]
async fn who_calls_is_told_in_the_forms_of_cloudtrail() {
    let issuer = json!({"type": "Role", "arn": "arn:aws:iam::111122223333:role/deploy", "accountId": "111122223333",
        "userName": "deploy"});
    for (arn, identity) in [
        ("arn:aws:iam::111122223333:user/team/alice", json!({"type": "IAMUser", "userName": "alice"})),
        (
            "arn:aws:sts::111122223333:assumed-role/deploy/run-7",
            json!({"type": "AssumedRole", "sessionContext": {"sessionIssuer": issuer}}),
        ),
        ("arn:aws:sts::111122223333:federated-user/bob", json!({"type": "FederatedUser"})),
        ("arn:aws:iam::111122223333:root", json!({"type": "Root", "principalId": "111122223333"})),
    ] {
        let mut expected = identity;
        for (name, value) in [("arn", arn), ("accountId", "111122223333"), ("accessKeyId", "AKID")] {
            expected[name] = value.into();
        }
        let known = Identity::new("AKID", arn).unwrap();
        let audited = Audited::start(InMemory::builder().identities([known]).build()).await;
        audited.call("ListSecrets", json!({})).await;
        assert_eq!(records(&audited.path())[0]["userIdentity"], expected);
    }
    let stranger = Audited::start(InMemory::builder().identities([]).build()).await;
    stranger.call("ListSecrets", json!({})).await;
    let record = &records(&stranger.path())[0];
    assert_eq!(record["userIdentity"], json!({"type": "Unknown", "accessKeyId": "AKID"}));
    assert_eq!(record["errorCode"], "UnrecognizedClientException");
}

#[tokio::test]
async fn a_file_that_is_moved_away_is_followed_by_another_one_and_no_record_is_lost() {
    let audited = Audited::start(InMemory::new()).await;
    audited.call("ListSecrets", json!({"MaxResults": 1})).await;
    let moved = audited.directory.path().join("audit.jsonl.1");
    fs::rename(audited.path(), &moved).unwrap();
    audited.call("ListSecrets", json!({"MaxResults": 2})).await;
    audited.audit.reopen().unwrap();
    audited.call("ListSecrets", json!({"MaxResults": 3})).await;

    let asked = |path: &Path| -> Vec<Value> {
        records(path).iter().map(|record| record["requestParameters"]["maxResults"].clone()).collect()
    };
    assert_eq!((asked(&moved), asked(&audited.path())), (vec![json!(1), json!(2)], vec![json!(3)]));
}

#[tokio::test]
async fn records_are_appended_to_what_is_there_and_stand_in_the_order_of_the_answers() {
    let audited = Audited::start(InMemory::new()).await;
    for number in 1..=20 {
        audited.call("ListSecrets", json!({"MaxResults": number})).await;
    }
    let again = Audit::open(audited.path()).unwrap();
    let server = Running::observed(InMemory::new(), observers(InMemory::new(), &again)).await;
    server.call(Version::HTTP_11, "ListSecrets", &json!({"MaxResults": 21})).await.unwrap();
    let asked = records(&audited.path()).into_iter().map(|record| record["requestParameters"]["maxResults"].as_u64());
    assert_eq!(asked.collect::<Vec<_>>(), (1..=21).map(Some).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_record_that_was_not_written_to_its_end_takes_no_other_with_it() {
    let audited = Audited::start(InMemory::new()).await;
    let torn = r#"{"eventVersion":"1.11","even"#;
    fs::write(audited.path(), torn).unwrap();
    audited.audit.reopen().unwrap();
    audited.call("ListSecrets", json!({"MaxResults": 1})).await;
    audited.call("ListSecrets", json!({"MaxResults": 2})).await;

    let text = fs::read_to_string(audited.path()).unwrap();
    fs::write(audited.path(), format!("{text}{torn}")).unwrap();
    let again = Audit::open(audited.path()).unwrap();
    let server = Running::observed(InMemory::new(), observers(InMemory::new(), &again)).await;
    server.call(Version::HTTP_11, "ListSecrets", &json!({"MaxResults": 3})).await.unwrap();

    let text = fs::read_to_string(audited.path()).unwrap();
    let lines = text.lines().map(|line| match line == torn {
        true => Value::Null,
        false => from_str::<Value>(line).unwrap()["requestParameters"]["maxResults"].clone(),
    });
    assert_eq!(lines.collect::<Vec<_>>(), [Value::Null, json!(1), json!(2), Value::Null, json!(3)]);
    assert!(text.ends_with('\n'), "{text}");
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;

    let audited = Audited::start(InMemory::new()).await;
    assert_eq!(fs::metadata(audited.path()).unwrap().permissions().mode() & 0o777, 0o600);
}

/// `/dev/full` takes nothing, as a disk without room.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_record_that_cannot_be_written_is_counted_and_the_call_is_answered_all_the_same() {
    let (reference, metrics) = (InMemory::new(), Metrics::new());
    let audit = Audit::open("/dev/full").unwrap();
    let server = Running::observed(reference.clone(), observers(reference, &audit).metrics(metrics.clone())).await;
    let answer = server.call(Version::HTTP_11, "ListSecrets", &json!({})).await.unwrap();
    assert_eq!(answer.body(), &json!({"SecretList": []}));
    assert!(metrics.text().contains("\nsecretsmith_audit_failures_total 1\n"), "{}", metrics.text());
}
