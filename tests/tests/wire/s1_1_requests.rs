//! §1.1: requests.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Method, Request, Response};
use secretsmith::Client;
use secretsmith::config::{Config, Credentials, Transport};
use secretsmith::types::{ReplicaRegionType, Tag};
use secretsmith_runtime::client::TransportFuture;
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
async fn the_content_type_is_not_looked_at() {
    let wire = Wire::new();
    for content_type in
        ["application/x-amz-json-1.1", "application/json", "application/x-amz-json-1.0", "text/plain", ""]
    {
        let mut request = signed("secretsmanager.ListSecrets", "{}");
        request.headers_mut().insert("content-type", content_type.parse().expect("a good header"));
        assert_eq!(wire.send(request).await.body, r#"{"SecretList":[]}"#, "{content_type}");
    }
    let mut request = signed("secretsmanager.ListSecrets", "{}");
    request.headers_mut().remove("content-type");
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

/// Keeps what a client sends, and answers nothing in particular.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Request<Bytes>>>>);

impl Recorder {
    fn client(&self) -> Client {
        let credentials = Credentials::new("AKIDEXAMPLE", "a-key-that-opens-nothing");
        let config = Config::builder().region("eu-west-1").credentials(credentials).transport(self.clone());
        Client::from_conf(config.build())
    }

    fn take(&self) -> Request<Bytes> {
        self.0.lock().expect("no case fails here").pop().expect("a request was sent")
    }
}

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.0.lock().expect("no case fails here").push(request);
        Box::pin(async move { Ok(Response::new(Bytes::from_static(b"{}"))) })
    }
}

fn header<'a>(request: &'a Request<Bytes>, name: &str) -> &'a str {
    request.headers()[name].to_str().expect("headers are text")
}

#[tokio::test]
async fn a_client_posts_json_to_the_endpoint_of_its_region() {
    let recorder = Recorder::default();
    recorder.client().get_secret_value().secret_id("db").send().await.expect("an answer");
    let request = recorder.take();
    assert_eq!((request.method(), request.uri().path()), (&Method::POST, "/"));
    assert_eq!(request.uri().host(), Some("secretsmanager.eu-west-1.amazonaws.com"));
    assert_eq!(request.uri().scheme_str(), Some("https"));
    assert_eq!(header(&request, "x-amz-target"), "secretsmanager.GetSecretValue");
    assert_eq!(header(&request, "content-type"), "application/x-amz-json-1.1");
    assert_eq!(request.body(), r#"{"SecretId":"db"}"#);
}

#[tokio::test]
async fn a_client_signs_for_the_day_the_region_and_the_service() {
    let recorder = Recorder::default();
    recorder.client().get_secret_value().secret_id("db").send().await.expect("an answer");
    let request = recorder.take();
    let (authorization, date) = (header(&request, "authorization"), header(&request, "x-amz-date"));
    let (day, time) = date.split_at(8);
    assert!(day.bytes().all(|byte| byte.is_ascii_digit()) && time.starts_with('T') && time.ends_with('Z'), "{date}");
    let scope = format!("Credential=AKIDEXAMPLE/{day}/eu-west-1/secretsmanager/aws4_request, SignedHeaders=");
    assert!(authorization.starts_with(&format!("AWS4-HMAC-SHA256 {scope}")), "{authorization}");
}

#[tokio::test]
async fn every_operation_has_its_target() {
    let recorder = Recorder::default();
    let client = recorder.client();
    let region = || ReplicaRegionType::builder().region("us-east-1").build();
    macro_rules! targets {
        ($($operation:literal: $call:ident $(.$member:ident($value:expr))*;)*) => {
            $(
                client.$call()$(.$member($value))*.send().await.expect("an answer");
                assert_eq!(header(&recorder.take(), "x-amz-target"), concat!("secretsmanager.", $operation));
            )*
        };
    }
    targets! {
        "BatchGetSecretValue": batch_get_secret_value.secret_id_list("db");
        "CancelRotateSecret": cancel_rotate_secret.secret_id("db");
        "CreateSecret": create_secret.name("db");
        "DeleteResourcePolicy": delete_resource_policy.secret_id("db");
        "DeleteSecret": delete_secret.secret_id("db");
        "DescribeSecret": describe_secret.secret_id("db");
        "GetRandomPassword": get_random_password;
        "GetResourcePolicy": get_resource_policy.secret_id("db");
        "GetSecretValue": get_secret_value.secret_id("db");
        "ListSecretVersionIds": list_secret_version_ids.secret_id("db");
        "ListSecrets": list_secrets;
        "PutResourcePolicy": put_resource_policy.secret_id("db").resource_policy("{}");
        "PutSecretValue": put_secret_value.secret_id("db");
        "RemoveRegionsFromReplication": remove_regions_from_replication.secret_id("db").remove_replica_regions("x");
        "ReplicateSecretToRegions": replicate_secret_to_regions.secret_id("db").add_replica_regions(region());
        "RestoreSecret": restore_secret.secret_id("db");
        "RotateSecret": rotate_secret.secret_id("db");
        "StopReplicationToReplica": stop_replication_to_replica.secret_id("db");
        "TagResource": tag_resource.secret_id("db").tags(Tag::default());
        "UntagResource": untag_resource.secret_id("db").tag_keys("k");
        "UpdateSecret": update_secret.secret_id("db");
        "UpdateSecretVersionStage": update_secret_version_stage.secret_id("db").version_stage("s");
        "ValidateResourcePolicy": validate_resource_policy.resource_policy("{}");
    }
}
