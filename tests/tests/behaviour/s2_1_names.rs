//! §2.1: names and identifier characters.

use secretsmith_tests::{on_each_transport, refusal};

use crate::calls::each_operation;
use crate::refusals::{at_least, at_most, invalid_name, name_scheduled_for_deletion, name_taken, validation};
use crate::support::{DB, create, describe, names_of, schedule_deletion, value};

#[test]
fn names_of_allowed_characters_are_taken_as_they_are() {
    on_each_transport(async |world| {
        let longest = "n".repeat(512);
        let names =
            ["azAZ09-/_+=.@!", "/test/test", "rds!cluster-1", "a", "trailing/", "Invalid/_+=.@-Name-a1b2c3", &longest];
        for name in names {
            create(&world.client, name).await;
            assert_eq!(describe(&world.client, name).await.name(), Some(name));
        }
    });
}

#[test]
fn names_of_other_characters_are_refused() {
    on_each_transport(async |world| {
        let recorded = ["Inv Name", " Inv Name", " Inv*Name? ", r" Inv *?!]Name\-"];
        let others = ["name ", "a:b", "a,b", "a#b", "a\tb", "a\n", "h\u{e4}", "\u{1f511}", "a%20b", "a~b", "a'b"];
        for name in recorded.into_iter().chain(others) {
            let call = world.client.create_secret().name(name).secret_string("one");
            assert_eq!(refusal(call.send().await), invalid_name(), "{name:?}");
        }
        assert!(names_of(&world.client, []).await.is_empty());
    });
}

#[test]
fn every_operation_refuses_identifiers_of_other_characters() {
    on_each_transport(async |world| {
        for id in ["Inv Name", " Inv*Name? ", r" Inv *?!]Name\-", "a:b", "ARN:aws", "C:/Program Files/test"] {
            for (operation, refusal) in each_operation(&world.client, id).await {
                assert_eq!(refusal, Some(invalid_name()), "{operation} of {id:?}");
            }
            let versions = world.client.list_secret_version_ids().secret_id(id).include_deprecated(true);
            assert_eq!(refusal(versions.send().await), invalid_name());
        }
    });
}

#[test]
fn the_length_of_a_name_is_checked_before_its_characters() {
    on_each_transport(async |world| {
        let create = |name: &str| world.client.create_secret().name(name).secret_string("one").send();
        assert_eq!(refusal(create("").await), validation("Value '' at 'name'", &at_least(1)));
        let long = " ".repeat(513);
        assert_eq!(refusal(create(&long).await), validation(&format!("Value '{long}' at 'name'"), &at_most(512)));
    });
}

#[test]
fn an_identifier_may_have_2048_characters() {
    on_each_transport(async |world| {
        let describe = |id: &str| world.client.describe_secret().secret_id(id).send();
        assert_eq!(refusal(describe("").await), validation("Value '' at 'secretId'", &at_least(1)));
        let long = "n".repeat(2049);
        assert_eq!(
            refusal(describe(&long).await),
            validation(&format!("Value '{long}' at 'secretId'"), &at_most(2048))
        );
        assert_eq!(refusal(describe(&long[1..]).await), crate::refusals::not_found());
    });
}

#[test]
fn names_differ_in_case() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let other = world.client.create_secret().name("App/DB").secret_string("two").send().await;
        assert_eq!(other.expect("another name").name(), Some("App/DB"));
        assert_eq!(value(&world.client, DB).await, "one");
        assert_eq!(value(&world.client, "App/DB").await, "two");
    });
}

#[test]
fn a_name_is_taken_until_its_secret_is_gone() {
    on_each_transport(async |world| {
        let create_again = || world.client.create_secret().name(DB).secret_string("one").send();
        create(&world.client, DB).await;
        assert_eq!(refusal(create_again().await), name_taken(DB));
        schedule_deletion(&world.client, DB).await;
        assert_eq!(refusal(create_again().await), name_scheduled_for_deletion());
        let force = world.client.delete_secret().secret_id(DB).force_delete_without_recovery(true);
        force.send().await.expect("forced deletion of a scheduled secret");
        create_again().await.expect("the name is free again");
    });
}
