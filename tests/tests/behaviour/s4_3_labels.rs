//! §4.3, §4.7: versions and labels while a rotation runs and after it.

use secretsmith::types::Tag;
use secretsmith_reference::{Invocation, Step};
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{no_label, no_version};
use crate::rotating::{contract, events, register, rotatable, rotate, text};
use crate::support::{DB, create, create_empty, describe, listed, put, stages, version, versions};

#[test]
fn before_the_first_step_there_is_a_placeholder() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.rotation_enabled, Some(true));
        let labels = secret.version_ids_to_stages.expect("there are versions");
        assert_eq!(
            (&*labels[&version(1)], &*labels[&version(2)]),
            (&["AWSCURRENT".into()][..], &["AWSPENDING".into()][..])
        );
        assert_eq!(listed(&world.client, DB).await.secret_versions_to_stages, Some(labels));

        let get = || world.client.get_secret_value().secret_id(DB);
        assert_eq!(refusal(get().version_stage("AWSPENDING").send().await), no_label("AWSPENDING"));
        assert_eq!(refusal(get().version_id(version(2)).send().await), no_version(&version(2)));
        let by_both = get().version_id(version(2)).version_stage("AWSPENDING");
        assert_eq!(refusal(by_both.send().await), no_label("AWSPENDING"));
        let ids: Vec<_> =
            versions(&world.client, DB, true).await.into_iter().map(|version| version.version_id).collect();
        assert_eq!(ids, [Some(version(1))], "it is not listed until it has a value");
    });
}

#[test]
fn the_function_gives_the_placeholder_its_value() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        register(&world, async |client, invocation: Invocation| match invocation.step {
            Step::Set => Err("so far".to_owned()),
            _ => contract(client, invocation).await,
        });
        rotate(&world.client, 2).await;
        world.run_due().await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 AWSPENDING"]);
        let get = world.client.get_secret_value().secret_id(DB).version_stage("AWSPENDING");
        let pending = get.send().await.expect("it has a value");
        assert_eq!((pending.version_id, pending.secret_string.is_some()), (Some(version(2)), true));
    });
}

#[test]
fn success_moves_the_labels_and_sets_the_dates() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        assert_eq!(describe(&world.client, DB).await.rotation_enabled, None);
        rotate(&world.client, 2).await;
        assert_eq!(describe(&world.client, DB).await.last_rotated_date, None);
        world.run_due().await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT AWSPENDING"]);
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.last_rotated_date, secret.last_changed_date, "the clock stands still");
        assert!(secret.next_rotation_date > secret.last_rotated_date);
        let entry = listed(&world.client, DB).await;
        assert_eq!(
            (entry.last_rotated_date, entry.next_rotation_date),
            (secret.last_rotated_date, secret.next_rotation_date)
        );
        rotate(&world.client, 3).await;
        assert_eq!(events(&world).await, ["RotationStarted 3", "RotationSucceeded 3"], "both labels are no obstacle");
    });
}

#[test]
fn a_function_can_take_the_pending_label_away_itself() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        register(&world, async |client, invocation: Invocation| {
            let is_end = invocation.step == Step::Finish;
            let token = invocation.client_request_token.clone();
            contract(client.clone(), invocation).await?;
            if is_end {
                let remove = client.update_secret_version_stage().secret_id(DB).version_stage("AWSPENDING");
                remove.remove_from_version_id(token).send().await.map_err(text)?;
            }
            Ok(())
        });
        rotate(&world.client, 2).await;
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationSucceeded 2"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
    });
}

#[test]
fn a_version_made_by_hand_ends_the_rotation() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        put(&world.client, DB, 3).await;
        assert_eq!(events(&world).await, ["RotationAbandoned 2"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "3 AWSCURRENT"]);
    });
}

#[test]
fn a_secret_without_a_value_can_be_rotated() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        register(&world, contract);
        rotate(&world.client, 2).await;
        let secret = describe(&world.client, DB).await;
        let labels: Vec<_> = secret.version_ids_to_stages.expect("the placeholder").into_iter().collect();
        assert_eq!(labels, [(version(2), vec!["AWSPENDING".to_owned()])]);
        assert_eq!(secret.rotation_enabled, Some(true));
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationSucceeded 2"]);
        assert_eq!(stages(&world.client, DB).await, ["2 AWSCURRENT AWSPENDING"]);
    });
}

#[test]
fn a_rotation_does_not_keep_anybody_from_other_changes() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        let tag = Tag::builder().key("k").value("v").build();
        world.client.tag_resource().secret_id(DB).tags(tag).send().await.expect("the secret is there");
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationSucceeded 2"]);
    });
}
