//! §3.6: DescribeSecret, and with it the entries of §3.11: what is there, and what is not.

use std::collections::BTreeMap;

use secretsmith::operation::describe_secret::DescribeSecretOutput;
use secretsmith::types::SecretListEntry;
use secretsmith_reference::Clock;
use secretsmith_tests::on_each_transport;

use crate::support::{
    DB, create, create_empty, days_after, describe, instant, listed, put, put_with, schedule_deletion, tag, version,
};

#[test]
fn a_secret_with_nothing_special_shows_no_more_than_it_has() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let now = world.clock.now();
        let expected = DescribeSecretOutput::default()
            .with_arn(&arn)
            .with_name(DB)
            .with_created_date(now)
            .with_last_changed_date(now)
            .with_version_ids_to_stages(stages(&[(1, &["AWSCURRENT"])]));
        assert_eq!(describe(&world.client, DB).await, expected);

        let expected = SecretListEntry::default()
            .with_arn(arn)
            .with_name(DB)
            .with_created_date(now)
            .with_last_changed_date(now)
            .with_secret_versions_to_stages(stages(&[(1, &["AWSCURRENT"])]));
        assert_eq!(listed(&world.client, DB).await, expected);
    });
}

#[test]
fn an_empty_secret_shows_no_map_of_versions() {
    on_each_transport(async |world| {
        let arn = create_empty(&world.client, DB).await;
        let now = world.clock.now();
        let expected = SecretListEntry::default().with_arn(arn).with_name(DB);
        assert_eq!(listed(&world.client, DB).await, expected.with_created_date(now).with_last_changed_date(now));
        assert_eq!(describe(&world.client, DB).await.version_ids_to_stages, None);
    });
}

#[test]
fn a_secret_with_everything_shows_it() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).description("The database").kms_key_id("alias/app");
        let create = create.tags(tag("team", "a")).secret_string("one").client_request_token(version(1));
        let arn = create.send().await.expect("a new name").arn.expect("every secret has an ARN");
        put(&world.client, DB, 2).await;
        put_with(&world.client, DB, 3, &["AWSPENDING"]).await;
        world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        schedule_deletion(&world.client, DB).await;

        let now = world.clock.now();
        let versions = stages(&[(1, &["AWSPREVIOUS"]), (2, &["AWSCURRENT"]), (3, &["AWSPENDING"])]);
        let expected = DescribeSecretOutput::default()
            .with_arn(&arn)
            .with_name(DB)
            .with_description("The database")
            .with_kms_key_id("alias/app")
            .with_last_changed_date(now)
            .with_last_accessed_date(instant("2026-03-14T00:00:00Z"))
            .with_deleted_date(days_after(now, 7))
            .with_tags(vec![tag("team", "a")])
            .with_version_ids_to_stages(versions.clone())
            .with_created_date(now);
        assert_eq!(describe(&world.client, DB).await, expected);

        let expected = SecretListEntry::default()
            .with_arn(arn)
            .with_name(DB)
            .with_description("The database")
            .with_kms_key_id("alias/app")
            .with_last_changed_date(now)
            .with_last_accessed_date(instant("2026-03-14T00:00:00Z"))
            .with_deleted_date(days_after(now, 7))
            .with_tags(vec![tag("team", "a")])
            .with_secret_versions_to_stages(versions)
            .with_created_date(now);
        assert_eq!(listed(&world.client, DB).await, expected);
    });
}

#[test]
fn versions_without_labels_are_not_in_the_map() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put(&world.client, DB, 3).await;
        let expected = stages(&[(2, &["AWSPREVIOUS"]), (3, &["AWSCURRENT"])]);
        assert_eq!(describe(&world.client, DB).await.version_ids_to_stages, Some(expected));
    });
}

fn stages(versions: &[(u32, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let labels = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
    versions.iter().map(|(number, held)| (version(*number), labels(held))).collect()
}
