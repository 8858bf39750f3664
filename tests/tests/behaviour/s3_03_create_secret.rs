//! §3.3: CreateSecret.

use secretsmith::operation::create_secret::CreateSecretOutput;
use secretsmith::operation::describe_secret::DescribeSecretOutput;
use secretsmith::primitives::Blob;
use secretsmith::types::ReplicaRegionType;
use secretsmith_reference::Clock;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{
    both_values, invalid_key_id, invalid_name, invalid_parameter, name_scheduled_for_deletion, name_taken, no_label,
};
use crate::support::{DB, create, create_empty, describe, listed, names_of, schedule_deletion, tag, version};

#[test]
fn with_a_value_it_answers_the_version() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).secret_string("one").client_request_token(version(1));
        let output = create.description("d").send().await.expect("a new name");
        let arn = output.arn.clone().expect("every secret has an ARN");
        assert_eq!(output, CreateSecretOutput::default().with_arn(arn).with_name(DB).with_version_id(version(1)));
    });
}

#[test]
fn without_a_value_it_answers_no_version_and_the_secret_is_empty() {
    on_each_transport(async |world| {
        let output = world.client.create_secret().name(DB).send().await.expect("a new name");
        let arn = output.arn.clone().expect("every secret has an ARN");
        assert_eq!(output, CreateSecretOutput::default().with_arn(&arn).with_name(DB));

        let now = world.clock.now();
        let expected = DescribeSecretOutput::default().with_arn(arn).with_name(DB);
        assert_eq!(describe(&world.client, DB).await, expected.with_created_date(now).with_last_changed_date(now));
        let read = world.client.get_secret_value().secret_id(DB).send().await;
        assert_eq!(refusal(read), no_label("AWSCURRENT"));
    });
}

#[test]
fn an_empty_description_is_none() {
    on_each_transport(async |world| {
        world.client.create_secret().name(DB).description("").send().await.expect("a new name");
        assert_eq!(describe(&world.client, DB).await.description, None);
        assert_eq!(listed(&world.client, DB).await.description, None);
    });
}

#[test]
fn binary_values_are_kept_byte_for_byte() {
    on_each_transport(async |world| {
        let bytes: Vec<u8> = (0..=255).collect();
        let create = world.client.create_secret().name(DB).secret_binary(Blob::new(&*bytes));
        create.send().await.expect("a new name");
        let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        assert_eq!(read.secret_binary().map(AsRef::as_ref), Some(&*bytes));
        assert_eq!(read.secret_string(), None);
    });
}

#[test]
fn text_values_are_kept_character_for_character() {
    on_each_transport(async |world| {
        let text = "{\"k\":\"\u{e4}\u{1f511} \\ \u{0} \u{2028} \u{7f}\r\n\t\"}";
        world.client.create_secret().name(DB).secret_string(text).send().await.expect("a new name");
        assert_eq!(crate::support::value(&world.client, DB).await, text);
    });
}

#[test]
fn both_kinds_of_value_are_refused() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).secret_string("one").secret_binary(Blob::new("one"));
        assert_eq!(refusal(create.send().await), both_values());
    });
}

#[test]
fn replicas_in_its_own_region_or_another_partition_are_refused() {
    on_each_transport(async |world| {
        for region in ["eu-west-1", "cn-north-1"] {
            let replica = ReplicaRegionType::builder().region(region).build();
            let create = world.client.create_secret().name(DB).secret_string("one").add_replica_regions(replica);
            assert_eq!(refusal(create.send().await), invalid_parameter("Invalid replica region."), "{region}");
        }
        assert!(names_of(&world.client, []).await.is_empty());
    });
}

#[test]
fn replicas_in_an_unknown_region_are_refused() {
    on_each_transport(async |world| {
        let replica = ReplicaRegionType::builder().region("xx-nowhere-1").build();
        let create = world.client.create_secret().name(DB).secret_string("one").add_replica_regions(replica);
        assert_eq!(refusal(create.send().await), invalid_parameter("Invalid replica region."));
    });
}

#[test]
fn checks_come_in_their_order() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        let both =
            |name: &str| world.client.create_secret().name(name).secret_string("one").secret_binary(Blob::new("one"));
        let replica = ReplicaRegionType::builder().region("eu-west-1").build();
        assert_eq!(refusal(both("Inv Name").send().await), invalid_name());
        assert_eq!(refusal(both(DB).add_replica_regions(replica.clone()).send().await), both_values());

        let one = |name: &str| world.client.create_secret().name(name).secret_string("one").kms_key_id("nonsense");
        let replicated = one(DB).add_replica_regions(replica).send().await;
        assert_eq!(refusal(replicated), invalid_parameter("Invalid replica region."));
        assert_eq!(refusal(one(DB).send().await), name_taken(DB));
        assert_eq!(refusal(one("deleted").send().await), name_scheduled_for_deletion());
        assert_eq!(refusal(one("new").send().await), invalid_key_id());
        let tags = || Some((0..51).map(|number| tag(&format!("key{number}"), "")).collect());
        assert_eq!(refusal(one("new").set_tags(tags()).send().await), invalid_key_id(), "keys before quotas");
        let good_key = one("new").kms_key_id("alias/app").set_tags(tags());
        assert_eq!(refusal(good_key.send().await), invalid_parameter("A secret can have at most 50 tags."));
    });
}

#[test]
fn a_retry_may_have_other_metadata() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let again = world.client.create_secret().name(DB).secret_string("one").client_request_token(version(1));
        let again = again.description("other").tags(tag("k", "v")).send().await.expect("value and token are equal");
        assert_eq!(again.version_id(), Some(&*version(1)));
        let description = describe(&world.client, DB).await;
        assert_eq!((description.description, description.tags), (None, None));
    });
}

#[test]
fn an_empty_secret_cannot_be_created_again() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        let again = || world.client.create_secret().name(DB).client_request_token(version(1));
        assert_eq!(refusal(again().send().await), name_taken(DB));
        assert_eq!(refusal(again().secret_string("one").send().await), name_taken(DB));
    });
}

#[test]
fn the_type_of_a_managed_secret_is_kept() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).secret_string("{}").r#type("SalesforceClientSecret");
        create.send().await.expect("a new name");
        assert_eq!(describe(&world.client, DB).await.r#type(), Some("SalesforceClientSecret"));
        assert_eq!(listed(&world.client, DB).await.r#type(), Some("SalesforceClientSecret"));
    });
}
