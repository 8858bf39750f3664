//! §1.2: successful answers.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use crate::support::{Wire, json, version};

#[tokio::test]
async fn an_answer_has_a_content_type_and_a_request_id_of_its_own() {
    let wire = Wire::new();
    let mut ids = BTreeSet::new();
    for operation in ["ListSecrets", "GetRandomPassword", "GetSecretValue", "NoSuchOperation"] {
        let answer = wire.call(operation, "{}").await;
        assert_eq!(answer.headers["content-type"], "application/x-amz-json-1.1");
        let id = answer.headers["x-amzn-RequestId"].to_str().expect("text").to_owned();
        assert!(is_lower_case_uuid_4(&id), "{id}");
        assert!(ids.insert(id), "ids are new for every answer");
        for absent in ["x-amzn-errortype", "x-amz-id-2", "server", "access-control-allow-origin"] {
            assert!(!answer.headers.contains_key(absent), "{absent}");
        }
    }
}

#[tokio::test]
async fn an_operation_without_output_answers_an_empty_object() {
    let wire = Wire::new();
    create(&wire).await;
    assert_eq!(wire.ok("TagResource", r#"{"SecretId":"db","Tags":[{"Key":"a","Value":"b"}]}"#).await, "{}");
    assert_eq!(wire.ok("UntagResource", r#"{"SecretId":"db","TagKeys":["a"]}"#).await, "{}");
}

#[tokio::test]
async fn members_without_a_value_are_left_out() {
    let wire = Wire::new();
    create(&wire).await;
    let described = json(&wire.ok("DescribeSecret", r#"{"SecretId":"db"}"#).await);
    let members: BTreeSet<&str> = described.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(members, BTreeSet::from(["ARN", "CreatedDate", "LastChangedDate", "Name", "VersionIdsToStages"]));
    let read = json(&wire.ok("GetSecretValue", r#"{"SecretId":"db"}"#).await);
    assert_eq!(read.get("SecretBinary"), None);
}

#[tokio::test]
async fn an_entry_of_a_list_has_no_more_than_the_secret() {
    let wire = Wire::new();
    let body =
        json!({"Name": "db", "Description": "d", "SecretString": "one", "ClientRequestToken": version(1)}).to_string();
    wire.ok("CreateSecret", body).await;
    let list = json(&wire.ok("ListSecrets", "{}").await);
    let members: BTreeSet<&str> =
        list["SecretList"][0].as_object().expect("an entry").keys().map(String::as_str).collect();
    let expected = ["ARN", "CreatedDate", "Description", "LastChangedDate", "Name", "SecretVersionsToStages"];
    assert_eq!(members, BTreeSet::from(expected));
}

#[tokio::test]
async fn lists_that_are_empty_and_known_are_there() {
    let wire = Wire::new();
    create(&wire).await;
    wire.ok("TagResource", r#"{"SecretId":"db","Tags":[{"Key":"a","Value":"b"}]}"#).await;
    wire.ok("UntagResource", r#"{"SecretId":"db","TagKeys":["a"]}"#).await;
    assert!(wire.ok("DescribeSecret", r#"{"SecretId":"db"}"#).await.contains(r#""Tags":[]"#));
    let batch = wire.ok("BatchGetSecretValue", r#"{"SecretIdList":["unknown"]}"#).await;
    assert!(batch.contains(r#""SecretValues":[]"#), "{batch}");
    let batch = wire.ok("BatchGetSecretValue", r#"{"SecretIdList":["db"]}"#).await;
    assert!(batch.contains(r#""Errors":[]"#), "{batch}");
}

#[tokio::test]
async fn dates_are_seconds_with_milliseconds_if_there_are_any() {
    let wire = Wire::new();
    wire.clock.set("2018-04-11T20:05:45.713Z".parse().expect("a good date"));
    create(&wire).await;
    let described = wire.ok("DescribeSecret", r#"{"SecretId":"db"}"#).await;
    assert!(described.contains(r#""CreatedDate":1523477145.713"#), "{described}");

    wire.clock.set("2020-11-25T01:53:46Z".parse().expect("a good date"));
    wire.ok("GetSecretValue", r#"{"SecretId":"db"}"#).await;
    wire.ok("UpdateSecret", json!({"SecretId": "db", "ClientRequestToken": version(2)}).to_string()).await;
    let described = wire.ok("DescribeSecret", r#"{"SecretId":"db"}"#).await;
    assert!(described.contains(r#""LastChangedDate":1606269226,"#), "{described}");
    assert!(described.contains(r#""LastAccessedDate":1606262400,"#), "{described}");

    wire.clock.advance(Duration::from_millis(200));
    let deleted = wire.ok("DeleteSecret", r#"{"SecretId":"db","RecoveryWindowInDays":7}"#).await;
    assert!(deleted.contains(r#""DeletionDate":1606874026.2"#), "{deleted}");
}

#[tokio::test]
async fn bodies_are_compact() {
    let wire = Wire::new();
    create(&wire).await;
    wire.ok("TagResource", r#"{"SecretId":"db","Tags":[{"Key":"a","Value":"b"}]}"#).await;
    for body in [
        wire.ok("DescribeSecret", r#"{"SecretId":"db"}"#).await,
        wire.ok("ListSecretVersionIds", r#"{"SecretId":"db"}"#).await,
        wire.refused("GetSecretValue", r#"{"SecretId":"db","VersionStage":"x"}"#).await,
    ] {
        assert!(!body.contains("\": ") && !body.contains(", \"") && !body.contains('\n'), "{body}");
    }
}

async fn create(wire: &Wire) {
    let body = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": version(1)});
    wire.ok("CreateSecret", body.to_string()).await;
}

fn is_lower_case_uuid_4(id: &str) -> bool {
    let groups: Vec<&str> = id.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    lengths == [8, 4, 4, 4, 12] && groups.concat().chars().all(is_hex) && groups[2].starts_with('4')
}
