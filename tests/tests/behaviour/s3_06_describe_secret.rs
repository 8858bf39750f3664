//! §3.6: DescribeSecret, and with it the entries of §3.11: what is there, and what is not.

use std::collections::BTreeMap;

use secretsmith::operation::describe_secret::DescribeSecretOutput;
use secretsmith::types::{RotationRulesType, SecretListEntry};
use secretsmith_reference::Clock;
use secretsmith_tests::{ACCOUNT, on_each_transport};

use crate::rotating::{FUNCTION, days, plan, rotatable, rotate};
use crate::support::{
    DB, create, create_empty, days_after, describe, instant, listed, names_of, put, put_with, schedule_deletion, tag,
    version,
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

#[test]
fn rotation_is_shown_in_the_list_as_in_the_description() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        let shown = async || {
            let (entry, secret) = (listed(&world.client, DB).await, describe(&world.client, DB).await);
            let rotation = (
                entry.rotation_enabled,
                entry.rotation_lambda_arn,
                entry.rotation_rules,
                entry.last_rotated_date,
                entry.next_rotation_date,
            );
            let described = (
                secret.rotation_enabled,
                secret.rotation_lambda_arn,
                secret.rotation_rules,
                secret.last_rotated_date,
                secret.next_rotation_date,
            );
            assert_eq!(rotation, described);
            rotation
        };
        assert_eq!(shown().await, (None, None, None, None, None));

        rotate(&world.client, 2).await;
        world.run_due().await;
        let (function, rules) = (Some(FUNCTION.to_owned()), Some(days(30)));
        let next = instant("2026-04-13T23:59:59Z");
        let on = (Some(true), function.clone(), rules.clone(), Some(world.clock.now()), Some(next));
        assert_eq!(shown().await, on);
        world.client.cancel_rotate_secret().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!(shown().await, (Some(false), function, rules, None, None));
    });
}

#[test]
fn a_duration_is_shown_as_it_was_given() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        for duration in ["03h", "3h"] {
            let rules = RotationRulesType::builder().schedule_expression("rate(10 days)").duration(duration).build();
            plan(&world, rules.clone()).await;
            assert_eq!(describe(&world.client, DB).await.rotation_rules, Some(rules.clone()));
            assert_eq!(listed(&world.client, DB).await.rotation_rules, Some(rules));
        }
    });
}

#[test]
fn a_list_has_the_secrets_of_its_region_only() {
    on_each_transport(async |world| {
        let there = world.client_in(ACCOUNT, "us-east-1");
        for (client, name) in [(&world.client, "here"), (&there, "there")] {
            create(client, name).await;
        }
        for (client, name) in [(&world.client, "here"), (&there, "there")] {
            assert_eq!(names_of(client, []).await, [name]);
            schedule_deletion(client, name).await;
            let all = client.list_secrets().include_planned_deletion(true).send().await.expect("the list comes");
            assert_eq!(all.secret_list().iter().map(|entry| entry.name()).collect::<Vec<_>>(), [Some(name)]);
        }
    });
}

fn stages(versions: &[(u32, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let labels = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
    versions.iter().map(|(number, held)| (version(*number), labels(held))).collect()
}
