//! How code tells failures apart.

use std::fmt::{self, Display};

use super::support::{client, create, fresh};
use crate::sdk::Client;
use crate::sdk::error::{BoxError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, SdkError};
use crate::sdk::operation::RequestId;
use crate::sdk::operation::create_secret::CreateSecretError;
use crate::sdk::operation::get_secret_value::{GetSecretValueError, GetSecretValueOutput};
use crate::setup;

const NOT_FOUND: &str = "Secrets Manager can't find the specified secret.";

/// The error type of a program, which keeps those of the calls.
#[derive(Debug)]
enum Trouble {
    Reading(SdkError<GetSecretValueError>),
    Nothing,
}

impl From<SdkError<GetSecretValueError>> for Trouble {
    fn from(error: SdkError<GetSecretValueError>) -> Self {
        Self::Reading(error)
    }
}

impl Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading(error) => write!(f, "cannot read: {}", DisplayErrorContext(error)),
            Self::Nothing => f.write_str("nothing to read"),
        }
    }
}

impl std::error::Error for Trouble {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Reading(error) => Some(error),
            Self::Nothing => None,
        }
    }
}

async fn read(client: &Client, id: &str) -> Result<String, Trouble> {
    let output = client.get_secret_value().secret_id(id).send().await?;
    output.secret_string().map(str::to_string).ok_or(Trouble::Nothing)
}

/// What happened, in a word.
fn kind(error: &SdkError<GetSecretValueError>) -> &'static str {
    match error {
        SdkError::ServiceError(context) => match context.err() {
            GetSecretValueError::ResourceNotFoundException(_) => "missing",
            GetSecretValueError::DecryptionFailure(_) => "sealed",
            other if other.code() == Some("AccessDeniedException") => "forbidden",
            other if other.is_invalid_request_exception() => "wrong state",
            _ => "refused",
        },
        SdkError::DispatchFailure(failure) if failure.is_io() => "unreachable",
        SdkError::TimeoutError(_) => "late",
        SdkError::ResponseError(_) => "garbled",
        _ => "other",
    }
}

/// For the log, whatever was called.
fn line<E>(error: &SdkError<E>) -> String
where
    E: ProvideErrorMetadata,
{
    let status = error.raw_response().map_or(0, |response| response.status().as_u16());
    let code = error.code().unwrap_or("none");
    format!("{code} {status} {}", error.message().unwrap_or("no message"))
}

async fn failing(id: &str) -> SdkError<GetSecretValueError> {
    client("us-east-1").get_secret_value().secret_id(id).send().await.unwrap_err()
}

#[tokio::test]
async fn an_error_is_matched_by_its_variant() {
    let error = failing(&fresh("missing")).await;
    assert_eq!(kind(&error), "missing");
    assert_eq!(line(&error), format!("ResourceNotFoundException 400 {NOT_FOUND}"));
    match error.into_service_error() {
        GetSecretValueError::ResourceNotFoundException(inner) => assert_eq!(inner.message(), Some(NOT_FOUND)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_error_tells_its_code_message_and_request() {
    let error = failing(&fresh("missing")).await;
    assert_eq!((error.code(), error.message()), (Some("ResourceNotFoundException"), Some(NOT_FOUND)));
    let meta: ErrorMetadata = error.meta().to_owned();
    assert_eq!((meta.code(), meta.message()), (error.code(), error.message()));
    let response = error.raw_response().unwrap();
    assert_eq!(response.headers().get("x-amzn-requestid"), error.request_id());
    assert!(!response.status().is_success() && error.request_id().is_some_and(|id| id.len() == 36));

    let error = error.into_service_error();
    assert!(error.is_resource_not_found_exception() && !error.is_decryption_failure());
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.meta().code(), error.code());
    assert!(error.to_string().contains(NOT_FOUND), "{error}");
}

#[tokio::test]
async fn an_error_that_the_model_does_not_list_has_a_code() {
    let error = failing("").await;
    assert_eq!(kind(&error), "refused");
    assert_eq!(error.code(), Some("ValidationException"));
    assert!(error.message().unwrap().contains("secretId"), "{error:?}");
    match error.into_service_error() {
        error if error.code() == Some("ValidationException") => {}
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn errors_of_other_operations() {
    let client = client("us-east-1");
    let created = create(&client, "twice").await;
    let again = client.create_secret().name(created.name().unwrap()).secret_string("x").send().await.unwrap_err();
    let SdkError::ServiceError(context) = again else { panic!("{again:?}") };
    assert_eq!(context.raw().status().as_u16(), 400);
    match context.into_err() {
        CreateSecretError::ResourceExistsException(_) => {}
        other => panic!("{other:?}"),
    }
    let no_policy = client.put_resource_policy().secret_id(created.arn().unwrap()).resource_policy("{").send().await;
    let no_policy = no_policy.map_err(|error| error.into_service_error()).unwrap_err();
    assert!(no_policy.is_malformed_policy_document_exception(), "{no_policy:?}");
}

#[tokio::test]
async fn an_error_is_part_of_another() {
    let trouble = read(&client("us-east-1"), &fresh("missing")).await.unwrap_err();
    assert!(trouble.to_string().starts_with("cannot read: "), "{trouble}");
    assert!(trouble.to_string().contains(NOT_FOUND), "{trouble}");
    let boxed = BoxError::from(trouble);
    assert!(boxed.source().unwrap().is::<SdkError<GetSecretValueError>>(), "{boxed:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there() {
    // A port that was free a moment ago; nobody listens on it.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = setup::config("us-east-1").endpoint_url(format!("http://{port}")).build();
    let error = Client::from_conf(config).get_secret_value().secret_id("db").send().await.unwrap_err();
    assert_eq!(kind(&error), "unreachable");
    assert!(error.as_service_error().is_none() && error.raw_response().is_none());
    assert_eq!((error.code(), error.request_id()), (None, None));
    let mapped = error.map_service_error(|_| "never");
    assert!(matches!(mapped, SdkError::DispatchFailure(_)), "{mapped:?}");
}

#[tokio::test]
async fn results_are_turned_inside_out() {
    let result: Result<GetSecretValueOutput, SdkError<GetSecretValueError>> =
        client("us-east-1").get_secret_value().secret_id(fresh("missing")).send().await;
    let found = match result {
        Ok(output) => Some(output),
        Err(SdkError::ServiceError(context)) if context.err().is_resource_not_found_exception() => None,
        Err(error) => panic!("{}", DisplayErrorContext(&error)),
    };
    assert_eq!(found, None);
}
