//! BatchGetSecretValue: §3.1.

use serde_json::{Value, json};

use crate::{World, assert_refused};

fn batch(world: &World, input: Value) -> Value {
    world.batch_get_secret_value(input).expect("a batch")
}

fn names(output: &Value) -> Vec<&str> {
    let values = output["SecretValues"].as_array().expect("a list");
    values.iter().map(|value| value["Name"].as_str().expect("a name")).collect()
}

#[test]
fn ids_or_filters_have_to_be_given() {
    let world = World::new();
    let either = "InvalidParameterException: Either 'SecretIdList' or 'Filters' must be provided, but not both.";
    let filters = json!([{"Key": "name", "Values": ["a"]}]);
    assert_refused(world.batch_get_secret_value(json!({})), either);
    assert_refused(world.batch_get_secret_value(json!({"MaxResults": 1})), either);
    assert_refused(world.batch_get_secret_value(json!({"SecretIdList": ["a"], "Filters": filters})), either);
    assert_refused(
        world.batch_get_secret_value(json!({"SecretIdList": ["a"], "MaxResults": 1})),
        "InvalidParameterException: 'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
    );
    let invalid = "InvalidNextTokenException: The NextToken value is invalid.";
    assert_refused(world.batch_get_secret_value(json!({"SecretIdList": ["a"], "NextToken": "x"})), invalid);
    assert_refused(world.batch_get_secret_value(json!({"Filters": filters, "NextToken": "x"})), invalid);
}

#[test]
fn every_id_has_its_entry_in_order() {
    let world = World::new();
    let arn = world.secret("db");
    world.create_secret(json!({"Name": "empty", "ClientRequestToken": "t"})).expect("the secret is new");
    world.secret("deleted");
    world.delete_secret(json!({"SecretId": "deleted"})).expect("the secret is there");
    world.secret("app");
    let ids = json!(["unknown", "app", "empty", arn, "deleted", "app", "a b"]);
    let output = batch(&world, json!({"SecretIdList": ids}));
    assert_eq!(names(&output), ["app", "db", "app"]);
    assert_eq!(
        output["SecretValues"][1],
        json!({
            "ARN": arn,
            "Name": "db",
            "VersionId": "v1",
            "SecretString": "one",
            "VersionStages": ["AWSCURRENT"],
            "CreatedDate": 1_790_000_000,
        })
    );
    let error = |id: &str, text: &str| {
        let (code, message) = text.split_once(": ").expect("a code and a message");
        json!({"SecretId": id, "ErrorCode": code, "Message": message})
    };
    let no_value = "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
    assert_eq!(
        output["Errors"],
        json!([
            error("unknown", crate::NOT_FOUND),
            error("empty", no_value),
            error("deleted", crate::MARKED),
            error("a b", crate::INVALID_NAME),
        ])
    );
    assert_eq!(output.get("NextToken"), None);
}

#[test]
fn full_success_has_no_errors_and_says_so() {
    let world = World::new();
    world.secret("db");
    assert_eq!(batch(&world, json!({"SecretIdList": ["db"]}))["Errors"], json!([]));
}

#[test]
fn filters_pass_over_what_cannot_be_read() {
    let world = World::new();
    for name in ["a1", "a2", "a3", "b"] {
        world.secret(name);
    }
    world.create_secret(json!({"Name": "a4", "ClientRequestToken": "t"})).expect("the secret is new");
    world.delete_secret(json!({"SecretId": "a2"})).expect("the secret is there");
    let filters = json!([{"Key": "name", "Values": ["a"]}]);
    let output = batch(&world, json!({"Filters": filters}));
    assert_eq!(names(&output), ["a1", "a3"]);
    assert_eq!(output["Errors"], json!([]));

    let first = batch(&world, json!({"Filters": filters, "MaxResults": 1}));
    assert_eq!(names(&first), ["a1"]);
    let second = batch(&world, json!({"Filters": filters, "MaxResults": 1, "NextToken": first["NextToken"]}));
    assert_eq!(names(&second), ["a3"]);
    assert_eq!(second.get("NextToken"), None);
}

#[test]
fn a_page_has_twenty_values_and_only_they_were_read() {
    let world = World::new();
    for number in 0..21 {
        world.secret(&format!("s{number:02}"));
    }
    let output = batch(&world, json!({"Filters": [{"Key": "name", "Values": ["s"]}]}));
    assert_eq!(names(&output).len(), 20);
    assert!(world.describe("s19").get("LastAccessedDate").is_some());
    assert_eq!(world.describe("s20").get("LastAccessedDate"), None);
}
