//! §3.10: ListSecretVersionIds.

use secretsmith::operation::list_secret_version_ids::ListSecretVersionIdsOutput;
use secretsmith::types::SecretVersionsListEntry;
use secretsmith_reference::Clock;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{invalid_next_token, not_found};
use crate::rotating::{rotatable, rotate};
use crate::support::{DAY, DB, SECOND, create, create_empty, instant, put, put_with, version, versions};

#[test]
fn entries_show_what_each_version_has() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let mut created = vec![world.clock.now()];
        for number in 2..=3 {
            world.clock.advance(SECOND);
            put(&world.client, DB, number).await;
            created.push(world.clock.now());
        }
        world.clock.advance(DAY);
        world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");

        let entry = |number: u32| {
            let entry = SecretVersionsListEntry::default().with_version_id(version(number));
            let entry = entry.with_created_date(created[number as usize - 1]);
            entry.with_kms_key_ids(vec!["DefaultEncryptionKey".to_owned()])
        };
        let current = entry(3).with_version_stages(vec!["AWSCURRENT".to_owned()]);
        let current = current.with_last_accessed_date(instant("2026-03-15T00:00:00Z"));
        let previous = entry(2).with_version_stages(vec!["AWSPREVIOUS".to_owned()]);
        let expected = ListSecretVersionIdsOutput::default().with_arn(arn).with_name(DB);

        let list = || world.client.list_secret_version_ids().secret_id(DB);
        let labelled = expected.clone().with_versions(vec![previous.clone(), current.clone()]);
        assert_eq!(list().send().await.expect("the secret is there"), labelled);
        assert_eq!(list().include_deprecated(false).send().await.expect("the secret is there"), labelled);
        let all = expected.with_versions(vec![entry(1), previous, current]);
        assert_eq!(list().include_deprecated(true).send().await.expect("the secret is there"), all);
    });
}

#[test]
fn an_empty_secret_has_an_empty_list() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        let list = world.client.list_secret_version_ids().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!((list.versions, list.next_token), (Some(vec![]), None));
    });
}

#[test]
fn pages_follow_each_other() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        for number in 2..=7 {
            put(&world.client, DB, number).await;
        }
        let list = world.client.list_secret_version_ids().secret_id(DB).include_deprecated(true).max_results(3);
        let pages = list.into_paginator().send().try_collect().await.expect("all pages");
        assert!(pages.iter().all(|page| page.versions().len() <= 3 && page.name() == Some(DB)));
        let ids: Vec<_> =
            pages.iter().flat_map(|page| page.versions()).filter_map(|entry| entry.version_id()).collect();
        assert_eq!(ids, (1..=7).map(version).collect::<Vec<_>>());
    });
}

#[test]
fn a_bad_token_is_refused() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let list = |id: &str| world.client.list_secret_version_ids().secret_id(id).next_token("made up").send();
        assert_eq!(refusal(list(DB).await), invalid_next_token());
        assert_eq!(refusal(list("unknown").await), not_found());
    });
}

#[test]
fn the_order_is_that_of_the_dates_also_when_a_version_gets_its_value_late() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        world.clock.advance(SECOND);
        put_with(&world.client, DB, 3, &["MINE"]).await;
        let first = world.client.list_secret_version_ids().secret_id(DB).max_results(1);
        let token = first.send().await.expect("the secret is there").next_token.expect("there is more");
        world.clock.advance(SECOND);
        put_with(&world.client, DB, 2, &["LATE"]).await;

        let list = versions(&world.client, DB, false).await;
        let ids: Vec<_> = list.iter().filter_map(|entry| entry.version_id()).collect();
        assert_eq!(ids, [version(1), version(3), version(2)]);
        assert!(list.is_sorted_by_key(|entry| entry.created_date));
        let rest = world.client.list_secret_version_ids().secret_id(DB).next_token(token).send().await;
        let rest = rest.expect("the secret is there").versions.expect("a list");
        assert_eq!(rest, list[1..]);
    });
}
