//! §1.3 and §1.4: errors as a client sees them.

use secretsmith::error::{Fault, ServiceError};
use secretsmith::operation::get_secret_value::GetSecretValueError;
use secretsmith_tests::on_each_transport;

#[test]
fn a_modeled_error_is_a_variant_and_tells_the_whole_story() {
    on_each_transport(async |world| {
        let read = world.client.get_secret_value().secret_id("unknown").send().await;
        let error = read.expect_err("there is no such secret");
        assert_eq!(error.code(), Some("ResourceNotFoundException"));
        assert_eq!(error.message(), Some("Secrets Manager can't find the specified secret."));
        assert_eq!((error.status(), error.operation(), error.is_retryable()), (Some(400), "GetSecretValue", false));
        let id = error.request_id().expect("every answer has one").to_owned();
        let story = "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
        assert_eq!(error.to_string(), format!("{story} (GetSecretValue, request id {id})"));

        let error = error.into_service_error();
        assert!(error.is_resource_not_found_exception());
        assert!(matches!(&error, GetSecretValueError::ResourceNotFoundException(inner) if inner.message().is_some()));
        assert_eq!(error.fault(), Fault::Client);
        assert_eq!(error.to_string(), story);
    });
}

#[test]
fn an_error_that_the_model_does_not_have_keeps_its_code_and_message() {
    on_each_transport(async |world| {
        let read = world.client.get_secret_value().secret_id("Inv Name").send().await;
        let error = read.expect_err("the name is not good").into_service_error();
        assert!(matches!(&error, GetSecretValueError::Unmodeled(_)));
        assert_eq!(error.code(), Some("ValidationException"));
        assert!(error.message().is_some_and(|message| message.starts_with("Invalid name.")));
    });
}

#[test]
fn a_call_without_a_required_member_is_not_sent() {
    on_each_transport(async |world| {
        let error = world.client.get_secret_value().send().await.expect_err("the id is missing");
        assert_eq!((error.status(), error.request_id(), error.code()), (None, None, None));
        assert!(error.to_string().contains("secret_id"), "{error}");
    });
}
