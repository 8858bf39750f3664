//! What stands in for the service in people's tests: outputs and errors that no service has answered.

use crate::sdk::error::{ErrorMetadata, ProvideErrorMetadata, SdkError};
use crate::sdk::operation::describe_secret::DescribeSecretOutput;
use crate::sdk::operation::get_secret_value::builders::{
    GetSecretValueFluentBuilder, GetSecretValueInputBuilder, GetSecretValueOutputBuilder,
};
use crate::sdk::operation::get_secret_value::{GetSecretValueError, GetSecretValueInput, GetSecretValueOutput};
use crate::sdk::operation::list_secrets::ListSecretsOutput;
use crate::sdk::primitives::{Blob, DateTime};
use crate::sdk::types::error::{InvalidParameterException, ResourceNotFoundException};
use crate::sdk::types::{ApiErrorType, SecretListEntry, SecretValueEntry, Tag};
use crate::sdk::{Client, Error};
use crate::setup;

use super::support::{client, create, value};

type Answer = Result<GetSecretValueOutput, SdkError<GetSecretValueError>>;

/// What the program asks of the service.
trait Secrets {
    async fn secret(&self, id: &str) -> Answer;
}

impl Secrets for Client {
    async fn secret(&self, id: &str) -> Answer {
        self.get_secret_value().secret_id(id).send().await
    }
}

/// A service that knows one secret, and fails in several ways.
struct Double;

impl Secrets for Double {
    async fn secret(&self, id: &str) -> Answer {
        let error = match id {
            "db" => {
                let output = GetSecretValueOutput::builder().name(id).secret_string("hunter2");
                return Ok(output.version_stages("AWSCURRENT").version_stages("mine").build());
            }
            "forbidden" => {
                let meta = ErrorMetadata::builder().code("AccessDeniedException").message("you may not").build();
                GetSecretValueError::generic(meta)
            }
            "" => {
                let error = InvalidParameterException::builder().message("give an id").build();
                GetSecretValueError::InvalidParameterException(error)
            }
            _ => GetSecretValueError::ResourceNotFoundException(ResourceNotFoundException::builder().build()),
        };
        Err(SdkError::service_error(error, setup::response(400)))
    }
}

/// The code under test.
async fn password(secrets: &impl Secrets, id: &str) -> Result<String, String> {
    match secrets.secret(id).await {
        Ok(output) => output.secret_string().map(str::to_owned).ok_or_else(|| "not text".to_owned()),
        Err(error) => match error.into_service_error() {
            GetSecretValueError::ResourceNotFoundException(_) => Err("missing".to_owned()),
            other => Err(format!("{}: {}", other.code().unwrap_or("?"), other.message().unwrap_or("?"))),
        },
    }
}

#[tokio::test]
async fn code_runs_with_a_double_as_with_the_service() {
    assert_eq!(password(&Double, "db").await.as_deref(), Ok("hunter2"));
    assert_eq!(password(&Double, "other").await, Err("missing".to_owned()));
    assert_eq!(password(&Double, "forbidden").await, Err("AccessDeniedException: you may not".to_owned()));

    let client = client("us-east-1");
    let created = create(&client, "double").await;
    assert_eq!(password(&client, created.name().unwrap()).await, Ok(value("first")));
    assert_eq!(password(&client, &format!("{}/no", created.name().unwrap())).await, Err("missing".to_owned()));

    let error = Double.secret("").await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
    let error = Error::from(error);
    assert!(matches!(&error, Error::InvalidParameterException(it) if it.message() == Some("give an id")), "{error:?}");
    let error = Error::from(Double.secret("forbidden").await.unwrap_err());
    assert_eq!((error.code(), error.message()), (Some("AccessDeniedException"), Some("you may not")));
}

#[test]
fn outputs_are_built() {
    let builder: GetSecretValueOutputBuilder = GetSecretValueOutput::builder();
    let output = builder.set_arn(Some("arn".to_owned())).secret_binary(Blob::new("x")).build();
    assert_eq!(
        (output.arn(), output.secret_binary(), output.secret_string()),
        (Some("arn"), Some(&Blob::new("x")), None)
    );
    assert_eq!(output, output.clone());
    assert_ne!(output, GetSecretValueOutput::builder().build());

    let tag = Tag::builder().key("k").value("v").build();
    let described = DescribeSecretOutput::builder()
        .name("db")
        .tags(tag.clone())
        .rotation_enabled(true)
        .created_date(DateTime::from_secs(1_700_000_000))
        .version_ids_to_stages("one", vec!["AWSCURRENT".to_owned()])
        .version_ids_to_stages("two", vec!["AWSPREVIOUS".to_owned()])
        .build();
    assert_eq!(
        (described.name(), described.tags(), described.rotation_enabled()),
        (Some("db"), &[tag][..], Some(true))
    );
    assert_eq!(described.version_ids_to_stages().map(|stages| stages.len()), Some(2));

    let entries = ["a", "b"].map(|name| SecretListEntry::builder().name(name).build());
    let listed = ListSecretsOutput::builder().set_secret_list(Some(entries.to_vec())).next_token("more").build();
    assert_eq!((listed.secret_list(), listed.next_token()), (&entries[..], Some("more")));
    let value = SecretValueEntry::builder().name("a").secret_string("hunter2").build();
    assert_eq!(value.secret_string(), Some("hunter2"));
    let failed = ApiErrorType::builder().secret_id("b").error_code("DecryptionFailure").build();
    assert_eq!((failed.secret_id(), failed.message()), (Some("b"), None));
}

/// A call that a function prepares for another one.
fn prepared(client: &Client, id: &str) -> GetSecretValueFluentBuilder {
    client.get_secret_value().secret_id(id)
}

#[tokio::test]
async fn inputs_are_built_and_sent() {
    let client = client("us-east-1");
    let created = create(&client, "input").await;
    let arn = created.arn().unwrap();
    let read = prepared(&client, arn).send().await.unwrap();
    let builder: GetSecretValueInputBuilder = GetSecretValueInput::builder().secret_id(arn);
    assert_eq!(
        builder.clone().version_stage("AWSCURRENT").build().unwrap().version_stage.as_deref(),
        Some("AWSCURRENT")
    );
    let sent = builder.send_with(&client).await.unwrap();
    assert_eq!((sent.secret_string(), sent.version_id()), (read.secret_string(), read.version_id()));
}
