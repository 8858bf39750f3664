//! A program of the usual kind: functions that call, and pass on what goes wrong as the crate's `Error`.

use std::collections::HashMap;

use super::support::{client, fresh, value};
use crate::sdk::meta::PKG_VERSION;
use crate::sdk::types::{Filter, FilterNameStringType, Tag};
use crate::sdk::{Client, Error};

async fn store(client: &Client, name: &str, text: &String, tags: &HashMap<String, String>) -> Result<String, Error> {
    let tags = tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect();
    let created = client
        .create_secret()
        .name(name)
        .description("Credentials of the database")
        .secret_string(text)
        .set_tags(Some(tags))
        .send()
        .await?;
    Ok(created.arn().unwrap_or_default().to_string())
}

async fn read(client: &Client, id: &str, stage: Option<&str>) -> Result<Option<String>, Error> {
    let call = client.get_secret_value().secret_id(id).set_version_stage(stage.map(Into::into));
    let output = call.send().await?;
    Ok(output.secret_string().map(str::to_owned))
}

async fn change(client: &Client, id: &str, text: &str) -> Result<(), Error> {
    client.put_secret_value().secret_id(id).secret_string(text).version_stages("AWSCURRENT").send().await?;
    Ok(())
}

async fn names(client: &Client, prefix: &str) -> Result<Vec<String>, Error> {
    let filter = Filter::builder().key(FilterNameStringType::Name).values(prefix).build();
    let pages = client.list_secrets().filters(filter).into_paginator().send().try_collect().await?;
    let secrets = pages.iter().flat_map(|page| page.secret_list());
    Ok(secrets.filter_map(|secret| secret.name()).map(String::from).collect())
}

/// Reads a secret, and makes it when it is not there.
async fn read_or_make(client: &Client, name: &str, text: &str) -> Result<String, Error> {
    match client.get_secret_value().secret_id(name).send().await {
        Ok(output) => Ok(output.secret_string().unwrap_or("No value!").to_owned()),
        Err(error) if error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()) => {
            client.create_secret().name(name).secret_string(text).send().await?;
            Ok(text.to_owned())
        }
        Err(error) => Err(error.into()),
    }
}

#[tokio::test]
async fn secrets_are_stored_read_and_found() -> Result<(), Error> {
    let client = client("us-east-1");
    let name = fresh("program");
    let tags = HashMap::from([("team".to_owned(), "billing".to_owned())]);
    let arn = store(&client, &name, &value("one"), &tags).await?;
    change(&client, &arn, &value("two")).await?;
    assert_eq!(read(&client, &arn, None).await?, Some(value("two")));
    assert_eq!(read(&client, &arn, Some("AWSPREVIOUS")).await?, Some(value("one")));
    assert_eq!(names(&client, &name).await?, std::slice::from_ref(&name));
    assert_eq!(read_or_make(&client, &name, "unused").await?, value("two"));

    let other = fresh("program");
    assert_eq!(read_or_make(&client, &other, &value("made")).await?, value("made"));
    assert_eq!(read(&client, &other, None).await?, Some(value("made")));
    Ok(())
}

#[tokio::test]
async fn what_goes_wrong_is_passed_on_as_one_type() {
    let client = client("us-east-1");
    let name = fresh("missing");
    let missing = read(&client, &name, None).await.unwrap_err();
    let Error::ResourceNotFoundException(inner) = &missing else { panic!("{missing:?}") };
    assert_eq!(inner.message(), Some("Secrets Manager can't find the specified secret."));
    assert!(missing.to_string().contains("Secrets Manager can't find the specified secret."), "{missing}");

    store(&client, &name, &value("one"), &HashMap::new()).await.unwrap();
    let again = store(&client, &name, &value("two"), &HashMap::new()).await.unwrap_err();
    assert!(matches!(again, Error::ResourceExistsException(_)), "{again:?}");
    let boxed: Box<dyn std::error::Error + Send + Sync> = again.into();
    assert!(boxed.to_string().contains("already exists"), "{boxed}");
}

#[test]
fn the_crate_has_a_version() {
    assert_eq!(PKG_VERSION.split('.').count(), 3);
}
