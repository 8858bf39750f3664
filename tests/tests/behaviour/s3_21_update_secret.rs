//! §3.21: UpdateSecret.

use secretsmith::operation::update_secret::UpdateSecretOutput;
use secretsmith::primitives::Blob;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{
    both_values, invalid_key_id, invalid_name, marked_for_deletion, not_found, on_a_replica, token_used,
};
use crate::support::{
    DB, all_stages, create, create_empty, describe, replicate, schedule_deletion, stages, value, version,
};

#[test]
fn with_a_value_it_answers_the_version() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let update = world.client.update_secret().secret_id(DB).secret_string("two").client_request_token(version(2));
        let updated = update.send().await.expect("the secret is there");
        let expected = UpdateSecretOutput::default().with_arn(arn).with_name(DB).with_version_id(version(2));
        assert_eq!(updated, expected);
        assert_eq!(value(&world.client, DB).await, "two");
    });
}

#[test]
fn without_a_value_it_makes_no_version_and_does_not_use_up_the_token() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let update = || world.client.update_secret().secret_id(DB).client_request_token(version(2));
        let updated = update().description("d").send().await.expect("the secret is there");
        assert_eq!(updated, UpdateSecretOutput::default().with_arn(arn).with_name(DB));
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSCURRENT"]);
        update().secret_string("two").send().await.expect("the token is not used up");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
    });
}

#[test]
fn an_equal_value_with_a_new_token_makes_a_version() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let update = world.client.update_secret().secret_id(DB).secret_string("one").client_request_token(version(2));
        update.send().await.expect("the secret is there");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
    });
}

#[test]
fn without_any_change_it_succeeds() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let before = describe(&world.client, DB).await;
        world.client.update_secret().secret_id(DB).send().await.expect("no change is no error");
        assert_eq!(describe(&world.client, DB).await, before);
    });
}

#[test]
fn a_description_is_replaced_cleared_or_kept() {
    on_each_transport(async |world| {
        let create = world.client.create_secret().name(DB).description("first").secret_string("one");
        create.send().await.expect("a new name");
        let update = || world.client.update_secret().secret_id(DB);
        update().secret_string("two").send().await.expect("a value");
        assert_eq!(describe(&world.client, DB).await.description(), Some("first"));
        update().description("second").send().await.expect("a description");
        assert_eq!(describe(&world.client, DB).await.description(), Some("second"));
        update().description("").send().await.expect("no description");
        assert_eq!(describe(&world.client, DB).await.description, None);
    });
}

#[test]
fn it_gives_an_empty_secret_its_first_version() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        let update = world.client.update_secret().secret_id(DB).secret_binary(Blob::new("bytes"));
        update.client_request_token(version(1)).send().await.expect("the secret is there");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT"]);
        let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        assert_eq!(read.secret_binary(), Some(&Blob::new("bytes")));
    });
}

#[test]
fn checks_come_in_their_order() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        let one = |id: &str| {
            let update = world.client.update_secret().secret_id(id).client_request_token(version(1));
            update.secret_string("other").kms_key_id("nonsense")
        };
        let both = |id: &str| one(id).secret_binary(Blob::new("other")).send();
        assert_eq!(refusal(both("Inv Name").await), invalid_name());
        assert_eq!(refusal(both("unknown").await), both_values());
        assert_eq!(refusal(one("unknown").send().await), not_found());
        assert_eq!(refusal(one("deleted").send().await), marked_for_deletion());
        assert_eq!(refusal(one(DB).send().await), token_used(&version(1), &arn));
        assert_eq!(refusal(one(DB).client_request_token(version(2)).send().await), invalid_key_id());
        let replica = replicate(&world, DB, "us-east-1").await;
        let update = replica.update_secret().secret_id(DB).client_request_token(version(1));
        assert_eq!(refusal(update.secret_string("other").kms_key_id("nonsense").send().await), on_a_replica());
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT"]);
    });
}

#[test]
fn a_refused_update_changes_nothing_of_what_it_names() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let before = describe(&world.client, DB).await;
        let update = world.client.update_secret().secret_id(DB).description("new").secret_string("two");
        assert_eq!(refusal(update.kms_key_id("nonsense").send().await), invalid_key_id());
        assert_eq!(describe(&world.client, DB).await, before);
        assert_eq!(value(&world.client, DB).await, "one");
    });
}
