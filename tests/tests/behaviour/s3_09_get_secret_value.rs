//! §3.9: GetSecretValue.

use secretsmith::operation::get_secret_value::GetSecretValueOutput;
use secretsmith::primitives::Blob;
use secretsmith_reference::Clock;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_request, marked_for_deletion, no_label, no_version, not_found};
use crate::support::{DB, SECOND, create, create_empty, put, put_with, schedule_deletion, sorted, version};

#[test]
fn it_answers_everything_about_the_version() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        world.clock.advance(SECOND);
        put(&world.client, DB, 2).await;
        let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        let expected = GetSecretValueOutput::default()
            .with_arn(arn)
            .with_name(DB)
            .with_version_id(version(2))
            .with_secret_string("value 2")
            .with_version_stages(vec!["AWSCURRENT".to_owned()])
            .with_created_date(world.clock.now());
        assert_eq!(read, expected);
    });
}

#[test]
fn a_version_is_chosen_by_label_by_id_or_by_both() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put_with(&world.client, DB, 3, &["AWSPENDING", "MINE"]).await;
        let read = async |id: Option<u32>, label: Option<&str>| {
            let call = world.client.get_secret_value().secret_id(DB).set_version_id(id.map(version));
            let read = call.set_version_stage(label.map(str::to_owned)).send().await.expect("the version is there");
            (read.secret_string().expect("text").to_owned(), sorted(read.version_stages.expect("labels")).join(" "))
        };
        let expected = |value: &str, labels: &str| (value.to_owned(), labels.to_owned());
        assert_eq!(read(None, None).await, expected("value 2", "AWSCURRENT"));
        assert_eq!(read(None, Some("AWSCURRENT")).await, expected("value 2", "AWSCURRENT"));
        assert_eq!(read(None, Some("AWSPREVIOUS")).await, expected("one", "AWSPREVIOUS"));
        assert_eq!(read(None, Some("MINE")).await, expected("value 3", "AWSPENDING MINE"));
        assert_eq!(read(Some(1), None).await, expected("one", "AWSPREVIOUS"));
        assert_eq!(read(Some(3), None).await, expected("value 3", "AWSPENDING MINE"));
        assert_eq!(read(Some(3), Some("AWSPENDING")).await, expected("value 3", "AWSPENDING MINE"));
    });
}

#[test]
fn a_label_that_no_version_has_is_named() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        create_empty(&world.client, "empty").await;
        for label in ["AWSPREVIOUS", "AWSPENDING", "MINE", "awscurrent"] {
            let read = world.client.get_secret_value().secret_id(DB).version_stage(label);
            assert_eq!(refusal(read.send().await), no_label(label));
        }
        for label in ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"] {
            let read = world.client.get_secret_value().secret_id("empty").version_stage(label);
            assert_eq!(refusal(read.send().await), no_label(label));
        }
        assert_eq!(refusal(world.client.get_secret_value().secret_id("empty").send().await), no_label("AWSCURRENT"));
    });
}

#[test]
fn an_id_that_no_version_has_is_named() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let read = || world.client.get_secret_value().secret_id(DB).version_id(version(9));
        assert_eq!(refusal(read().send().await), no_version(&version(9)));
        assert_eq!(refusal(read().version_stage("AWSCURRENT").send().await), no_version(&version(9)));
    });
}

#[test]
fn an_id_and_a_label_have_to_fit() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        let expected = invalid_request("You provided a VersionStage that is not associated to the provided VersionId.");
        for (id, label) in [(1, "AWSCURRENT"), (2, "AWSPREVIOUS"), (1, "AWSPENDING")] {
            let read = world.client.get_secret_value().secret_id(DB).version_id(version(id)).version_stage(label);
            assert_eq!(refusal(read.send().await), expected, "{id} {label}");
        }
    });
}

#[test]
fn a_version_without_labels_is_read_by_its_id() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put(&world.client, DB, 3).await;
        let read = world.client.get_secret_value().secret_id(DB).version_id(version(1)).send().await;
        let read = read.expect("it is not cleaned up");
        assert_eq!(read.secret_string(), Some("one"));
        assert_eq!(read.version_stages, None);
    });
}

#[test]
fn text_and_bytes_are_answered_as_they_were_put() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let put = world.client.put_secret_value().secret_id(DB).secret_binary(Blob::new("footest"));
        put.send().await.expect("a new token");
        let read = world.client.get_secret_value().secret_id(DB);
        let current = read.clone().send().await.expect("a current version");
        assert_eq!(current.secret_binary(), Some(&Blob::new("footest")));
        assert_eq!(current.secret_string(), None);
        let previous = read.version_stage("AWSPREVIOUS").send().await.expect("a previous version");
        assert_eq!(previous.secret_string(), Some("one"));
        assert_eq!(previous.secret_binary(), None);
    });
}

#[test]
fn checks_come_in_their_order() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        let read = |id: &str| world.client.get_secret_value().secret_id(id).version_id(version(9)).send();
        assert_eq!(refusal(read("Inv Name").await), invalid_name());
        assert_eq!(refusal(read("unknown").await), not_found());
        assert_eq!(refusal(read(DB).await), marked_for_deletion());
    });
}
