//! §1.3 and §1.4: the bodies and the statuses of errors.

use bytes::Bytes;
use http::StatusCode;
use http_body_util::Full;
use secretsmith::SecretsManager;
use secretsmith::Unmodeled;
use secretsmith::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use secretsmith::server::{Context, Server};
use secretsmith::types::error::{
    DecryptionFailure, InternalServiceError, InvalidParameterException, InvalidRequestException,
    ResourceNotFoundException,
};

use crate::support::{Answer, Wire, answer, signed};

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
    let request = signed("secretsmanager.GetSecretValue", r#"{"SecretId":"db"}"#).map(Full::<Bytes>::new);
    answer(service.serve(request).await)
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
    let answer = answer(service.serve(signed("secretsmanager.ListSecrets", "{}").map(Full::<Bytes>::new)).await);
    assert_eq!((answer.status, &*answer.body), (StatusCode::BAD_REQUEST, r#"{"__type":"UnknownOperationException"}"#));
}
