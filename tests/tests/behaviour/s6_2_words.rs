//! §6.2: the filter key `all`.

use secretsmith::Client;
use secretsmith::types::FilterNameStringType::All;
use secretsmith_tests::{World, on_each_transport};

use crate::support::{SECOND, create, filter, names_of, tag};

#[test]
fn special_characters_separate_words_and_are_not_found_themselves() {
    on_each_transport(async |world| {
        let names = ["prod/AppBeta/x", "prod_AppBeta_x", "prod+AppBeta+x", "prod=AppBeta=x", "prod.AppBeta.x"];
        let names = names.into_iter().chain(["prod@AppBeta@x", "prod-AppBeta-x", "prod-AppBeta/x"]);
        let names: Vec<&str> = names.collect();
        create_all(&world, &names).await;
        for value in ["AppBeta", "Beta", "prod", "app", "X", "prod AppBeta", "beta prod", "prod/AppBeta"] {
            assert_eq!(found(&world.client, value).await, names, "{value}");
        }
        for value in ["+", "/", "eta", "rod", "prodApp1"] {
            assert!(found(&world.client, value).await.is_empty(), "{value}");
        }
    });
}

#[test]
fn a_capital_before_a_small_letter_begins_a_word() {
    on_each_transport(async |world| {
        create_all(&world, &["SecretOne", "Secret/Two", "Thirdsecret", "COMPANY", "COMPANYthings"]).await;
        for value in ["sec", "Secret", "secret", "SECRET"] {
            assert_eq!(found(&world.client, value).await, ["SecretOne", "Secret/Two"], "{value}");
        }
        assert_eq!(found(&world.client, "one").await, ["SecretOne"]);
        assert_eq!(found(&world.client, "third").await, ["Thirdsecret"]);
        assert_eq!(found(&world.client, "company").await, ["COMPANY"]);
        assert_eq!(found(&world.client, "compan").await, ["COMPANY", "COMPANYthings"]);
        assert_eq!(found(&world.client, "Ythings").await, ["COMPANYthings"]);
        for value in ["ret", "things", "pany", "N"] {
            assert!(found(&world.client, value).await.is_empty(), "{value}");
        }
    });
}

#[test]
fn letters_and_digits_are_different_words() {
    on_each_transport(async |world| {
        describe(&world, "first", "credsDatabase#892").await;
        describe(&world, "second", "creds2026").await;
        for (value, names) in
            [("creds", &["first", "second"][..]), ("Database", &["first"]), ("892", &["first"]), ("2026", &["second"])]
        {
            assert_eq!(found(&world.client, value).await, names, "{value}");
        }
        assert!(found(&world.client, "92").await.is_empty());
    });
}

#[test]
fn all_means_name_description_and_tags() {
    on_each_transport(async |world| {
        create_all(&world, &["foo/name"]).await;
        describe(&world, "described", "DescTwo of Foo").await;
        for (name, key, value) in [("key", "foo", "x"), ("value", "x", "foo")] {
            world.clock.advance(SECOND);
            let create = world.client.create_secret().name(name).tags(tag(key, value));
            create.send().await.expect("a new name");
        }
        create_all(&world, &["other"]).await;
        assert_eq!(found(&world.client, "foo").await, ["foo/name", "described", "key", "value"]);
        assert_eq!(found(&world.client, "d t").await, ["described"]);
        assert_eq!(found(&world.client, "!foo").await, ["other"]);
    });
}

#[test]
fn all_words_have_to_be_in_one_field() {
    on_each_transport(async |world| {
        describe(&world, "apple", "banana cherry").await;
        assert_eq!(found(&world.client, "banana cherry").await, ["apple"]);
        assert!(found(&world.client, "apple banana").await.is_empty());
    });
}

#[test]
fn of_several_values_one_has_to_match() {
    on_each_transport(async |world| {
        create_all(&world, &["apple", "banana", "cherry"]).await;
        assert_eq!(names_of(&world.client, [filter(All, &["app", "che"])]).await, ["apple", "cherry"]);
        assert!(names_of(&world.client, [filter(All, &["app"]), filter(All, &["che"])]).await.is_empty());
    });
}

async fn found(client: &Client, value: &str) -> Vec<String> {
    names_of(client, [filter(All, &[value])]).await
}

async fn create_all(world: &World, names: &[&str]) {
    for name in names {
        world.clock.advance(SECOND);
        create(&world.client, name).await;
    }
}

async fn describe(world: &World, name: &str, description: &str) {
    world.clock.advance(SECOND);
    world.client.create_secret().name(name).description(description).send().await.expect("a new name");
}
