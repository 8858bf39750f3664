//! §6.1: filters.

use secretsmith::Client;
use secretsmith::types::{Filter, FilterNameStringType};
use secretsmith_tests::{World, on_each_transport, refusal};

use crate::refusals::invalid_parameter;
use crate::s2_12_owned::{OWNED, create_owned};
use crate::support::{SECOND, create, filter, names_of, replicate, tag};

use FilterNameStringType::{All, Description, Name, OwningService, PrimaryRegion, TagKey, TagValue};

#[test]
fn names_are_found_by_their_beginning() {
    on_each_transport(async |world| {
        for name in ["testing1/one", "/testing2/two", "testing1/two", "Testing"] {
            world.clock.advance(SECOND);
            create(&world.client, name).await;
        }
        let found = async |value: &str| names_of(&world.client, [filter(Name, &[value])]).await;
        assert_eq!(found("/").await, ["/testing2/two"]);
        assert_eq!(found("testing1/").await, ["testing1/one", "testing1/two"]);
        assert_eq!(found("testing1/one").await, ["testing1/one"]);
        assert_eq!(found("T").await, ["Testing"]);
        for nothing in ["testing1 one", "one", "testing1/one/", "esting"] {
            assert!(found(nothing).await.is_empty(), "{nothing}");
        }
    });
}

#[test]
fn an_exclamation_mark_inverts_a_name() {
    on_each_transport(async |world| {
        for name in ["a", "/b", "c/d", "!e"] {
            world.clock.advance(SECOND);
            create(&world.client, name).await;
        }
        let found = async |value: &str| names_of(&world.client, [filter(Name, &[value])]).await;
        assert_eq!(found("!/").await, ["a", "c/d", "!e"]);
        assert_eq!(found("!!").await, ["a", "/b", "c/d"]);
    });
}

#[test]
fn tags_are_found_by_their_beginning() {
    on_each_transport(async |world| {
        tagged(&world, "first", &[("env", "prod"), ("team", "blue")]).await;
        tagged(&world, "second", &[("Env", "production")]).await;
        tagged(&world, "third", &[("blue", "env")]).await;
        create(&world.client, "untagged").await;
        let found =
            async |key: FilterNameStringType, value: &str| names_of(&world.client, [filter(key, &[value])]).await;
        assert_eq!(found(TagKey, "e").await, ["first"]);
        assert_eq!(found(TagKey, "Env").await, ["second"]);
        assert_eq!(found(TagKey, "blue").await, ["third"]);
        assert_eq!(found(TagValue, "prod").await, ["first", "second"]);
        assert_eq!(found(TagValue, "production").await, ["second"]);
        assert!(found(TagValue, "rod").await.is_empty());
        assert_eq!(found(TagKey, "!env").await, ["second", "third", "untagged"]);
    });
}

#[test]
fn descriptions_are_found_by_the_beginnings_of_their_words() {
    on_each_transport(async |world| {
        described(&world, &["one two", "one and two", "two", "one"]).await;
        let found = async |value: &str| names_of(&world.client, [filter(Description, &[value])]).await;
        assert_eq!(found("one two").await, ["secret1", "secret2"]);
        assert_eq!(found("two one").await, ["secret1", "secret2"]);
        assert_eq!(found("o t").await, ["secret1", "secret2"]);
        assert_eq!(found("t").await, ["secret1", "secret2", "secret3"]);
        assert_eq!(found("TWO").await, ["secret1", "secret2", "secret3"]);
        assert!(found("wo").await.is_empty());
    });
}

#[test]
fn every_word_of_the_search_has_to_begin_a_word() {
    on_each_transport(async |world| {
        described(&world, &["a secret", "an secret", "asecret", "thesecret"]).await;
        let found = async |value: &str| names_of(&world.client, [filter(Description, &[value])]).await;
        assert_eq!(found("a").await, ["secret1", "secret2", "secret3"]);
        assert_eq!(found("a secret").await, ["secret1", "secret2"]);
        assert_eq!(found("!a").await, ["secret4"]);
        assert_eq!(found("!c").await, ["secret1", "secret2", "secret3", "secret4"]);
    });
}

#[test]
fn of_several_filters_all_have_to_match() {
    on_each_transport(async |world| {
        described(&world, &["a secret", "an secret", "other"]).await;
        let found = async |filters: [Filter; 2]| names_of(&world.client, filters).await;
        let description = || filter(Description, &["a"]);
        assert_eq!(found([description(), filter(Name, &["secret"])]).await, ["secret1", "secret2"]);
        assert_eq!(found([description(), filter(Name, &["secret2"])]).await, ["secret2"]);
        assert!(found([description(), filter(Name, &["an"])]).await.is_empty());
        assert_eq!(found([description(), filter(Description, &["an"])]).await, ["secret2"]);
        assert!(found([filter(Name, &["secret1"]), filter(Name, &["secret2"])]).await.is_empty());
    });
}

#[test]
fn of_several_values_one_has_to_match() {
    on_each_transport(async |world| {
        described(&world, &["one", "two", "one two", "three"]).await;
        let found = async |values: &[&str]| names_of(&world.client, [filter(Description, values)]).await;
        assert_eq!(found(&["one", "three"]).await, ["secret1", "secret3", "secret4"]);
        assert_eq!(found(&["one", "!two"]).await, ["secret1", "secret3", "secret4"]);
        assert_eq!(found(&["!one", "!two"]).await, ["secret1", "secret2", "secret4"]);
        assert_eq!(names_of(&world.client, [filter(Name, &["secret1", "secret3"])]).await, ["secret1", "secret3"]);
    });
}

#[test]
fn secrets_without_replicas_or_owner_are_not_found_by_those() {
    on_each_transport(async |world| {
        create(&world.client, "plain").await;
        assert!(names_of(&world.client, [filter(PrimaryRegion, &["eu"])]).await.is_empty());
        assert!(names_of(&world.client, [filter(OwningService, &["rds"])]).await.is_empty());
    });
}

#[test]
fn the_primary_region_is_found_by_its_beginning() {
    on_each_transport(async |world| {
        create(&world.client, "plain").await;
        create(&world.client, "primary").await;
        let replica = replicate(&world, "primary", "us-east-1").await;
        let found = async |client: &Client, value: &str| names_of(client, [filter(PrimaryRegion, &[value])]).await;
        for value in ["eu-", "eu-west-1", "!us"] {
            assert_eq!(found(&replica, value).await, ["primary"], "{value}");
        }
        assert_eq!(found(&world.client, "eu-").await, ["primary"]);
        for nothing in ["EU-", "west", "us-", "eu-west-11"] {
            assert!(found(&replica, nothing).await.is_empty(), "{nothing}");
            assert!(found(&world.client, nothing).await.is_empty(), "{nothing}");
        }
    });
}

#[test]
fn the_owning_service_is_found_by_its_beginning() {
    on_each_transport(async |world| {
        create(&world.client, "plain").await;
        create_owned(&world);
        let found = async |value: &str| names_of(&world.client, [filter(OwningService, &[value])]).await;
        for value in ["r", "rds"] {
            assert_eq!(found(value).await, [OWNED], "{value}");
        }
        for nothing in ["RDS", "ds", "rdsx"] {
            assert!(found(nothing).await.is_empty(), "{nothing}");
        }
    });
}

#[test]
fn a_filter_needs_a_key_and_values() {
    on_each_transport(async |world| {
        let refused = async |filter: Filter| refusal(world.client.list_secrets().filters(filter).send().await);
        let without_key = Filter::builder().values("x").build();
        assert_eq!(refused(without_key).await, invalid_parameter("Invalid filter key"));
        let without_values = Filter::builder().key(TagKey).build();
        assert_eq!(refused(without_values).await, invalid_parameter("Invalid filter values for key: tag-key"));
    });
}

#[test]
fn filters_are_those_of_the_batch_too() {
    on_each_transport(async |world| {
        described(&world, &["one two", "two", "three"]).await;
        let found = async |filters: Vec<Filter>| {
            let batch = world.client.batch_get_secret_value().set_filters(Some(filters)).send().await;
            let entries = batch.expect("an answer").secret_values.expect("a list");
            entries.into_iter().filter_map(|entry| entry.name).collect::<Vec<_>>()
        };
        assert_eq!(found(vec![filter(Description, &["two"])]).await, ["secret1", "secret2"]);
        assert_eq!(found(vec![filter(All, &["two"]), filter(Name, &["!secret1"])]).await, ["secret2"]);
        let refused = world.client.batch_get_secret_value().filters(Filter::builder().values("x").build());
        assert_eq!(refusal(refused.send().await), invalid_parameter("Invalid filter key"));
    });
}

#[test]
fn no_filters_find_everything() {
    on_each_transport(async |world| {
        described(&world, &["one", "two"]).await;
        assert_eq!(names_of(&world.client, []).await, ["secret1", "secret2"]);
        assert_eq!(names_of(&world.client, [filter(Name, &[""])]).await, ["secret1", "secret2"]);
    });
}

/// Creates `secret1`, `secret2` and so on with these descriptions.
async fn described(world: &World, descriptions: &[&str]) {
    for (number, description) in (1..).zip(descriptions) {
        world.clock.advance(SECOND);
        let create = world.client.create_secret().name(format!("secret{number}")).description(*description);
        create.secret_string("one").send().await.expect("a new name");
    }
}

async fn tagged(world: &World, name: &str, tags: &[(&str, &str)]) {
    world.clock.advance(SECOND);
    let tags = tags.iter().map(|(key, value)| tag(key, value)).collect();
    let client: &Client = &world.client;
    client.create_secret().name(name).set_tags(Some(tags)).send().await.expect("a new name");
}
