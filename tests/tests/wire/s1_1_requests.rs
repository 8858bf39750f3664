//! §1.1: requests.

use bytes::Bytes;
use http::Request;
use serde_json::json;

use crate::support::{Wire, json, signed, version};

#[tokio::test]
async fn unknown_members_are_ignored() {
    let wire = Wire::new();
    let body = format!(
        r#"{{"Future":{{"a":[1,2.5,null,"x"]}},"Name":"db","SecretString":"one","ClientRequestToken":"{}","name":7}}"#,
        version(1)
    );
    wire.ok("CreateSecret", body).await;
    let read = wire.ok("GetSecretValue", r#"{"SecretId":"db","secretId":"other","Extra":null}"#).await;
    assert_eq!(json(&read)["SecretString"], "one");
}

#[tokio::test]
async fn a_null_is_the_same_as_nothing() {
    let wire = Wire::new();
    let body = json!({
        "Name": "db", "SecretString": "one", "SecretBinary": null, "ClientRequestToken": version(1), "Tags": null,
        "Description": null, "KmsKeyId": null, "AddReplicaRegions": null, "ForceOverwriteReplicaSecret": null,
        "Type": null,
    });
    wire.ok("CreateSecret", body.to_string()).await;
    let read = wire.ok("GetSecretValue", r#"{"SecretId":"db","VersionId":null,"VersionStage":null}"#).await;
    assert_eq!(json(&read)["VersionId"], version(1));
    wire.ok("ListSecrets", r#"{"Filters":null,"MaxResults":null,"SortBy":null}"#).await;
    let password = wire.ok("GetRandomPassword", r#"{"PasswordLength":null,"RequireEachIncludedType":null}"#).await;
    assert_eq!(json(&password)["RandomPassword"].as_str().map(str::len), Some(32));

    let refused = wire.refused("GetSecretValue", r#"{"SecretId":null}"#).await;
    assert_eq!(refused, wire.refused("GetSecretValue", "{}").await);
    let body = json!({"Name": "other", "SecretString": "one", "ClientRequestToken": null}).to_string();
    assert!(wire.refused("CreateSecret", body).await.contains("You must provide a ClientRequestToken value."));
}

#[tokio::test]
async fn bytes_travel_as_base64_with_padding() {
    let wire = Wire::new();
    let body = json!({"Name": "db", "SecretBinary": "Zm9vdGVzdA==", "ClientRequestToken": version(1)});
    wire.ok("CreateSecret", body.to_string()).await;
    let read = wire.ok("GetSecretValue", r#"{"SecretId":"db"}"#).await;
    assert!(read.contains(r#""SecretBinary":"Zm9vdGVzdA==""#), "{read}");
    // Standard base64 has `+` and `/`.
    let body = json!({"SecretId": "db", "SecretBinary": "++//AP8=", "ClientRequestToken": version(2)});
    wire.ok("PutSecretValue", body.to_string()).await;
    assert!(wire.ok("GetSecretValue", r#"{"SecretId":"db"}"#).await.contains(r#""SecretBinary":"++//AP8=""#));
}

#[tokio::test]
async fn text_may_be_escaped_or_not() {
    let wire = Wire::new();
    let body = format!(
        r#"{{"\u004eame":"db","SecretString":"\u00e4\ud83d\udd11\/\n","ClientRequestToken":"{}"}}"#,
        version(1)
    );
    wire.ok("CreateSecret", body).await;
    let read = wire.ok("GetSecretValue", r#" { "SecretId" : "db" } "#).await;
    assert_eq!(json(&read)["SecretString"], "\u{e4}\u{1f511}/\n");
}

#[tokio::test]
async fn headers_that_sdks_add_change_nothing() {
    let wire = Wire::new();
    let mut request = signed("secretsmanager.ListSecrets", "{}");
    for (name, value) in [
        ("x-amz-security-token", "a-session"),
        ("x-amz-content-sha256", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
        ("amz-sdk-invocation-id", "1b9ee3b9-4b2b-4c5e-9f52-5f2f7a4f3a0d"),
        ("amz-sdk-request", "attempt=1; max=3"),
        ("x-amz-api-version", "2017-10-17"),
    ] {
        request.headers_mut().insert(name, value.parse().expect("a good header"));
    }
    assert_eq!(wire.send(request).await.body, r#"{"SecretList":[]}"#);
}

#[tokio::test]
async fn the_region_is_that_of_the_signature() {
    let wire = Wire::new();
    let body = format!(r#"{{"Name":"db","ClientRequestToken":"{}"}}"#, version(1));
    let request = |region: &str| {
        let mut request: Request<Bytes> = signed("secretsmanager.CreateSecret", body.clone());
        let authorization = crate::support::AUTHORIZATION.replace("eu-west-1", region);
        request.headers_mut().insert("authorization", authorization.parse().expect("a good header"));
        request
    };
    for region in ["eu-west-1", "sa-east-1"] {
        let answer = wire.send(request(region)).await;
        let arn = answer.json()["ARN"].as_str().expect("an ARN").to_owned();
        assert!(arn.starts_with(&format!("arn:aws:secretsmanager:{region}:111122223333:secret:db-")), "{arn}");
    }
}
