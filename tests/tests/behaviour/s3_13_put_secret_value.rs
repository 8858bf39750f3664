//! §3.13: PutSecretValue.

use secretsmith::operation::put_secret_value::PutSecretValueOutput;
use secretsmith::primitives::Blob;
use secretsmith::server::Caller;
use secretsmith_reference::rules::keys::KeyState;
use secretsmith_tests::{ACCOUNT, REGION, on_each_transport, refusal};

use crate::refusals::{both_values, invalid_name, marked_for_deletion, no_value, not_found, on_a_replica, token_used};
use crate::support::{
    DB, all_stages, create, create_empty, describe, put, put_with, replicate, schedule_deletion, stages, value, version,
};

#[test]
fn it_answers_the_version_with_its_labels() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let expected = PutSecretValueOutput::default().with_arn(arn).with_name(DB);
        let current = expected.clone().with_version_id(version(2)).with_version_stages(vec!["AWSCURRENT".to_owned()]);
        assert_eq!(put(&world.client, DB, 2).await, current);
        let pending = expected.with_version_id(version(3)).with_version_stages(vec!["AWSPENDING".to_owned()]);
        assert_eq!(put_with(&world.client, DB, 3, &["AWSPENDING"]).await, pending);
    });
}

#[test]
fn on_an_empty_secret_the_version_is_current() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        assert_eq!(put(&world.client, DB, 1).await.version_stages(), ["AWSCURRENT"]);
        assert_eq!(value(&world.client, DB).await, "value 1");
    });
}

#[test]
fn one_kind_of_value_is_needed_and_not_both() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let put = || world.client.put_secret_value().secret_id(DB);
        assert_eq!(refusal(put().send().await), no_value());
        assert_eq!(refusal(put().secret_string("x").secret_binary(Blob::new("x")).send().await), both_values());
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSCURRENT"]);
    });
}

#[test]
fn checks_come_in_their_order() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        let put = |id: &str| world.client.put_secret_value().secret_id(id).client_request_token(version(1));
        assert_eq!(refusal(put("Inv Name").send().await), invalid_name());
        assert_eq!(refusal(put("unknown").send().await), no_value());
        let both = put("unknown").secret_string("x").secret_binary(Blob::new("x"));
        assert_eq!(refusal(both.send().await), both_values());
        assert_eq!(refusal(put("unknown").secret_string("x").send().await), not_found());
        assert_eq!(refusal(put(DB).secret_string("other").send().await), marked_for_deletion());
    });
}

#[test]
fn a_label_given_twice_counts_once() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        assert_eq!(put_with(&world.client, DB, 2, &["MINE", "MINE"]).await.version_stages(), ["MINE"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 MINE"]);
    });
}

#[test]
fn a_replica_is_told_before_the_token() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        for value in ["one", "other"] {
            let put = replica.put_secret_value().secret_id(DB).client_request_token(version(1)).secret_string(value);
            assert_eq!(refusal(put.send().await), on_a_replica(), "{value}");
        }
    });
}

#[test]
fn tokens_come_before_quotas_and_those_before_keys() {
    on_each_transport(async |world| {
        let key = "1234abcd-12ab-34cd-56ef-1234567890ab";
        for name in [DB, "room"] {
            let create = world.client.create_secret().name(name).secret_string("one").kms_key_id(key);
            create.client_request_token(version(1)).send().await.expect("the name is free");
        }
        let arn = describe(&world.client, DB).await.arn.expect("every secret has an ARN");
        let labels: Vec<String> = (1..=19).map(|number| format!("label{number}")).collect();
        put_with(&world.client, DB, 2, &labels.iter().map(String::as_str).collect::<Vec<_>>()).await;

        let put = |number: u32, value: &str| {
            let put = world.client.put_secret_value().secret_id(DB).client_request_token(version(number));
            put.secret_string(value).version_stages("label20").send()
        };
        let place = Caller::anonymous().with_account(ACCOUNT).with_region(REGION);
        for state in [KeyState::Enabled, KeyState::Disabled] {
            world.service.keys(&place, |keys| keys.set(key, state));
            put(2, "value 2").await.expect("a retry");
            assert_eq!(refusal(put(2, "other").await), token_used(&version(2), &arn));
            assert_eq!(refusal(put(3, "x").await).code, "LimitExceededException");
        }
        let put = world.client.put_secret_value().secret_id("room").secret_string("x");
        assert_eq!(refusal(put.send().await).code, "EncryptionFailure");
    });
}
