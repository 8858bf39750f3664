//! §11: the sample exchanges, body by body. Version ids have their full length here, and dates are
//! those of the test.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;

use crate::support::{Wire, json, version};

/// A server with the secret of the samples, its ARN, and the answer to its creation.
async fn sample() -> (Wire, String, String) {
    let wire = Wire::new();
    let created = wire.ok("CreateSecret", create("one", 1)).await;
    let arn = json(&created)["ARN"].as_str().expect("an ARN").to_owned();
    (wire, arn, created)
}

fn create(value: &str, token: u32) -> String {
    format!(r#"{{"Name":"app/db","SecretString":"{value}","ClientRequestToken":"{}"}}"#, version(token))
}

fn put(value: &str, token: u32) -> String {
    format!(r#"{{"SecretId":"app/db","SecretString":"{value}","ClientRequestToken":"{}"}}"#, version(token))
}

#[tokio::test]
async fn create_secret() {
    let (wire, arn, created) = sample().await;
    let v1 = version(1);
    assert_eq!(created, format!(r#"{{"ARN":"{arn}","Name":"app/db","VersionId":"{v1}"}}"#));
    let again = wire.call("CreateSecret", create("one", 1)).await;
    assert_eq!((again.status, again.body), (StatusCode::OK, created));
    assert_eq!(again.headers["content-type"], "application/x-amz-json-1.1");
    let id = again.headers["x-amzn-RequestId"].to_str().expect("text");
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "a UUID");
    assert_eq!(
        wire.refused("CreateSecret", create("any", 9)).await,
        concat!(
            r#"{"Message":"The operation failed because the secret app/db already exists.","#,
            r#""__type":"ResourceExistsException"}"#
        )
    );
    assert_eq!(
        wire.refused("CreateSecret", create("two", 1)).await,
        format!(
            concat!(
                r#"{{"Message":"You can't use ClientRequestToken {} because that value is already in use for a version "#,
                r#"of secret {}.","__type":"ResourceExistsException"}}"#
            ),
            v1, arn
        )
    );
    assert_eq!(
        wire.refused("CreateSecret", r#"{"Name":"app/db","SecretString":"one"}"#).await,
        concat!(
            r#"{"Message":"You must provide a ClientRequestToken value. We recommend a UUID-type value.","#,
            r#""__type":"InvalidRequestException"}"#
        )
    );
    assert_eq!(
        wire.refused("CreateSecret", create("one", 1).replace("app/db", "bad name")).await,
        concat!(
            r#"{"__type":"ValidationException","message":"Invalid name. Must be a valid name containing alphanumeric "#,
            r#"characters, or any of the following: -/_+=.@!"}"#
        )
    );
}

#[tokio::test]
async fn describe_and_get_secret_value() {
    let (wire, arn, _) = sample().await;
    let v1 = version(1);
    let described = |accessed: &str| {
        format!(
            concat!(
                r#"{{"ARN":"{}","Name":"app/db","LastChangedDate":1790000000.098,{}"#,
                r#""VersionIdsToStages":{{"{}":["AWSCURRENT"]}},"CreatedDate":1790000000.098}}"#
            ),
            arn, accessed, v1
        )
    };
    assert_eq!(wire.ok("DescribeSecret", r#"{"SecretId":"app/db"}"#).await, described(""));
    assert_eq!(
        wire.ok("GetSecretValue", r#"{"SecretId":"app/db"}"#).await,
        format!(
            concat!(
                r#"{{"ARN":"{}","Name":"app/db","VersionId":"{}","SecretString":"one","#,
                r#""VersionStages":["AWSCURRENT"],"CreatedDate":1790000000.098}}"#
            ),
            arn, v1
        )
    );
    let accessed = r#""LastAccessedDate":1789948800,"#;
    assert_eq!(wire.ok("DescribeSecret", r#"{"SecretId":"app/db"}"#).await, described(accessed));
}

#[tokio::test]
async fn put_secret_value_and_update_secret() {
    let (wire, arn, _) = sample().await;
    assert_eq!(
        wire.ok("PutSecretValue", put("two", 2)).await,
        format!(r#"{{"ARN":"{arn}","Name":"app/db","VersionId":"{}","VersionStages":["AWSCURRENT"]}}"#, version(2))
    );
    let update = json!({"SecretId": "app/db", "Description": "x", "ClientRequestToken": version(3)}).to_string();
    assert_eq!(wire.ok("UpdateSecret", update).await, format!(r#"{{"ARN":"{arn}","Name":"app/db"}}"#));
}

#[tokio::test]
async fn list_secret_version_ids() {
    let (wire, arn, _) = sample().await;
    wire.ok("GetSecretValue", r#"{"SecretId":"app/db"}"#).await;
    wire.clock.advance(Duration::from_millis(10_402));
    wire.ok("PutSecretValue", put("two", 2)).await;
    wire.clock.advance(Duration::from_millis(10_250));
    wire.ok("PutSecretValue", put("three", 4)).await;

    let list = wire.ok("ListSecretVersionIds", r#"{"SecretId":"app/db","IncludeDeprecated":true}"#).await;
    // The members of an entry are in the order of the model.
    let expected = format!(
        concat!(
            r#"{{"Versions":[{{"VersionId":"{}","LastAccessedDate":1789948800,"CreatedDate":1790000000.098,"#,
            r#""KmsKeyIds":["DefaultEncryptionKey"]}},"#,
            r#"{{"VersionId":"{}","VersionStages":["AWSPREVIOUS"],"CreatedDate":1790000010.5,"#,
            r#""KmsKeyIds":["DefaultEncryptionKey"]}},"#,
            r#"{{"VersionId":"{}","VersionStages":["AWSCURRENT"],"CreatedDate":1790000020.75,"#,
            r#""KmsKeyIds":["DefaultEncryptionKey"]}}],"ARN":"{}","Name":"app/db"}}"#
        ),
        version(1),
        version(2),
        version(4),
        arn
    );
    assert_eq!(list, expected);
}

#[tokio::test]
async fn update_secret_version_stage() {
    let (wire, arn, _) = sample().await;
    wire.ok("PutSecretValue", put("two", 2)).await;
    wire.ok("PutSecretValue", put("three", 4)).await;
    let request = json!({"SecretId": "app/db", "VersionStage": "AWSCURRENT", "MoveToVersionId": version(2)});
    assert_eq!(
        wire.refused("UpdateSecretVersionStage", request.to_string()).await,
        format!(
            concat!(
                r#"{{"Message":"The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently "#,
                r#"attached to version {}, so you must explicitly reference that version in RemoveFromVersionId.","#,
                r#""__type":"InvalidParameterException"}}"#
            ),
            version(4)
        )
    );
    let mut request = request;
    request["RemoveFromVersionId"] = json!(version(4));
    let answer = wire.ok("UpdateSecretVersionStage", request.to_string()).await;
    assert_eq!(answer, format!(r#"{{"ARN":"{arn}","Name":"app/db"}}"#));
    let described = json(&wire.ok("DescribeSecret", r#"{"SecretId":"app/db"}"#).await);
    let expected = json!({version(2): ["AWSCURRENT"], version(4): ["AWSPREVIOUS"]});
    assert_eq!(described["VersionIdsToStages"], expected);
}

#[tokio::test]
async fn delete_and_restore_secret() {
    let (wire, arn, _) = sample().await;
    wire.clock.advance(Duration::from_millis(102));
    let deleted = wire.ok("DeleteSecret", r#"{"SecretId":"app/db","RecoveryWindowInDays":7}"#).await;
    assert_eq!(deleted, format!(r#"{{"ARN":"{arn}","Name":"app/db","DeletionDate":1790604800.2}}"#));
    assert_eq!(
        wire.refused("GetSecretValue", r#"{"SecretId":"app/db"}"#).await,
        concat!(
            r#"{"Message":"You can't perform this operation on the secret because it was marked for deletion.","#,
            r#""__type":"InvalidRequestException"}"#
        )
    );
    assert_eq!(
        wire.refused("CreateSecret", create("one", 1)).await,
        concat!(
            r#"{"Message":"You can't create this secret because a secret with this name is already scheduled for "#,
            r#"deletion.","__type":"InvalidRequestException"}"#
        )
    );
    let described = |deleted: &str| {
        format!(
            concat!(
                r#"{{"ARN":"{}","Name":"app/db","LastChangedDate":1790000000.2,{}"#,
                r#""VersionIdsToStages":{{"{}":["AWSCURRENT"]}},"CreatedDate":1790000000.098}}"#
            ),
            arn,
            deleted,
            version(1)
        )
    };
    let describe = async || wire.ok("DescribeSecret", r#"{"SecretId":"app/db"}"#).await;
    assert_eq!(describe().await, described(r#""DeletedDate":1790604800.2,"#));
    let restored = wire.ok("RestoreSecret", r#"{"SecretId":"app/db"}"#).await;
    assert_eq!(restored, format!(r#"{{"ARN":"{arn}","Name":"app/db"}}"#));
    assert_eq!(describe().await, described(""));
}
