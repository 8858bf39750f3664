//! Lists that come in pages.

use super::support::{client, fresh, value};
use crate::sdk::Client;
use crate::sdk::error::SdkError;
use crate::sdk::operation::list_secrets::{ListSecretsError, ListSecretsOutput};
use crate::sdk::types::{Filter, FilterNameStringType, SecretListEntry, SortByType, SortOrderType};

async fn five(client: &Client) -> String {
    let prefix = fresh("pages");
    for number in 0..5 {
        client.create_secret().name(format!("{prefix}/{number}")).secret_string(value("x")).send().await.unwrap();
    }
    prefix
}

fn filter(prefix: &str) -> Filter {
    Filter::builder().key(FilterNameStringType::Name).values(prefix).build()
}

#[tokio::test]
async fn pages_come_one_by_one() {
    let client = client("us-east-1");
    let prefix = five(&client).await;
    let list = client.list_secrets().filters(filter(&prefix)).sort_by(SortByType::Name).sort_order(SortOrderType::Desc);
    let mut pages = list.clone().into_paginator().page_size(2).send();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().secret_list().len());
    }
    assert_eq!(sizes, [2, 2, 1]);

    let mut pages = list.clone().into_paginator().page_size(3).send();
    let mut tokens = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        tokens.push(page.next_token().is_some());
    }
    assert_eq!(tokens, [true, false]);

    let pages = list.into_paginator().page_size(4).send().try_collect().await.unwrap();
    let names: Vec<_> = pages.iter().flat_map(|page| page.secret_list()).filter_map(|secret| secret.name()).collect();
    assert_eq!(names, [4, 3, 2, 1, 0].map(|number| format!("{prefix}/{number}")));
}

#[tokio::test]
async fn pages_are_collected() {
    let client = client("us-east-1");
    let prefix = five(&client).await;
    let pages = client.list_secrets().set_filters(Some(vec![filter(&prefix)])).into_paginator().page_size(2).send();
    let pages: Result<Vec<ListSecretsOutput>, SdkError<ListSecretsError>> = pages.collect().await;
    let secrets: Vec<SecretListEntry> =
        pages.unwrap().into_iter().flat_map(|page| page.secret_list).flatten().collect();
    let mut names: Vec<_> = secrets.into_iter().map(|secret| secret.name.unwrap()).collect();
    names.sort();
    assert_eq!(names, [0, 1, 2, 3, 4].map(|number| format!("{prefix}/{number}")));
}

#[tokio::test]
async fn versions_and_values_have_pages_too() {
    let client = client("us-east-1");
    let prefix = five(&client).await;
    let values = client.batch_get_secret_value().filters(filter(&prefix)).into_paginator().page_size(2).send();
    let values = values.try_collect().await.unwrap();
    let texts: Vec<_> = values.iter().flat_map(|page| page.secret_values()).map(|it| it.secret_string()).collect();
    assert_eq!(texts, [Some(&*value("x")); 5]);

    let mut versions = client.list_secret_version_ids().secret_id(format!("{prefix}/0")).into_paginator().send();
    let page = versions.next().await.unwrap().unwrap();
    assert_eq!(page.versions().len(), 1);
    assert!(versions.next().await.is_none());
}

#[tokio::test]
async fn a_page_that_cannot_be_had_ends_the_list() {
    let client = client("us-east-1");
    let mut versions = client.list_secret_version_ids().secret_id(fresh("missing")).into_paginator().send();
    let error = versions.try_next().await.unwrap_err();
    assert!(error.into_service_error().is_resource_not_found_exception());
    assert!(versions.next().await.is_none());
}
