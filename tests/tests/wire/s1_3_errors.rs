//! §1.3 and §1.4: the bodies and the statuses of errors.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use secretsmith::config::{Config, Credentials, Transport};
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::server::{Context, Server};
use secretsmith::types::error::{
    DecryptionFailure, InternalServiceError, InvalidParameterException, InvalidRequestException,
    ResourceNotFoundException,
};
use secretsmith::{Client, SecretsManager, Unmodeled};
use secretsmith_reference::Identity;
use secretsmith_runtime::client::TransportFuture;

use crate::support::{Answer, Wire, answer, json, signed, signed_by, unsigned};

#[tokio::test]
async fn a_modeled_error_has_its_message_first_and_its_short_name() {
    let wire = Wire::new();
    let expected = concat!(
        r#"{"Message":"Secrets Manager can't find the specified secret.","#,
        r#""__type":"ResourceNotFoundException"}"#
    );
    assert_eq!(wire.refused("GetSecretValue", r#"{"SecretId":"db"}"#).await, expected);
    assert_eq!(wire.refused("DescribeSecret", r#"{"SecretId":"db"}"#).await, expected);
}

#[tokio::test]
async fn an_error_of_the_framework_has_its_name_first_and_a_small_message() {
    let wire = Wire::new();
    let refused = wire.refused("GetSecretValue", "{}").await;
    let expected = concat!(
        r#"{"__type":"ValidationException","message":"1 validation error detected: "#,
        r#"Value null at 'secretId' failed to satisfy constraint: Member must not be null"}"#
    );
    assert_eq!(refused, expected);
    assert_eq!(refused.len(), 152, "the length that was recorded");
}

#[tokio::test]
async fn a_bad_name_is_an_error_of_that_style_too() {
    let wire = Wire::new();
    let expected = concat!(
        r#"{"__type":"ValidationException","message":"Invalid name. Must be a valid name containing alphanumeric "#,
        r#"characters, or any of the following: -/_+=.@!"}"#
    );
    assert_eq!(wire.refused("GetSecretValue", r#"{"SecretId":"Inv Name"}"#).await, expected);
}

#[tokio::test]
async fn an_error_that_the_operation_does_not_declare_is_in_the_style_of_the_framework() {
    let wire = Wire::new();
    let body = format!(r#"{{"Name":"db","KmsKeyId":"alias/aws/s3","ClientRequestToken":"{}"}}"#, "t".repeat(32));
    let expected = r#"{"__type":"AccessDeniedException","message":"Access to KMS is not allowed"}"#;
    assert_eq!(wire.refused("CreateSecret", body).await, expected);
}

#[tokio::test]
async fn who_is_not_known_or_may_not_is_told_in_the_style_of_the_framework() {
    let alice = Identity::new("ALICE", "arn:aws:iam::111122223333:user/alice").expect("a good ARN");
    let wire = Wire::known_to([alice]);
    let unknown = concat!(
        r#"{"__type":"UnrecognizedClientException","#,
        r#""message":"The security token included in the request is invalid."}"#
    );
    let denied = concat!(
        r#"{"__type":"AccessDeniedException","message":"User: arn:aws:iam::111122223333:user/alice is not authorized "#,
        r#"to perform: secretsmanager:DescribeSecret on resource: db because no identity-based policy allows the "#,
        r#"secretsmanager:DescribeSecret action"}"#
    );
    for (request, body) in [
        (signed_by("NOBODY", "ListSecrets", "{}"), unknown),
        (signed_by("ALICE", "DescribeSecret", r#"{"SecretId":"db"}"#), denied),
    ] {
        let answer = wire.send(request).await;
        assert_eq!((answer.status, &*answer.body), (StatusCode::BAD_REQUEST, body));
    }
}

#[tokio::test]
async fn a_name_is_sent_short() {
    let wire = Wire::new();
    let unsigned = wire.send(unsigned("secretsmanager.ListSecrets", "{}")).await.body;
    for body in [
        wire.refused("Nonsense", "{}").await,
        wire.refused("GetSecretValue", "").await,
        wire.refused("GetSecretValue", "{}").await,
        wire.refused("GetSecretValue", r#"{"SecretId":7}"#).await,
        wire.refused("GetSecretValue", r#"{"SecretId":"db"}"#).await,
        unsigned,
        failing(InternalServiceError::default()).await.body,
    ] {
        let name = json(&body)["__type"].as_str().expect("every error has a type").to_owned();
        assert!(name.bytes().all(|byte| byte.is_ascii_alphabetic()), "{name}");
    }
}

/// Answers everything the same, with status 400.
struct Refuses(&'static str);

impl Transport for Refuses {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let body = Bytes::from_static(self.0.as_bytes());
        let response = Response::builder().status(400).body(body).expect("a good response");
        Box::pin(async move { Ok(response) })
    }
}

#[tokio::test]
async fn a_client_takes_names_with_a_namespace_before_and_a_place_behind() {
    for body in [
        r#"{"__type":"com.amazon.AWSMimirService#ResourceNotFoundException","Message":"m"}"#,
        r#"{"__type":"ResourceNotFoundException:http://localhost/","Message":"m"}"#,
        r#"{"__type":"com.amazon.AWSMimirService#ResourceNotFoundException:http://localhost/","Message":"m"}"#,
    ] {
        let credentials = Credentials::new("AKIDEXAMPLE", "a-key-that-opens-nothing");
        let config = Config::builder().region("eu-west-1").credentials(credentials).transport(Refuses(body));
        let client = Client::from_conf(config.build());
        let error = client.get_secret_value().secret_id("db").send().await.expect_err("it is refused");
        assert_eq!((error.code(), error.message()), (Some("ResourceNotFoundException"), Some("m")), "{body}");
        assert!(error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()), "{body}");
    }
}

/// A service that answers every read with the same error.
struct Fails(GetSecretValueError);

impl SecretsManager for Fails {
    async fn get_secret_value(
        &self,
        _: GetSecretValueInput,
        _: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        Err(self.0.clone())
    }
}

async fn failing(error: impl Into<GetSecretValueError>) -> Answer {
    let service = Server::new(Fails(error.into())).into_service();
    answer(&service, signed("secretsmanager.GetSecretValue", r#"{"SecretId":"db"}"#)).await
}

#[tokio::test]
async fn errors_of_the_client_have_status_400() {
    for error in [
        GetSecretValueError::from(ResourceNotFoundException::new("m")),
        InvalidParameterException::new("m").into(),
        InvalidRequestException::new("m").into(),
        DecryptionFailure::new("m").into(),
        Unmodeled::access_denied("m").into(),
        Unmodeled::new("ThrottlingException", "Rate exceeded").into(),
    ] {
        assert_eq!(failing(error.clone()).await.status, StatusCode::BAD_REQUEST, "{error}");
    }
}

#[tokio::test]
async fn errors_of_the_server_have_status_500_and_more() {
    let answer = failing(InternalServiceError::new("An error occurred on the server side.")).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let expected = r#"{"Message":"An error occurred on the server side.","__type":"InternalServiceError"}"#;
    assert_eq!(answer.body, expected);

    let answer = failing(Unmodeled::bare("ServiceUnavailable").with_status(503)).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.body, r#"{"__type":"ServiceUnavailable"}"#);
}

#[tokio::test]
async fn a_message_is_left_out_when_there_is_none() {
    assert_eq!(failing(ResourceNotFoundException::default()).await.body, r#"{"__type":"ResourceNotFoundException"}"#);
}

#[tokio::test]
async fn an_operation_that_is_not_implemented_is_unknown() {
    let service = Server::new(Fails(ResourceNotFoundException::new("m").into())).into_service();
    let answer = answer(&service, signed("secretsmanager.ListSecrets", "{}")).await;
    assert_eq!((answer.status, &*answer.body), (StatusCode::BAD_REQUEST, r#"{"__type":"UnknownOperationException"}"#));
}
