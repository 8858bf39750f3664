//! §2.8, §3.19 and §3.20: tags.

use secretsmith::Client;
use secretsmith::operation::tag_resource::TagResourceOutput;
use secretsmith::operation::untag_resource::UntagResourceOutput;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{at_least, at_most, validation};
use crate::support::{DB, create, describe, listed, tag};

#[test]
fn a_secret_never_tagged_has_no_list_of_tags() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        assert_eq!(tags(&world.client).await, None);
    });
}

#[test]
fn a_secret_whose_tags_were_all_removed_has_an_empty_list() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        tag_with(&world.client, &[("a", "1"), ("b", "2")]).await;
        untag(&world.client, &["a", "b"]).await;
        assert_eq!(tags(&world.client).await, Some(vec![]));
    });
}

#[test]
fn new_keys_are_appended_and_known_ones_keep_their_place() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).tags(tag("b", "1")).tags(tag("a", "2"));
        create.send().await.expect("a new name");
        assert_eq!(tags(&world.client).await, list(&[("b", "1"), ("a", "2")]));
        tag_with(&world.client, &[("c", "3"), ("b", "4")]).await;
        assert_eq!(tags(&world.client).await, list(&[("b", "4"), ("a", "2"), ("c", "3")]));
        untag(&world.client, &["b"]).await;
        tag_with(&world.client, &[("b", "5")]).await;
        assert_eq!(tags(&world.client).await, list(&[("a", "2"), ("c", "3"), ("b", "5")]));
    });
}

#[test]
fn keys_differ_in_case() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        tag_with(&world.client, &[("Key", "1"), ("key", "2")]).await;
        untag(&world.client, &["KEY", "key"]).await;
        assert_eq!(tags(&world.client).await, list(&[("Key", "1")]));
    });
}

#[test]
fn of_a_key_given_twice_the_last_value_counts() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        tag_with(&world.client, &[("a", "1"), ("b", "2"), ("a", "3")]).await;
        assert_eq!(tags(&world.client).await, list(&[("a", "3"), ("b", "2")]));
    });
}

#[test]
fn removing_keys_that_are_not_there_succeeds() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        tag_with(&world.client, &[("a", "1")]).await;
        untag(&world.client, &["x", "y"]).await;
        assert_eq!(tags(&world.client).await, list(&[("a", "1")]));
    });
}

#[test]
fn a_value_may_be_empty_and_is_kept_as_it_is() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let (key, value) = ("k".repeat(128), "\u{e4}".repeat(256));
        tag_with(&world.client, &[("empty", ""), (" spaces ", " "), (&key, &value)]).await;
        assert_eq!(tags(&world.client).await, list(&[("empty", ""), (" spaces ", " "), (&key, &value)]));
    });
}

#[test]
fn keys_and_values_have_lengths() {
    on_each_transport(async |world| {
        let refused = async |key: &str, value: &str| {
            refusal(world.client.tag_resource().secret_id(DB).tags(tag(key, value)).send().await)
        };
        assert_eq!(refused("", "v").await, validation("Value '' at 'tags.1.member.key'", &at_least(1)));
        let long = "k".repeat(129);
        let expected = validation(&format!("Value '{long}' at 'tags.1.member.key'"), &at_most(128));
        assert_eq!(refused(&long, "v").await, expected);
        let long = "v".repeat(257);
        let expected = validation(&format!("Value '{long}' at 'tags.1.member.value'"), &at_most(256));
        assert_eq!(refused("k", &long).await, expected);
    });
}

#[test]
fn keys_that_begin_with_aws_are_reserved() {
    on_each_transport(async |world| {
        let create_tagged = world.client.create_secret().name(DB).tags(tag("aws:cloudformation:stack-name", "x"));
        assert_eq!(refusal(create_tagged.send().await).code, "InvalidParameterException");
        create(&world.client, DB).await;
        let reserved = world.client.tag_resource().secret_id(DB).tags(tag("mine", "1")).tags(tag("aws:x", "2"));
        assert_eq!(refusal(reserved.send().await).code, "InvalidParameterException");
        assert_eq!(tags(&world.client).await, None);
        tag_with(&world.client, &[("awsome", "1"), ("not:aws:", "2")]).await;
    });
}

#[test]
fn tags_answer_nothing() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let tagged = world.client.tag_resource().secret_id(DB).tags(tag("a", "1")).send().await;
        assert_eq!(tagged.expect("the secret is there"), TagResourceOutput::default());
        let untagged = world.client.untag_resource().secret_id(DB).tag_keys("a").send().await;
        assert_eq!(untagged.expect("the secret is there"), UntagResourceOutput::default());
    });
}

async fn tags(client: &Client) -> Option<Vec<secretsmith::types::Tag>> {
    let tags = describe(client, DB).await.tags;
    assert_eq!(listed(client, DB).await.tags, tags);
    tags
}

fn list(tags: &[(&str, &str)]) -> Option<Vec<secretsmith::types::Tag>> {
    Some(tags.iter().map(|(key, value)| tag(key, value)).collect())
}

async fn tag_with(client: &Client, tags: &[(&str, &str)]) {
    client.tag_resource().secret_id(DB).set_tags(list(tags)).send().await.expect("the tags are good");
}

async fn untag(client: &Client, keys: &[&str]) {
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    client.untag_resource().secret_id(DB).set_tag_keys(Some(keys)).send().await.expect("the keys are good");
}
