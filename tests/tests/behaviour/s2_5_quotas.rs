//! §2.5: quotas, whose texts are not known, and the clean-up of §2.11.

use secretsmith::server::Caller;
use secretsmith_reference::rules::keys::KeyState;
use secretsmith_tests::{ACCOUNT, REGION, Refusal, on_each_transport, refusal};

use crate::support::{DAY, DB, SECOND, all_stages, create, describe, put_with, stages, tag, version};

/// A key that the cases disable.
const DISABLED: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

/// Whose keys are meant.
fn caller() -> Caller {
    Caller::anonymous().with_account(ACCOUNT).with_region(REGION)
}

#[test]
fn a_secret_has_at_most_20_labels() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let labels: Vec<String> = (1..=19).map(|number| format!("label{number}")).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        put_with(&world.client, DB, 2, &labels).await;
        let before = stages(&world.client, DB).await;

        let put = world.client.put_secret_value().secret_id(DB).secret_string("x").version_stages("label20");
        assert_limit(refusal(put.send().await));
        let label = world.client.update_secret_version_stage().secret_id(DB).version_stage("label20");
        assert_limit(refusal(label.move_to_version_id(version(1)).send().await));
        assert_eq!(stages(&world.client, DB).await, before);
    });
}

#[test]
fn a_secret_has_about_100_versions_and_old_ones_make_room_after_a_day() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let put = async |number: u32| {
            world.clock.advance(SECOND);
            let put = world.client.put_secret_value().secret_id(DB).client_request_token(version(number));
            put.secret_string("x").send().await
        };
        for number in 2..=100 {
            put(number).await.expect("there is room");
        }
        let full = put(101).await;
        assert_limit(refusal(full));
        assert_eq!(all_stages(&world.client, DB).await.len(), 100);
        assert_eq!(stages(&world.client, DB).await, ["99 AWSPREVIOUS", "100 AWSCURRENT"]);

        world.clock.advance(DAY);
        put(102).await.expect("versions older than a day make room");
        let all = all_stages(&world.client, DB).await;
        assert!(!all.contains(&"1".to_owned()), "the oldest goes first: {all:?}");
        assert_eq!(stages(&world.client, DB).await, ["100 AWSPREVIOUS", "102 AWSCURRENT"]);
    });
}

#[test]
fn quotas_are_told_before_keys() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        for number in 2..=100 {
            put_with(&world.client, DB, number, &[]).await;
        }
        let before = describe(&world.client, DB).await;
        for key in ["nonsense", "alias/aws/s3", DISABLED] {
            let update = || world.client.update_secret().secret_id(DB).kms_key_id(key);
            world.service.keys(&caller(), |keys| keys.set(DISABLED, KeyState::Disabled));
            assert_limit(refusal(update().secret_string("x").send().await));
            assert_ne!(refusal(update().send().await).code, "LimitExceededException", "{key}: there is no new version");
        }
        assert_eq!(describe(&world.client, DB).await, before);

        world.service.keys(&caller(), |keys| keys.set(DISABLED, KeyState::Enabled));
        let update = world.client.update_secret().secret_id(DB).kms_key_id(DISABLED);
        update.send().await.expect("the key is enabled");
        world.service.keys(&caller(), |keys| keys.set(DISABLED, KeyState::Disabled));
        let put = || world.client.put_secret_value().secret_id(DB).secret_string("x").send();
        assert_limit(refusal(put().await));
        world.clock.advance(2 * DAY);
        assert_eq!(refusal(put().await).code, "EncryptionFailure", "there is room again");
    });
}

#[test]
fn labelled_versions_are_never_cleaned_up() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let keep = world.client.update_secret_version_stage().secret_id(DB).version_stage("KEEP");
        keep.move_to_version_id(version(1)).send().await.expect("the label is free");
        for number in 2..=100 {
            put_with(&world.client, DB, number, &[]).await;
        }
        world.clock.advance(2 * DAY);
        put_with(&world.client, DB, 101, &[]).await;
        assert_eq!(stages(&world.client, DB).await, ["1 KEEP", "100 AWSPREVIOUS", "101 AWSCURRENT"]);
        assert!(!all_stages(&world.client, DB).await.contains(&"2".to_owned()));
    });
}

#[test]
fn a_secret_has_at_most_50_tags() {
    on_each_transport(async |world| {
        let tags = |numbers: std::ops::Range<u32>| Some(numbers.map(|n| tag(&format!("key{n}"), "")).collect());
        let too_many = world.client.create_secret().name(DB).secret_string("one").set_tags(tags(0..51));
        assert_eq!(refusal(too_many.send().await).code, "InvalidParameterException");
        create(&world.client, DB).await;
        world.client.tag_resource().secret_id(DB).set_tags(tags(0..50)).send().await.expect("50 are allowed");
        let replace = world.client.tag_resource().secret_id(DB).tags(tag("key7", "new"));
        replace.send().await.expect("a key that is there adds none");

        let more = world.client.tag_resource().secret_id(DB).tags(tag("key8", "new")).tags(tag("key50", ""));
        assert_eq!(refusal(more.send().await).code, "InvalidParameterException");
        let description = describe(&world.client, DB).await;
        assert_eq!(description.tags().len(), 50);
        assert_eq!(description.tags()[8], tag("key8", ""));
    });
}

#[track_caller]
fn assert_limit(refusal: Refusal) {
    assert_eq!(refusal.code, "LimitExceededException", "{refusal:?}");
}
