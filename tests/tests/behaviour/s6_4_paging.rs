//! §6.4 and §3.11: paging.

use secretsmith::types::FilterNameStringType;
use secretsmith_tests::{World, on_each_transport, refusal};

use crate::refusals::{at_least, at_most, invalid_next_token, validation};
use crate::support::{SECOND, create, filter, schedule_deletion};

#[test]
fn an_empty_list_is_there_and_has_no_token() {
    on_each_transport(async |world| {
        let list = world.client.list_secrets().send().await.expect("the list comes");
        assert_eq!((list.secret_list, list.next_token), (Some(vec![]), None));
    });
}

#[test]
fn a_page_has_100_entries_unless_said_otherwise() {
    on_each_transport(async |world| {
        secrets(&world, 101).await;
        let first = world.client.list_secrets().send().await.expect("the list comes");
        assert_eq!(first.secret_list().len(), 100);
        let token = first.next_token.expect("there is more");
        let second = world.client.list_secrets().next_token(token).send().await.expect("the rest comes");
        assert_eq!(second.secret_list().len(), 1);
        assert_eq!(second.next_token, None);
    });
}

#[test]
fn pages_of_any_size_give_the_same_list() {
    on_each_transport(async |world| {
        let expected = secrets(&world, 7).await;
        for size in [1, 2, 3, 6, 7, 8, 100] {
            let pages = world.client.list_secrets().into_paginator().page_size(size).send();
            let pages = pages.try_collect().await.expect("all pages");
            assert!(pages.iter().all(|page| page.secret_list().len() <= size as usize), "{size}");
            let names: Vec<_> = pages.iter().flat_map(|page| page.secret_list()).filter_map(|it| it.name()).collect();
            assert_eq!(names, expected, "{size}");
            assert!(pages.last().is_some_and(|page| page.next_token().is_none()));
        }
    });
}

#[test]
fn items_come_one_by_one_over_all_pages() {
    on_each_transport(async |world| {
        let expected = secrets(&world, 5).await;
        let mut items = world.client.list_secrets().max_results(2).into_paginator().items().send();
        let mut names = Vec::new();
        while let Some(item) = items.next().await {
            names.extend(item.expect("the list comes").name);
        }
        assert_eq!(names, expected);
        assert!(items.next().await.is_none());
    });
}

#[test]
fn filters_hold_on_every_page() {
    on_each_transport(async |world| {
        secrets(&world, 10).await;
        for number in 0..10 {
            create(&world.client, &format!("other{number}")).await;
        }
        let list = world.client.list_secrets().filters(filter(FilterNameStringType::Name, &["other"])).max_results(3);
        let entries = list.into_paginator().items().send().try_collect().await.expect("all pages");
        assert_eq!(entries.len(), 10);
        assert!(entries.iter().all(|entry| entry.name().is_some_and(|name| name.starts_with("other"))));
    });
}

#[test]
fn what_stays_is_listed_once_when_others_come_and_go() {
    on_each_transport(async |world| {
        secrets(&world, 6).await;
        let mut pages = world.client.list_secrets().max_results(2).into_paginator().send();
        let first = pages.next().await.expect("a page").expect("the list comes");
        schedule_deletion(&world.client, "secret0").await;
        schedule_deletion(&world.client, "secret1").await;
        world.clock.advance(SECOND);
        create(&world.client, "late").await;
        let mut names: Vec<String> = first.secret_list.into_iter().flatten().filter_map(|it| it.name).collect();
        for page in pages.try_collect().await.expect("the list comes") {
            names.extend(page.secret_list.into_iter().flatten().filter_map(|it| it.name));
        }
        assert_eq!(names[..6], ["secret0", "secret1", "secret2", "secret3", "secret4", "secret5"]);
    });
}

#[test]
fn a_bad_token_is_refused() {
    on_each_transport(async |world| {
        secrets(&world, 3).await;
        for token in ["made up", "x", "AAAA", &"y".repeat(4096)] {
            let list = world.client.list_secrets().next_token(token).send().await;
            assert!(list.as_ref().is_err_and(|error| {
                error.as_service_error().is_some_and(|error| error.is_invalid_next_token_exception())
            }));
            assert_eq!(refusal(list), invalid_next_token());
        }
    });
}

#[test]
fn a_token_of_another_operation_is_refused() {
    on_each_transport(async |world| {
        secrets(&world, 3).await;
        let list = world.client.list_secrets().max_results(1).send().await.expect("the list comes");
        let token = list.next_token.expect("there is more");
        let versions = world.client.list_secret_version_ids().secret_id("secret0").next_token(token);
        assert_eq!(refusal(versions.send().await), invalid_next_token());
    });
}

#[test]
fn a_token_has_1_to_4096_characters() {
    on_each_transport(async |world| {
        let list = world.client.list_secrets().next_token("").send().await;
        assert_eq!(refusal(list), validation("Value '' at 'nextToken'", &at_least(1)));
        let long = "t".repeat(4097);
        let list = world.client.list_secrets().next_token(&long).send().await;
        assert_eq!(refusal(list), validation(&format!("Value '{long}' at 'nextToken'"), &at_most(4096)));
    });
}

/// Creates `secret0`, `secret1` and so on, a second apart.
async fn secrets(world: &World, count: u32) -> Vec<String> {
    let names: Vec<String> = (0..count).map(|number| format!("secret{number}")).collect();
    for name in &names {
        world.clock.advance(SECOND);
        create(&world.client, name).await;
    }
    names
}
