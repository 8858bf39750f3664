//! §2.4: `ClientRequestToken` and version ids. A missing token cannot be had from a client, which
//! makes one up; the wire tests have it.

use std::collections::BTreeSet;

use secretsmith::primitives::Blob;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{at_least, at_most, name_taken, token_used, validation};
use crate::rotating::{FUNCTION, contract, days, register};
use crate::support::{DB, create, describe, put, put_with, stages, value, version};

#[test]
fn the_token_becomes_the_id_of_the_version() {
    on_each_transport(async |world| {
        let tokens = [
            "terraform-20260314150926535000000001".to_owned(),
            "x".repeat(32),
            "any characters / at all: \u{e4}\u{1f511}, of 32".to_owned(),
            "y".repeat(64),
        ];
        let create = world.client.create_secret().name(DB).secret_string("one").client_request_token(&tokens[0]);
        assert_eq!(create.send().await.expect("a new name").version_id(), Some(&*tokens[0]));
        for token in &tokens[1..3] {
            let put = world.client.put_secret_value().secret_id(DB).secret_string("two").client_request_token(token);
            assert_eq!(put.send().await.expect("a new token").version_id(), Some(&**token));
        }
        let update = world.client.update_secret().secret_id(DB).secret_string("3").client_request_token(&tokens[3]);
        assert_eq!(update.send().await.expect("a new token").version_id(), Some(&*tokens[3]));
        for token in &tokens {
            let read = world.client.get_secret_value().secret_id(DB).version_id(token).send().await;
            assert_eq!(read.expect("the version is there").version_id(), Some(&**token));
        }
    });
}

#[test]
fn a_client_makes_up_random_uuids() {
    on_each_transport(async |world| {
        let client = &world.client;
        register(&world, contract);
        let create = client.create_secret().name(DB).secret_string("one").send().await.expect("a new name");
        let put = client.put_secret_value().secret_id(DB).secret_string("one").send().await.expect("a new token");
        let update = client.update_secret().secret_id(DB).secret_string("one").send().await.expect("a new token");
        let rotate = client.rotate_secret().secret_id(DB).rotation_lambda_arn(FUNCTION).rotation_rules(days(30));
        let rotate = rotate.send().await.expect("the function is there");
        let tokens = [create.version_id, put.version_id, update.version_id, rotate.version_id];
        let tokens = tokens.map(|token| token.expect("each makes a version"));
        for token in &tokens {
            assert!(is_random_uuid(token), "{token}");
        }
        assert_eq!(BTreeSet::from(tokens).len(), 4, "they differ");
    });
}

/// Whether a text is a UUID of version 4 in lower case.
fn is_random_uuid(text: &str) -> bool {
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let groups: Vec<&str> = text.split('-').collect();
    let [_, _, version, variant, _] = groups[..] else { return false };
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().chars().all(is_hex)
        && version.starts_with('4')
        && variant.starts_with(['8', '9', 'a', 'b'])
}

#[test]
fn a_token_has_32_to_64_characters() {
    on_each_transport(async |world| {
        for (token, rule) in [("t".repeat(31), at_least(32)), ("t".repeat(65), at_most(64))] {
            let expected = validation(&format!("Value '{token}' at 'clientRequestToken'"), &rule);
            let create = world.client.create_secret().name(DB).secret_string("one").client_request_token(&token);
            assert_eq!(refusal(create.send().await), expected);
            let put = world.client.put_secret_value().secret_id(DB).secret_string("one").client_request_token(&token);
            assert_eq!(refusal(put.send().await), expected);
            let update = world.client.update_secret().secret_id(DB).client_request_token(&token);
            assert_eq!(refusal(update.send().await), expected);
            let rotate = world.client.rotate_secret().secret_id(DB).client_request_token(&token);
            assert_eq!(refusal(rotate.send().await), expected);
        }
    });
}

#[test]
fn creating_again_with_the_same_token_and_value_answers_the_same() {
    on_each_transport(async |world| {
        let create = |value: &str| {
            world.client.create_secret().name(DB).secret_string(value).client_request_token(version(1)).send()
        };
        let first = create("one").await.expect("a new name");
        let before = describe(&world.client, DB).await;
        assert_eq!(create("one").await.expect("a retry"), first);
        assert_eq!(describe(&world.client, DB).await, before);

        let arn = first.arn.expect("every secret has an ARN");
        assert_eq!(refusal(create("two").await), token_used(&version(1), &arn));
        assert_eq!(value(&world.client, DB).await, "one");
    });
}

#[test]
fn creating_again_with_another_token_is_refused_whatever_the_value() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        for value in ["one", "two"] {
            let again = world.client.create_secret().name(DB).secret_string(value).client_request_token(version(9));
            let again = again.send().await;
            assert!(again.as_ref().is_err_and(|error| {
                error.as_service_error().is_some_and(|error| error.is_resource_exists_exception())
            }));
            assert_eq!(refusal(again), name_taken(DB));
        }
    });
}

#[test]
fn putting_again_with_the_same_token_and_value_answers_the_labels_of_now() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let first = put_with(&world.client, DB, 2, &["AWSCURRENT", "MINE"]).await;
        assert_eq!(put(&world.client, DB, 2).await, first);

        put(&world.client, DB, 3).await;
        let before = stages(&world.client, DB).await;
        let again = put_with(&world.client, DB, 2, &["AWSCURRENT"]).await;
        assert_eq!(again.version_id(), Some(&*version(2)));
        let mut labels = again.version_stages.expect("the version has labels");
        labels.sort();
        assert_eq!(labels, ["AWSPREVIOUS", "MINE"]);
        assert_eq!(stages(&world.client, DB).await, before);
    });
}

#[test]
fn putting_again_a_version_without_labels_answers_none() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put(&world.client, DB, 3).await;
        put(&world.client, DB, 4).await;
        assert_eq!(put(&world.client, DB, 2).await.version_stages(), [""; 0]);
    });
}

#[test]
fn putting_another_value_with_the_same_token_is_refused() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let put = world.client.put_secret_value().secret_id(DB).secret_string("two").client_request_token(version(1));
        assert_eq!(refusal(put.send().await), token_used(&version(1), &arn));
        assert_eq!(value(&world.client, DB).await, "one");
    });
}

#[test]
fn updating_again_with_the_same_token_and_value_answers_the_version() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        let before = stages(&world.client, DB).await;
        let update = |value: &str, number| {
            world.client.update_secret().secret_id(DB).secret_string(value).client_request_token(version(number)).send()
        };
        for number in [2, 1] {
            let value = if number == 1 { "one" } else { "value 2" };
            let again = update(value, number).await.expect("a retry");
            assert_eq!(again.version_id(), Some(&*version(number)));
        }
        assert_eq!(stages(&world.client, DB).await, before);
        assert_eq!(refusal(update("other", 2).await), token_used(&version(2), &arn));
    });
}

#[test]
fn text_and_bytes_are_different_values() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let put = world.client.put_secret_value().secret_id(DB).client_request_token(version(1));
        assert_eq!(refusal(put.secret_binary(Blob::new("one")).send().await), token_used(&version(1), &arn));

        let bytes = || {
            let put = world.client.put_secret_value().secret_id(DB).client_request_token(version(2));
            put.secret_binary(Blob::new("two")).send()
        };
        let first = bytes().await.expect("a new token");
        assert_eq!(bytes().await.expect("a retry"), first);
    });
}

#[test]
fn two_secrets_may_use_the_same_token() {
    on_each_transport(async |world| {
        create(&world.client, "first").await;
        create(&world.client, "second").await;
        put(&world.client, "first", 2).await;
        put(&world.client, "second", 2).await;
        assert_eq!(stages(&world.client, "second").await, stages(&world.client, "first").await);
    });
}
