//! §2.6: required members that are missing, which a client would not send.

use serde_json::json;

use crate::support::{Wire, json};

#[tokio::test]
async fn a_missing_member_is_null() {
    let wire = Wire::new();
    for (operation, member) in [
        ("CancelRotateSecret", "secretId"),
        ("CreateSecret", "name"),
        ("DeleteResourcePolicy", "secretId"),
        ("DeleteSecret", "secretId"),
        ("DescribeSecret", "secretId"),
        ("GetResourcePolicy", "secretId"),
        ("GetSecretValue", "secretId"),
        ("ListSecretVersionIds", "secretId"),
        ("PutSecretValue", "secretId"),
        ("RestoreSecret", "secretId"),
        ("RotateSecret", "secretId"),
        ("StopReplicationToReplica", "secretId"),
        ("UpdateSecret", "secretId"),
        ("ValidateResourcePolicy", "resourcePolicy"),
    ] {
        let expected = format!("1 validation error detected: {}", must_not_be_null(member));
        assert_eq!(json(&wire.refused(operation, "{}").await)["message"], expected, "{operation}");
    }
}

#[tokio::test]
async fn all_missing_members_are_in_one_message() {
    let wire = Wire::new();
    for (operation, members) in [
        ("PutResourcePolicy", ["secretId", "resourcePolicy"]),
        ("RemoveRegionsFromReplication", ["secretId", "removeReplicaRegions"]),
        ("ReplicateSecretToRegions", ["secretId", "addReplicaRegions"]),
        ("TagResource", ["secretId", "tags"]),
        ("UntagResource", ["secretId", "tagKeys"]),
        ("UpdateSecretVersionStage", ["secretId", "versionStage"]),
    ] {
        let details = members.map(must_not_be_null).join("; ");
        let expected = format!("2 validation errors detected: {details}");
        assert_eq!(json(&wire.refused(operation, "{}").await)["message"], expected, "{operation}");
    }
}

#[tokio::test]
async fn missing_members_and_others_are_in_one_message() {
    let wire = Wire::new();
    let body = json!({"ClientRequestToken": "short", "SecretString": ""});
    let refused = json(&wire.refused("PutSecretValue", body.to_string()).await);
    let expected = format!(
        "3 validation errors detected: {}; {}; {}",
        must_not_be_null("secretId"),
        "Value 'short' at 'clientRequestToken' failed to satisfy constraint: \
         Member must have length greater than or equal to 32",
        "Value at 'secretString' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    assert_eq!(refused["message"], expected);
}

fn must_not_be_null(member: &str) -> String {
    format!("Value null at '{member}' failed to satisfy constraint: Member must not be null")
}
