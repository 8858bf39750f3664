//! §3.1: BatchGetSecretValue.

use secretsmith::Client;
use secretsmith::operation::batch_get_secret_value::BatchGetSecretValueOutput;
use secretsmith::primitives::Blob;
use secretsmith::types::{ApiErrorType, FilterNameStringType, SecretValueEntry};
use secretsmith_reference::Clock;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{invalid_next_token, invalid_parameter};
use crate::support::{DB, SECOND, create, create_empty, filter, put, put_with, schedule_deletion, version};

#[test]
fn either_ids_or_filters_are_needed_and_not_both() {
    on_each_transport(async |world| {
        let expected = invalid_parameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
        assert_eq!(refusal(world.client.batch_get_secret_value().send().await), expected);
        let both = world.client.batch_get_secret_value().secret_id_list(DB);
        let both = both.filters(filter(FilterNameStringType::Name, &["app"]));
        assert_eq!(refusal(both.send().await), expected);
    });
}

#[test]
fn a_page_size_goes_with_filters_only() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let sized = world.client.batch_get_secret_value().secret_id_list(DB).max_results(5);
        let expected = "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.";
        assert_eq!(refusal(sized.send().await), invalid_parameter(expected));
    });
}

#[test]
fn values_come_in_the_order_of_the_ids() {
    on_each_transport(async |world| {
        let arn = create(&world.client, "first").await;
        create(&world.client, "second").await;
        let batch = batch(&world.client, &["second", &arn, "second"]).await;
        let names: Vec<_> = batch.secret_values().iter().map(SecretValueEntry::name).collect();
        assert_eq!(names, [Some("second"), Some("first"), Some("second")]);
        assert_eq!(batch.errors, Some(vec![]));
        assert_eq!(batch.next_token, None);
    });
}

#[test]
fn an_entry_has_the_current_version() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        world.clock.advance(SECOND);
        put_with(&world.client, DB, 2, &["AWSCURRENT", "MINE"]).await;
        put_with(&world.client, DB, 3, &["AWSPENDING"]).await;
        let mut entry = batch(&world.client, &[DB]).await.secret_values.expect("a list")[0].clone();
        entry.version_stages.as_mut().expect("the version has labels").sort();
        let expected = SecretValueEntry::default()
            .with_arn(&arn)
            .with_name(DB)
            .with_version_id(version(2))
            .with_secret_string("value 2")
            .with_version_stages(vec!["AWSCURRENT".to_owned(), "MINE".to_owned()])
            .with_created_date(world.clock.now());
        assert_eq!(entry, expected);
    });
}

#[test]
fn a_binary_value_comes_as_bytes() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).secret_binary(Blob::new(vec![0, 159, 146, 150]));
        create.send().await.expect("a new name");
        let batch = batch(&world.client, &[DB]).await;
        let entry = &batch.secret_values()[0];
        assert_eq!(entry.secret_binary(), Some(&Blob::new(vec![0, 159, 146, 150])));
        assert_eq!(entry.secret_string(), None);
    });
}

#[test]
fn what_cannot_be_read_is_among_the_errors() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        create_empty(&world.client, "empty").await;
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        let batch = batch(&world.client, &["unknown", "empty", DB, "deleted", "unknown"]).await;
        assert_eq!(batch.secret_values().len(), 1);
        let missing = error("unknown", "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        let expected = [
            missing.clone(),
            error(
                "empty",
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
            ),
            error(
                "deleted",
                "InvalidRequestException",
                "You can't perform this operation on the secret because it was marked for deletion.",
            ),
            missing,
        ];
        assert_eq!(batch.errors(), expected);
    });
}

#[test]
fn a_batch_of_errors_only_succeeds() {
    on_each_transport(async |world| {
        let batch = batch(&world.client, &["unknown"]).await;
        assert_eq!(batch.secret_values(), []);
        assert_eq!(batch.errors().len(), 1);
    });
}

#[test]
fn filters_pass_over_what_has_no_value() {
    on_each_transport(async |world| {
        create(&world.client, "app/first").await;
        create_empty(&world.client, "app/empty").await;
        create(&world.client, "app/deleted").await;
        create(&world.client, "other").await;
        create(&world.client, "app/second").await;
        schedule_deletion(&world.client, "app/deleted").await;
        let batch = world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["app/"]));
        let batch = batch.send().await.expect("an answer");
        let names: Vec<_> = batch.secret_values().iter().map(SecretValueEntry::name).collect();
        assert_eq!(names, [Some("app/first"), Some("app/second")]);
        assert_eq!((batch.errors, batch.next_token), (Some(vec![]), None));
    });
}

#[test]
fn filters_go_page_by_page() {
    on_each_transport(async |world| {
        for number in 0..25 {
            world.clock.advance(SECOND);
            create(&world.client, &format!("secret{number:02}")).await;
        }
        let filtered = || world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["s"]));
        let first = filtered().send().await.expect("an answer");
        assert_eq!(first.secret_values().len(), 20);
        assert!(first.next_token().is_some());

        let pages = filtered().max_results(10).into_paginator().send().try_collect().await.expect("all pages");
        assert!(pages.iter().all(|page| page.secret_values().len() <= 10));
        let names: Vec<_> =
            pages.iter().flat_map(|page| page.secret_values()).filter_map(SecretValueEntry::name).collect();
        let expected: Vec<String> = (0..25).map(|number| format!("secret{number:02}")).collect();
        assert_eq!(names, expected);
        assert!(pages.last().is_some_and(|page| page.next_token().is_none()));
    });
}

#[test]
fn a_bad_token_is_refused() {
    on_each_transport(async |world| {
        let filtered = world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["s"]));
        assert_eq!(refusal(filtered.next_token("made up").send().await), invalid_next_token());
    });
}

#[test]
fn a_page_is_not_changed_by_new_values() {
    on_each_transport(async |world| {
        create(&world.client, "a").await;
        world.clock.advance(SECOND);
        create(&world.client, "b").await;
        let filtered = world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["!x"]));
        let mut pages = filtered.max_results(1).into_paginator().send();
        let first = pages.next().await.expect("a page").expect("an answer");
        assert_eq!(first.secret_values()[0].name(), Some("a"));
        put(&world.client, "a", 2).await;
        let second = pages.next().await.expect("a page").expect("an answer");
        assert_eq!(second.secret_values()[0].name(), Some("b"));
    });
}

#[test]
fn filters_go_by_the_date_of_creation() {
    on_each_transport(async |world| {
        for name in ["b", "c", "a"] {
            world.clock.advance(SECOND);
            create(&world.client, name).await;
        }
        let filtered = world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["!x"]));
        let batch = filtered.send().await.expect("an answer");
        let names: Vec<_> = batch.secret_values().iter().map(SecretValueEntry::name).collect();
        assert_eq!(names, [Some("b"), Some("c"), Some("a")]);
    });
}

async fn batch(client: &Client, ids: &[&str]) -> BatchGetSecretValueOutput {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    client.batch_get_secret_value().set_secret_id_list(Some(ids)).send().await.expect("a batch always answers")
}

fn error(id: &str, code: &str, message: &str) -> ApiErrorType {
    ApiErrorType::default().with_secret_id(id).with_error_code(code).with_message(message)
}
