//! §6.3: sorting.

use secretsmith::types::{SortByType, SortOrderType};
use secretsmith_tests::{World, on_each_transport};

use crate::support::{DAY, SECOND, create, names_of};

use SortByType::{CreatedDate, LastAccessedDate, LastChangedDate, Name};
use SortOrderType::{Asc, Desc};

#[test]
fn the_oldest_comes_first_unless_said_otherwise() {
    on_each_transport(async |world| {
        three(&world).await;
        assert_eq!(names_of(&world.client, []).await, ["b", "c", "a"]);
        assert_eq!(sorted(&world, Some(CreatedDate), None).await, ["b", "c", "a"]);
        assert_eq!(sorted(&world, Some(CreatedDate), Some(Asc)).await, ["b", "c", "a"]);
        assert_eq!(sorted(&world, Some(CreatedDate), Some(Desc)).await, ["a", "c", "b"]);
        assert_eq!(sorted(&world, None, Some(Desc)).await, ["a", "c", "b"]);
    });
}

#[test]
fn names_sort_by_character() {
    on_each_transport(async |world| {
        three(&world).await;
        create(&world.client, "B").await;
        create(&world.client, "/").await;
        assert_eq!(sorted(&world, Some(Name), None).await, ["/", "B", "a", "b", "c"]);
        assert_eq!(sorted(&world, Some(Name), Some(Desc)).await, ["c", "b", "a", "B", "/"]);
    });
}

#[test]
fn the_last_change_sorts() {
    on_each_transport(async |world| {
        three(&world).await;
        world.clock.advance(SECOND);
        world.client.update_secret().secret_id("c").description("d").send().await.expect("the secret is there");
        assert_eq!(sorted(&world, Some(LastChangedDate), Some(Asc)).await, ["b", "a", "c"]);
        assert_eq!(sorted(&world, Some(LastChangedDate), Some(Desc)).await, ["c", "a", "b"]);
    });
}

#[test]
fn secrets_never_read_come_before_those_that_were() {
    on_each_transport(async |world| {
        three(&world).await;
        for name in ["c", "b"] {
            world.clock.advance(DAY);
            world.client.get_secret_value().secret_id(name).send().await.expect("it has a value");
        }
        assert_eq!(sorted(&world, Some(LastAccessedDate), Some(Asc)).await, ["a", "c", "b"]);
        assert_eq!(sorted(&world, Some(LastAccessedDate), Some(Desc)).await, ["b", "c", "a"]);
    });
}

#[test]
fn equal_dates_sort_by_name() {
    on_each_transport(async |world| {
        for name in ["b", "c", "a"] {
            create(&world.client, name).await;
        }
        for by in [CreatedDate, LastChangedDate, LastAccessedDate] {
            assert_eq!(sorted(&world, Some(by.clone()), Some(Asc)).await, ["a", "b", "c"], "{by}");
        }
    });
}

/// Creates `b`, then `c`, then `a`.
async fn three(world: &World) {
    for name in ["b", "c", "a"] {
        world.clock.advance(SECOND);
        create(&world.client, name).await;
    }
}

/// The names of all secrets; in pages of two, so that sorting is not a matter of one page.
async fn sorted(world: &World, by: Option<SortByType>, order: Option<SortOrderType>) -> Vec<String> {
    let list = world.client.list_secrets().set_sort_by(by).set_sort_order(order).max_results(2);
    let entries = list.into_paginator().items().send().try_collect().await.expect("the list comes");
    entries.into_iter().filter_map(|entry| entry.name).collect()
}
